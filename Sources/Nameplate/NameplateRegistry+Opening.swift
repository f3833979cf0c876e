import Registry
import Storage

extension NameplateRegistry {
    /// Opens the registry in an embedded SQLite file, makes the file where it is missing, and runs the migrations.
    ///
    /// Only one process may have it open for writing.
    /// - Throws: `StorageError`, whose sentence says what to do.
    package static func open(
        sqlite path: String, now: @escaping @Sendable () -> Int64 = SQLiteDatabase.currentTime,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> NameplateRegistry {
        let database = try SQLiteDatabase.open(path: path, now: now, warn: warn)
        do {
            try await database.migrate(RegistrySchema.sqlite)
        } catch {
            await database.close()
            throw error
        }
        let registry = NameplateRegistry(
            database, file: database, importDirectory: path + "-imports", now: now)
        try await registry.imports.removeLeftovers()
        // What fails here is tried again at the next start, or when the same file is sent again.
        Task { try? await registry.finishImports() }
        return registry
    }

    /// Tells other processes on this machine where this one, which has the database open, answers.
    package func announce(_ address: String) throws { try file?.setLockNote(address) }

    /// Where the process that has this database open answers; nil where nobody has it open or it says nothing.
    package static func announcement(sqlite path: String) -> String? { SQLiteDatabase.lockNote(path: path) }
}
