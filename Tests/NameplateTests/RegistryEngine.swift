import Foundation
import Nameplate
import Storage
import Synchronization
import TestSupport

/// The engine on which this suite's registries lie: SQLite, or PostgreSQL where the environment says
/// `NAMEPLATE_TEST_ENGINE=postgres`. `scripts/test` runs the suite on both.
enum RegistryEngine {
    private static let isPostgres = ProcessInfo.processInfo.environment["NAMEPLATE_TEST_ENGINE"] == "postgres"

    /// Databases of the private server by the path that a test chose.
    private static let databases = Mutex<[String: String]>([:])

    /// Opens the registry of a path, and makes it at the first time.
    static func open(
        _ path: String, now: @escaping @Sendable () -> Int64 = SQLiteDatabase.currentTime
    ) async throws -> NameplateRegistry {
        guard isPostgres else { return try await NameplateRegistry.open(sqlite: path, now: now) }
        let server = try PrivatePostgres.shared()
        let address = try PostgresAddress(server.connection(to: try database(path, server)))
        return try await NameplateRegistry.open(postgres: address, localPath: path, now: now)
    }

    private static func database(_ path: String, _ server: PrivatePostgres) throws -> String {
        try databases.withLock { databases in
            if let known = databases[path] { return known }
            // Those of tests that have ended.
            for (old, name) in databases
            where !FileManager.default.fileExists(atPath: (old as NSString).deletingLastPathComponent) {
                server.drop(name)
                databases[old] = nil
            }
            let name = try server.copy(of: "template0")
            databases[path] = name
            return name
        }
    }
}
