import Foundation
import Storage
import TestSupport
import Testing

/// Every statement of the project runs on both engines, on the schema that the migrations of each make.
@Suite struct SharedDialectTests {
    private let tree = SourceTree()

    private func statements() throws -> [(place: String, sql: String)] {
        try tree.files(in: "Sources", ".swift").flatMap { file in
            StatementLiterals(file.text).statements.map { ("\(file.path):\($0.line)", $0.sql) }
        }
    }

    private func migrations(_ engine: String) throws -> [SourceTree.File] {
        try tree.files(in: "Sources", ".sql").filter { $0.path.contains("/Migrations/\(engine)/") }
    }

    private func withSQLite(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
        let migrations = try migrations("sqlite").enumerated().map { index, file in
            Migration(number: index + 1, name: file.name, sql: file.text)
        }
        try await database.migrate(migrations)
        try await body(database)
        await database.close()
    }

    @Test func statementsArePlainLiterals() throws {
        for file in try tree.files(in: "Sources", ".swift") where file.path != "Sources/Storage/Statement.swift" {
            #expect(StatementLiterals(file.text).refusals == [], "\(file.path)")
        }
        #expect(try statements().count > 50)
    }

    @Test func bothEnginesHaveTheSameMigrations() throws {
        let names = try migrations("sqlite").map(\.name)
        #expect(names == (try migrations("postgres").map(\.name)))
        #expect(!names.isEmpty && names == names.sorted())
    }

    @Test func everyStatementPreparesOnSQLite() async throws {
        try await withSQLite { database async throws in
            for statement in try statements() {
                do {
                    _ = try await database.explain(Statement(statement.sql))
                } catch {
                    Issue.record("\(statement.place): \(error) in: \(statement.sql)")
                }
            }
        }
    }

    /// SQLite numbers named parameters by appearance, PostgreSQL by name: both must mean the same.
    @Test func parametersAreNumberedInOrderOfFirstUse() throws {
        for statement in try statements() {
            var seen: [Int] = []
            for match in statement.sql.matches(of: /\$([0-9]+)/) {
                if let number = Int(match.output.1), !seen.contains(number) { seen.append(number) }
            }
            #expect(seen == Array(1..<(seen.count + 1)), "\(statement.place): \(statement.sql)")
        }
    }

    /// Tables that grow with the units and what happens to them.
    private static let bigTables = [
        "units", "unit_events", "events", "event_texts", "batches", "batch_ranges", "discrepancies", "fleet_changes",
        "stock_changes", "container_changes", "demand_weeks", "stock_receipts",
        "unit_lives", "unit_failures", "unit_claims", "unit_readings", "watched_units", "complaints",
        "complaint_faults",
        "count_scans", "count_differences",
        "shipments", "shipment_lines", "shipment_scans", "stock_discrepancies",
        "pick_lists", "pick_lines", "pick_items", "pick_scans",
        "parties", "party_events", "audit_trail", "idempotency",
        "notices", "deliveries", "delivery_attempts", "delivery_contents",
    ]

    @Test func noStatementReadsABigTableFromEndToEnd() async throws {
        try await withSQLite { database async throws in
            for statement in try statements() {
                let plan = try await database.explain(Statement(statement.sql))
                for step in plan where step.hasPrefix("SCAN ") {
                    let name = step.split(separator: " ")[1]
                    let isBig = Self.bigTables.contains { table in
                        name == table || statement.sql.contains("\(table) AS \(name)")
                    }
                    #expect(!isBig, "\(statement.place): \(step) in: \(statement.sql)")
                }
            }
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func everyStatementPreparesOnPostgreSQL() throws {
        let failures = try PrivatePostgres.shared().prepareFailures(
            schema: try migrations("postgres").map(\.text),
            statements: try statements().map { "/* \($0.place) */ \($0.sql)" })
        for failure in failures { Issue.record(Comment(rawValue: failure)) }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func whatPostgreSQLRefusesIsTold() throws {
        let failures = try PrivatePostgres.shared().prepareFailures(
            schema: ["CREATE TABLE rows (id BIGINT PRIMARY KEY)"],
            statements: ["SELECT id FROM rows WHERE id = $1", "SELECT nothing FROM rows", "SELECT id FROM rows"])
        #expect(failures.count == 1)
        #expect(failures.first?.hasSuffix("in: SELECT nothing FROM rows") == true)
    }
}
