import Foundation
import Registry
import Storage
import Testing

/// Every statement in the registry's sources, as SQLite plans it.
@Suite struct StatementTests {
    /// A statement as it stands in a source file.
    struct Literal: Sendable, CustomTestStringConvertible {
        var file: String
        var sql: String

        var testDescription: String { "\(file): \(sql.prefix(60))" }
    }

    static let literals: [Literal] = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let sources = folder.appendingPathComponent("Sources/Registry").resolvingSymlinksInPath()
        let files =
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?
            .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        return files.flatMap { file -> [Literal] in
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            let multiline = text.matches(of: /Statement\(\s*"""(.*?)"""\s*\)/.dotMatchesNewlines()).map(\.output.1)
            let single = text.matches(of: /Statement\(\s*"([^"\n]+)"\s*\)/).map(\.output.1)
            return (multiline + single).map { Literal(file: file.lastPathComponent, sql: String($0)) }
        }
    }()

    /// Tables that grow with the units and the events.
    static let bigTables: Set = [
        "units", "unit_events", "events", "event_texts", "batch_ranges", "batches", "discrepancies", "fleet_changes",
        "audit_trail", "idempotency", "parties",
    ]

    @Test func theStatementsAreFound() {
        #expect(Self.literals.count > 60)
    }

    /// SQLite numbers named parameters by appearance, PostgreSQL by name: both must mean the same.
    @Test(arguments: literals)
    func parametersAreNumberedInOrderOfFirstUse(_ literal: Literal) {
        var seen: [Int] = []
        for match in literal.sql.matches(of: /\$([0-9]+)/) {
            if let number = Int(match.output.1), !seen.contains(number) { seen.append(number) }
        }
        #expect(seen == Array(1..<(seen.count + 1)))
    }

    @Test func noStatementReadsABigTableFromEndToEnd() async throws {
        try await Engine.sqlite.withRegistry(seed: 5) { registry in
            var world = RandomHistory(seed: 5)
            try await world.run(40, in: registry)
            for literal in Self.literals {
                let count = Set(literal.sql.matches(of: /\$([0-9]+)/).map(\.output.1)).count
                let values = [SQLValue](repeating: .integer(1), count: count)
                let plan = try await registry.read { reader in
                    try reader.all(Statement("EXPLAIN QUERY PLAN \(literal.sql)"), values) { $0.text(3) }
                }
                for step in plan {
                    let words = step.split(separator: " ").map(String.init)
                    guard words.first == "SCAN", let table = words.dropFirst().first else { continue }
                    // The first and last entry of an index are found without reading the rest.
                    let isEnd = literal.sql.contains("max(position)")
                    #expect(!Self.isBig(table, in: literal.sql) || isEnd, "\(literal): \(step)")
                }
            }
        }
    }

    /// Whether a name in a plan, maybe an alias, is a big table's.
    private static func isBig(_ name: String, in sql: String) -> Bool {
        bigTables.contains(name)
            || bigTables.contains { table in
                sql.contains("FROM \(table) \(name)") || sql.contains("JOIN \(table) \(name)")
            }
    }
}
