import Registry
import Storage
import TestSupport
import Testing

/// What a registry of the version before holds is there afterwards, and a person's events are found.
@Suite struct AuditTrailMigrationTests {
    private static let event = Statement(
        """
        INSERT INTO events (id, manufacturer_id, position, type, action, event_time, zone_offset, record_time, details,
                            principal, header_salt, leaf)
        VALUES ($1, 1, $2, 'ObjectEvent', 'OBSERVE', 1, 0, 1, $3, 'administrator', $4, $5)
        """)
    private static let texts: [String?] = [
        nil, #"{"owningParty":"9007199254740993"}"#, #"{"faultCode":"owningParty"}"#,
    ]

    private func check(_ database: any Database, _ migrations: [Migration]) async throws {
        try await database.migrate(migrations.filter { $0.number < 10 })
        try await database.write { transaction in
            for (offset, text) in Self.texts.enumerated() {
                let id = SQLValue.integer(Int64(offset) + 1)
                try transaction.run(Self.event, [id, id, SQLValue(text), .blob([1]), .blob([2])])
            }
        }
        try await database.migrate(migrations)
        let rows = try await database.read { reader in
            try reader.all(Statement("SELECT party_id, event_id FROM party_events")) { [$0.integer(0), $0.integer(1)] }
        }
        // Beyond the numbers that a double holds.
        #expect(rows == [[9_007_199_254_740_993, 2]])
        await database.close()
    }

    @Test func onSQLite() async throws {
        let directory = try TemporaryDirectory()
        try await check(try SQLiteDatabase.open(path: directory.file("r.sqlite")), RegistrySchema.sqlite)
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func onPostgreSQL() async throws {
        let server = try PrivatePostgres.shared()
        let name = try server.database(schema: [])
        defer { server.drop(name) }
        try await check(
            try await PostgresDatabase.open(try PostgresAddress(server.connection(to: name))), RegistrySchema.postgres)
    }
}
