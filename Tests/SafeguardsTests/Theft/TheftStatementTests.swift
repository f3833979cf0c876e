import Registry
import Safeguards
import Storage
import TestSupport
import Testing

/// No list of reports looks at more rows than it shows and compares: each is led by an index, in its order.
@Suite struct TheftStatementTests {
    private static let statements: [(name: String, statement: Statement)] = [
        ("all", TheftListSQL.all), ("ofState", TheftListSQL.ofState), ("ofModel", TheftListSQL.ofModel),
        ("ofParty", TheftListSQL.ofParty), ("counteredBy", TheftListSQL.counteredBy), ("ofUnit", TheftListSQL.ofUnit),
        ("openOfUnit", TheftListSQL.openOfUnit), ("stale", TheftListSQL.stale),
    ]

    @Test func eachIsLedByAnIndexAndSortsNothing() async throws {
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
        try await database.migrate(RegistrySchema.sqlite)
        for (name, statement) in Self.statements {
            let parameters = Set(statement.sql.matches(of: /\$[0-9]+/).map { String($0.output) }).count
            let plan = try database.readNow { reader in
                try reader.all(
                    Statement("EXPLAIN QUERY PLAN " + statement.sql),
                    [SQLValue](repeating: .integer(1), count: parameters)
                ) { $0.text(3) }
            }
            #expect(!plan.isEmpty, "\(name)")
            for line in plan {
                #expect(line.hasPrefix("SEARCH theft_reports USING"), "\(name): \(line)")
            }
        }
        await database.close()
    }
}
