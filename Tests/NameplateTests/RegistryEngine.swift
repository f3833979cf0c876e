import Foundation
import Nameplate
import Registry
import Storage
import Synchronization
import TestSupport

/// The engine on which this suite's registries lie: SQLite, or PostgreSQL where the environment says
/// `NAMEPLATE_TEST_ENGINE=postgres`. `scripts/test` runs the suite on both.
enum RegistryEngine {
    private static let isPostgres = ProcessInfo.processInfo.environment["NAMEPLATE_TEST_ENGINE"] == "postgres"

    /// Databases of the private server, or schemas of a cluster (see ``CitusCluster``), by the path that a test chose.
    private static let databases = Mutex<[String: (name: String, connection: String)]>([:])

    /// Opens the registry of a path, and makes it at the first time.
    static func open(
        _ path: String, now: @escaping @Sendable () -> Int64 = SQLiteDatabase.currentTime
    ) async throws -> NameplateRegistry {
        guard isPostgres else {
            if !FileManager.default.fileExists(atPath: path) { try await MigratedDatabase.copy(to: path) }
            return try await NameplateRegistry.open(sqlite: path, passwordCost: .least, now: now)
        }
        let address = try PostgresAddress(try await connection(path))
        return try await NameplateRegistry.open(postgres: address, localPath: path, passwordCost: .least, now: now)
    }

    private static func connection(_ path: String) async throws -> String {
        if let known = databases.withLock({ $0[path] }) { return known.connection }
        // Made by the process that has started this one.
        let note = path + ".connection"
        if let known = try? String(contentsOfFile: note, encoding: .utf8) { return known }
        for name in forgotten() {
            if let cluster = CitusCluster.shared { cluster.drop(name) } else { try PrivatePostgres.shared().drop(name) }
        }
        let made: (name: String, connection: String)
        if let cluster = CitusCluster.shared {
            made = try cluster.schema()
            let database = try await PostgresDatabase.open(try PostgresAddress(made.connection))
            try await database.migrate(RegistrySchema.postgres)
            var options = PostgresDatabase.ShardingOptions()
            options.shardCount = 4
            _ = try await database.shard(RegistrySchema.tables, options)
            try await Positions.prepareSpread(in: database)
            await database.close()
        } else {
            let server = try PrivatePostgres.shared()
            let name = try server.copy(of: try await MigratedDatabase.onPostgres())
            made = (name, server.connection(to: name))
        }
        databases.withLock { $0[path] = made }
        try made.connection.write(toFile: note, atomically: true, encoding: .utf8)
        return made.connection
    }

    /// The databases of tests that have ended.
    private static func forgotten() -> [String] {
        databases.withLock { databases in
            let old = databases.filter {
                !FileManager.default.fileExists(atPath: ($0.key as NSString).deletingLastPathComponent)
            }
            for path in old.keys { databases[path] = nil }
            return old.values.map(\.name)
        }
    }
}
