import TestSupport
import Testing

@testable import Storage

@Suite struct MigrationTests {
    private static let second = Migration(number: 2, name: "more", sql: "CREATE TABLE more (id BIGINT); ;; -- end\n")
    private static let third = Migration(number: 3, name: "most", sql: "CREATE TABLE most (id BIGINT)")
    private static let tables = Statement("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    private static let applied = Statement("SELECT number, name, applied_at FROM schema_migrations ORDER BY number")

    private static let tablesOfPostgres = Statement(
        """
        SELECT relname
          FROM pg_class
         WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
         ORDER BY relname
        """)

    private func tables(_ engine: Engine, _ database: any TestedDatabase) throws -> [String] {
        try database.readNow { try $0.all(engine == .sqlite ? Self.tables : Self.tablesOfPostgres) { $0.text(0) } }
    }

    @Test(arguments: Engine.available)
    func migrationsRunOnceAndInOrder(_ engine: Engine) async throws {
        try await engine.withDatabase([Self.third, TestSQL.create]) { database async throws in
            #expect(try tables(engine, database) == ["most", "rows", "schema_migrations"])
            try await database.migrate([engine.migration(TestSQL.create), Self.third])
            let rows = try database.readNow { try $0.all(Self.applied) { ($0.integer(0), $0.text(1), $0.integer(2)) } }
            #expect(rows.map(\.0) == [1, 3] && rows.map(\.1) == ["rows", "most"])
            #expect(rows.allSatisfy { $0.2 > 1_600_000_000_000_000 })
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aServerOfTheVersionBeforeGoesOnAndStartsAgain() async throws {
        try await Engine.postgres.withDatabase([TestSQL.create, Self.second, Self.third]) { database async throws in
            try await database.migrate([Engine.postgres.migration(TestSQL.create)])
            try await database.migrate([Engine.postgres.migration(TestSQL.create), Self.second])
            #expect(try tables(.postgres, database) == ["more", "most", "rows", "schema_migrations"])
        }
    }

    @Test(arguments: Engine.available)
    func aDatabaseOfANewerProgramIsRefused(_ engine: Engine) async throws {
        var third = Self.third
        third.sql = "-- Contracts: the version before cannot go on.\n" + third.sql
        try await engine.withDatabase([TestSQL.create, Self.second, third]) { database async throws in
            let failure = await #expect(throws: StorageError.self) {
                try await database.migrate([engine.migration(TestSQL.create)])
            }
            #expect(failure?.code == .newer)
            #expect(failure?.sentence.contains("number 3") == true && failure?.sentence.contains("up to 1") == true)
        }
    }

    @Test(arguments: Engine.available)
    func aChangedMigrationIsRefused(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            var changed = engine.migration(TestSQL.create)
            changed.sql += " "
            let failure = await #expect(throws: StorageError.self) {
                try await database.migrate([changed, Self.second])
            }
            #expect(failure?.code == .migrationChanged)
            let tables = try tables(engine, database)
            #expect(tables == ["rows", "schema_migrations"])
        }
    }

    @Test(arguments: Engine.available)
    func aMigrationSlippedInBeforeTheLastIsRefused(_ engine: Engine) async throws {
        try await engine.withDatabase([TestSQL.create, Self.third]) { database async throws in
            let failure = await #expect(throws: StorageError.self) {
                try await database.migrate([engine.migration(TestSQL.create), Self.second, Self.third])
            }
            #expect(failure?.code == .migrationChanged)
            let missing = await #expect(throws: StorageError.self) { try await database.migrate([Self.third]) }
            #expect(missing?.code == .migrationChanged)
        }
    }

    @Test(
        arguments: Engine.available,
        [
            "CREATE TABLE half (id BIGINT); CREATE TABLE rows (id BIGINT)",
            "CREATE TABLE half (id BIGINT); SELECT nonsense(",
            "CREATE TABLE half (id BIGINT); COMMIT; CREATE TABLE other (id BIGINT)",
        ])
    func aMigrationThatFailsLeavesNothingButTheOnesBefore(_ engine: Engine, sql: String) async throws {
        try await engine.withDatabase { database async throws in
            let failing = Migration(number: 3, name: "failing", sql: sql)
            await #expect(throws: StorageError.self) {
                try await database.migrate([engine.migration(TestSQL.create), Self.second, failing])
            }
            let isWhole = !sql.contains("COMMIT")
            #expect(try tables(engine, database).contains("half") != isWhole)
            #expect(try tables(engine, database).contains("more"))
            try await database.write { try $0.insert(1) }
        }
    }

    @Test func theChecksumIsFNV1a() {
        // Vectors of http://www.isthe.com/chongo/src/fnv/test_fnv.c
        #expect(Migration(number: 1, name: "", sql: "").checksum == "cbf29ce484222325")
        #expect(Migration(number: 1, name: "", sql: "a").checksum == "af63dc4c8601ec8c")
        #expect(Migration(number: 1, name: "", sql: "foobar").checksum == "85944171f73967e8")
    }
}
