import FoundationEssentials
import Registry
import Storage

/// A registry as it stands in one moment, in a SQLite file of its own that is gone when it has been read.
struct DatabaseSnapshot: Sendable {
    private let database: any Database
    private let path: String
    private let directory: String
    private let now: @Sendable () -> Int64

    init(of database: any Database, in directory: String, now: @escaping @Sendable () -> Int64) {
        self.database = database
        self.directory = directory
        self.now = now
        path = directory + "/" + TransientFile.name("backup")
    }

    /// Takes the snapshot.
    /// - Parameter progress: Hears how much of how much there is has been read, in bytes or rows.
    /// - Returns: What it holds; the size is still 0.
    func take(_ progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void) async throws -> BackupManifest {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        TransientFile.removeLeftovers("backup", in: directory)
        do {
            if let database = database as? SQLiteDatabase {
                let tables = try await RegistryTables.described(in: database)
                return try await database.copy(to: path, progress: progress) { try Self.manifest(tables, $0) }
            }
            return try await copyRows(progress)
        } catch {
            TransientFile.remove(path)
            throw error
        }
    }

    /// Copies a registry of a server, row by row.
    private func copyRows(_ progress: @escaping @Sendable (Int64, Int64) -> Void) async throws -> BackupManifest {
        let copy = try SQLiteDatabase.open(path: path, now: now)
        do {
            try await copy.migrate(RegistrySchema.sqlite)
            _ = try await RegistryCopy(from: database, to: copy) { step in
                // Each row is read twice: to be copied, and to be compared.
                progress(step.part == .copying ? step.done : step.total + step.done, 2 * step.total)
            }.run()
            let tables = try await RegistryTables.described(in: copy)
            let manifest = try await copy.read { try Self.manifest(tables, $0) }
            await copy.close()
            return manifest
        } catch {
            await copy.close()
            throw error
        }
    }

    private static func manifest(_ tables: [Table], _ reader: any SQLReader) throws -> BackupManifest {
        var rows: [String: Int64] = [:]
        for table in tables { rows[table.name] = try reader.count(of: table) }
        return BackupManifest(
            schema: RegistrySchema.sqlite.last?.number ?? 0, position: try Positions.head(reader), rows: rows, size: 0)
    }

    /// Opens the file for its one reader.
    func open() throws -> TransientFile.Reader {
        defer { TransientFile.remove(path) }
        return try TransientFile.Reader(path)
    }
}
