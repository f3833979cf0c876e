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
    func take(_ progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void) async throws -> Content {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        TransientFile.removeLeftovers("backup", in: directory)
        do {
            if let database = database as? SQLiteDatabase {
                let tables = try await RegistryTables.described(in: database)
                return try await database.copy(to: path, progress: progress) { try Content(tables, $0) }
            }
            return try await copyRows(progress)
        } catch {
            TransientFile.remove(path)
            throw error
        }
    }

    /// Copies a registry of a server, row by row.
    private func copyRows(_ progress: @escaping @Sendable (Int64, Int64) -> Void) async throws -> Content {
        let copy = try SQLiteDatabase.open(path: path, now: now)
        do {
            try await copy.migrate(RegistrySchema.sqlite)
            _ = try await RegistryCopy(from: database, to: copy) { step in
                // Each row is read twice: to be copied, and to be compared.
                progress(step.part == .copying ? step.done : step.total + step.done, 2 * step.total)
            }.run()
            let tables = try await RegistryTables.described(in: copy)
            let content = try await copy.read { try Content(tables, $0) }
            await copy.close()
            return content
        } catch {
            await copy.close()
            throw error
        }
    }

    /// What a snapshot holds, and the files of documents that it names.
    struct Content: Sendable {
        var manifest: BackupManifest
        var files: [FileDigest] = []

        fileprivate init(_ tables: [Table], _ reader: any SQLReader) throws {
            var rows: [String: Int64] = [:]
            for table in tables { rows[table.name] = try reader.count(of: table) }
            manifest = BackupManifest(
                schema: RegistrySchema.sqlite.last?.number ?? 0, position: try Positions.head(reader), rows: rows,
                size: 0)
            while true {
                let page = try FileUses.list(after: files.last, limit: 500, reader)
                guard !page.isEmpty else { break }
                files += page.map(\.digest)
            }
            manifest.files = Int64(files.count)
        }
    }

    /// Opens the file for its one reader.
    func open() throws -> TransientFile.Reader {
        defer { TransientFile.remove(path) }
        return try TransientFile.Reader(path)
    }
}
