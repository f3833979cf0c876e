import Foundation
import Registry
import Storage

/// An empty registry's database on which the migrations have run: made once a process, and copied for each test, which
/// takes a tenth of running them.
package actor MigratedDatabase {
    private static let shared = MigratedDatabase()

    private var file: Task<TemporaryDirectory, any Error>?
    private var database: Task<String, any Error>?
    private static let fileName = "registry.sqlite"

    /// Puts a file of SQLite at a path where there is none.
    package static func copy(to path: String) async throws {
        try FileManager.default.copyItem(atPath: try await shared.folder().file(fileName), toPath: path)
    }

    /// The name of the database on ``PrivatePostgres``, to which nobody is connected.
    package static func onPostgres() async throws -> String { try await shared.template() }

    private func folder() async throws -> TemporaryDirectory {
        if let file { return try await file.value }
        let task = Task {
            let folder = try TemporaryDirectory()
            let database = try SQLiteDatabase.open(path: folder.file(Self.fileName))
            try await database.migrate(RegistrySchema.sqlite)
            await database.close()
            return folder
        }
        file = task
        return try await task.value
    }

    private func template() async throws -> String {
        if let database { return try await database.value }
        let task = Task {
            let server = try PrivatePostgres.shared()
            let name = try server.database(schema: [])
            let database = try await PostgresDatabase.open(try PostgresAddress(server.connection(to: name)))
            try await database.migrate(RegistrySchema.postgres)
            await database.close()
            return name
        }
        database = task
        return try await task.value
    }
}
