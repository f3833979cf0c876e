import Registry
import Storage
import TestSupport
import Testing

/// An engine on which the registry's tests run.
enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, postgres

    /// Where a cluster is named, it alone: a file is none the wiser for it.
    static let available: [Engine] =
        CitusCluster.shared != nil ? [.postgres] : PrivatePostgres.isExpected ? allCases : [.sqlite]

    var testDescription: String { rawValue }

    /// 32 bytes of 7.
    static let masterKey = MasterKey(String(repeating: "07", count: 32)) ?? MasterKey()

    /// An empty registry in a database of its own, with ids and salts drawn from `seed`.
    func withRegistry<T>(
        seed: UInt64 = 1, hasMasterKey: Bool = true, _ body: (TestRegistry) async throws -> T
    ) async throws -> T {
        let clock = TestClock()
        let random = SplitMix64(seed: seed)
        switch self {
        case .sqlite:
            let directory = try TemporaryDirectory()
            let path = directory.file("registry.sqlite")
            try await MigratedDatabase.copy(to: path)
            let database = try SQLiteDatabase.open(path: path, now: { clock.now }, random: random)
            return try await Self.closing(database) {
                if hasMasterKey { database.use(Self.masterKey.vault) }
                return try await body(TestRegistry(database: database, clock: clock))
            }
        case .postgres where CitusCluster.shared != nil:
            return try await withCluster(clock, random, hasMasterKey, body)
        case .postgres:
            let server = try PrivatePostgres.shared()
            let name = try server.copy(of: try await MigratedDatabase.onPostgres())
            defer { server.drop(name) }
            let address = try PostgresAddress(server.connection(to: name))
            let database = try await PostgresDatabase.open(address, now: { clock.now }, random: random)
            return try await Self.closing(database) {
                if hasMasterKey { database.use(Self.masterKey.vault) }
                return try await body(TestRegistry(database: database, clock: clock))
            }
        }
    }

    /// An empty database as it was before a migration, and what brings it up to date.
    func withMigrations(
        before number: Int, _ body: (any Database, () async throws -> Void) async throws -> Void
    ) async throws {
        switch self {
        case .sqlite:
            let directory = try TemporaryDirectory()
            let database = try SQLiteDatabase.open(path: directory.file("registry.sqlite"))
            try await Self.closing(database) {
                try await database.migrate(RegistrySchema.sqlite.filter { $0.number < number })
                try await body(database) { try await database.migrate(RegistrySchema.sqlite) }
            }
        case .postgres:
            let server = try PrivatePostgres.shared()
            let name = try server.copy(of: "template0")
            defer { server.drop(name) }
            let database = try await PostgresDatabase.open(try PostgresAddress(server.connection(to: name)))
            try await Self.closing(database) {
                try await database.migrate(RegistrySchema.postgres.filter { $0.number < number })
                try await body(database) { try await database.migrate(RegistrySchema.postgres) }
            }
        }
    }

    /// On the cluster that the environment names, with its tables spread.
    private func withCluster<T>(
        _ clock: TestClock, _ random: SplitMix64, _ hasMasterKey: Bool, _ body: (TestRegistry) async throws -> T
    ) async throws -> T {
        let cluster = try #require(CitusCluster.shared)
        let schema = try cluster.schema()
        defer { cluster.drop(schema.name) }
        let database = try await PostgresDatabase.open(
            try PostgresAddress(schema.connection), now: { clock.now }, random: random)
        return try await Self.closing(database) {
            try await database.migrate(RegistrySchema.postgres)
            _ = try await database.shard(RegistrySchema.tables, .tests)
            try await Positions.prepareSpread(in: database)
            if hasMasterKey { database.use(Self.masterKey.vault) }
            return try await body(TestRegistry(database: database, clock: clock))
        }
    }

    private static func closing<T>(_ database: any Database, _ body: () async throws -> T) async throws -> T {
        do {
            let result = try await body()
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

extension PostgresDatabase.ShardingOptions {
    /// Four parts, that tables are made fast and still lie on several servers.
    static var tests: Self {
        var options = Self()
        options.shardCount = 4
        return options
    }
}
