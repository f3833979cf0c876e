import Identifiers
import Registry
import Storage
import TestSupport
import Testing

/// What spreading a registry over a cluster refuses wherever there is no cluster.
@Suite(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
struct ShardingRefusalTests {
    private func withMigrated(_ body: (PostgresDatabase) async throws -> Void) async throws {
        let server = try PrivatePostgres.shared()
        let database = try await PostgresDatabase.open(
            try PostgresAddress(server.connection(to: try server.database(schema: []))))
        try await database.migrate(RegistrySchema.postgres)
        try await body(database)
        await database.close()
    }

    @Test(arguments: [true, false])
    func aServerWithoutCitusIsRefusedWithWhatToDo(isDryRun: Bool) async throws {
        try await withMigrated { database async throws in
            var options = PostgresDatabase.ShardingOptions()
            options.isDryRun = isDryRun
            options.allowsNoWorkers = true
            do {
                _ = try await database.shard(RegistrySchema.tables, options)
                Issue.record("It was not refused.")
            } catch let error as StorageError {
                #expect(error.code == .sharding)
                #expect(error.sentence.contains("Citus") && error.sentence.contains("docs/scale.md"))
            }
        }
    }

    @Test func aRegistryThatWasNeverSpreadHasNothingLeft() async throws {
        try await withMigrated { database async throws in
            #expect(try await database.unplaced(RegistrySchema.tables) == [])
        }
    }
}

/// A registry on the cluster that the environment names.
@Suite(.enabled(if: CitusCluster.shared != nil, Comment(rawValue: CitusCluster.whySkipped)))
struct ShardingTests {
    private func withSchema(
        _ body: (_ cluster: CitusCluster, _ connection: String, _ database: PostgresDatabase) async throws -> Void
    ) async throws {
        let cluster = try #require(CitusCluster.shared)
        let schema = try cluster.schema()
        defer { cluster.drop(schema.name) }
        let database = try await PostgresDatabase.open(try PostgresAddress(schema.connection))
        try await database.migrate(RegistrySchema.postgres)
        database.use(Engine.masterKey.vault)
        try await body(cluster, schema.connection, database)
        await database.close()
    }

    private func refusal(of database: PostgresDatabase) async throws -> StorageError? {
        do {
            _ = try await database.shard(RegistrySchema.tables, .tests)
            return nil
        } catch let error as StorageError {
            return error
        }
    }

    @Test func aRegistryKeepsWhatItHeldAndASecondTimeChangesNothing() async throws {
        try await withSchema { cluster, connection, database async throws in
            let registry = TestRegistry(database: database, clock: TestClock())
            let key = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:6}")
                _ = try desk.issue(100, of: model)
                for number in 1...50 { try desk.register("B\(number)", of: model) }
                return try desk.register("B51", of: model)
            }
            var dry = PostgresDatabase.ShardingOptions.tests
            dry.isDryRun = true
            #expect(try await database.shard(RegistrySchema.tables, dry).tables.contains { !$0.wasPlaced })
            #expect(try await database.unplaced(RegistrySchema.tables) == [], "a dry run moves nothing")

            let first = try await database.shard(RegistrySchema.tables, .tests)
            #expect(first.workers > 0)
            for entry in first.tables {
                #expect(entry.wasPlaced == (entry.table.placement == .coordinator), "\(entry.table.name)")
            }
            let second = try await database.shard(RegistrySchema.tables, .tests)
            #expect(second.tables.allSatisfy { $0.wasPlaced })
            #expect(try await registry.findings() == [])
            #expect(try await registry.read { try UnitRows.find(key, $0) } != nil)
            let hidden = RegistrySchema.tables.filter { $0.placement != .coordinator }.map {
                "SELECT pg_relation_size('\($0.name)')"
            }
            let sizes = try cluster.lines(of: hidden.joined(separator: " UNION "), at: connection)
            #expect(sizes == ["0"], "no copy is left under a table")
        }
    }

    @Test func whatWasInterruptedGoesOn() async throws {
        try await withSchema { _, _, database async throws in
            let half = Array(RegistrySchema.tables.prefix(12))
            _ = try await database.shard(half, .tests)
            let left = try await database.unplaced(RegistrySchema.tables)
            #expect(left.contains("events") && !left.contains("units"))
            let report = try await database.shard(RegistrySchema.tables, .tests)
            #expect(report.tables.count { !$0.wasPlaced } == left.count)
            #expect(try await database.unplaced(RegistrySchema.tables) == [])
        }
    }

    @Test func aTableThatIsSpreadOtherwiseIsRefused() async throws {
        try await withSchema { cluster, connection, database async throws in
            _ = try cluster.lines(
                of: "ALTER TABLE parties DROP CONSTRAINT parties_pkey;"
                    + "SELECT create_distributed_table('parties', 'manufacturer_id', colocate_with => 'none')",
                at: connection)
            let refusal = try await refusal(of: database)
            #expect(refusal?.code == .sharding)
            #expect(refusal?.sentence.contains("undistribute_table('parties')") == true)
        }
    }

    @Test func tablesOfALaterMigrationAreToldAndTakenUp() async throws {
        try await withSchema { _, _, database async throws in
            _ = try await database.shard(RegistrySchema.tables, .tests)
            let later = Migration(
                number: RegistrySchema.postgres.count + 1, name: "later",
                sql: """
                    CREATE TABLE later (id BIGINT PRIMARY KEY);
                    ALTER TABLE units ADD COLUMN later BIGINT;
                    CREATE INDEX units_later ON units (later) WHERE later IS NOT NULL;
                    UPDATE units SET later = 1;
                    ALTER TABLE batches ADD COLUMN later BIGINT NOT NULL DEFAULT 0;
                    UPDATE batches SET later = 1;
                    """)
            try await database.migrate(RegistrySchema.postgres + [later])
            let tables = RegistrySchema.tables + [PlacedTable("later", .distributed(by: "id", family: "events"))]
            #expect(try await database.unplaced(tables) == ["later"])
            _ = try await database.shard(tables, .tests)
            #expect(try await database.unplaced(tables) == [])
        }
    }

    /// Units, their histories and the event lie on several servers.
    @Test func aUnitAndItsEventAreKeptTogetherOrNotAtAll() async throws {
        struct Interrupted: Error {}
        try await withSchema { _, _, database async throws in
            _ = try await database.shard(RegistrySchema.tables, .tests)
            let registry = TestRegistry(database: database, clock: TestClock())
            let keys = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                return try (1...20).map { try desk.register("B\($0)", of: model) }
            }
            let manufacturer = try await registry.write { try $0.manufacturer().id }
            @Sendable func event(_ desk: TestDesk) throws {
                var draft = EventDraft(time: desk.transaction.now)
                draft.units = keys
                draft.disposition = .nonConformant
                try desk.record(draft, of: manufacturer)
            }
            await #expect(throws: Interrupted.self) {
                try await registry.write { desk in
                    try event(desk)
                    throw Interrupted()
                }
            }
            func states() async throws -> [Disposition?] {
                try await registry.read { reader in
                    try keys.map { try UnitRows.find($0, reader)?.state.disposition }
                }
            }
            #expect(try await states().allSatisfy { $0 != .nonConformant })
            #expect(try await registry.findings() == [])
            try await registry.write { try event($0) }
            #expect(try await states().allSatisfy { $0 == .nonConformant })
            #expect(try await registry.findings() == [])
        }
    }
}
