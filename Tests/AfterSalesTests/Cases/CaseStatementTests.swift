import AfterSales
import Registry
import Storage
import TestSupport
import Testing

/// No list of cases looks at more rows than it shows and compares: each is led by an index, in its order.
@Suite struct CaseStatementTests {
    private static let statements: [(name: String, statement: Statement)] = [
        ("all", CaseListSQL.all), ("ofState", CaseListSQL.ofState), ("ofAssignee", CaseListSQL.ofAssignee),
        ("ofModel", CaseListSQL.ofModel), ("ofParty", CaseListSQL.ofParty), ("ofOwner", CaseListSQL.ofOwner),
        ("ofUnit", CaseListSQL.ofUnit),
        ("counts", CaseListSQL.counts), ("ratings", CaseListSQL.ratings),
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
                #expect(line.hasPrefix("SEARCH service_cases USING"), "\(name): \(line)")
            }
        }
        await database.close()
    }
}
