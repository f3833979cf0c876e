import CSQLiteSettings
import Dispatch
import Foundation
import GRDB
import GRDBSQLite

/// The SQLite engine: one file, one writing process, one writer in it, many readers.
package final class SQLiteDatabase: Database {
    let errors: SQLiteErrors
    // In this order: a database that nobody closed lets go of its statements, its connections, then its lock.
    private let readers: ReaderSessions
    private let lookups: LookupConnections
    private let writer: SQLiteWriter
    private let pool: DatabasePool
    private let lock: DatabaseLock
    private let vault = VaultSlot()
    let now: @Sendable () -> Int64

    /// Opens the database at `path`, or makes it where there is none, in a directory that exists.
    ///
    /// - Parameters:
    ///   - now: The clock that transactions read, in microseconds since 1970 UTC.
    ///   - random: What ids and salts are drawn from.
    ///   - warn: Hears of what an operator should know, such as a write-ahead log that a long read keeps growing.
    /// - Throws: ``StorageError`` `locked`, `noAccess`, `notADatabase`, `damaged`, `full`.
    package static func open(
        path: String,
        now: @escaping @Sendable () -> Int64 = currentTime,
        random: any RandomNumberGenerator & Sendable = SystemRandomness(),
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> SQLiteDatabase {
        _ = Self.isConfigured
        let errors = SQLiteErrors(path: try absolutePath(path))
        try DatabaseFile.refuseDirectory(errors)
        let lock = try DatabaseLock(errors)
        let isNew = try DatabaseFile.prepare(errors)
        do {
            return try SQLiteDatabase(errors, lock, isNew: isNew, now, random, warn)
        } catch {
            throw errors.error(error)
        }
    }

    private init(
        _ errors: SQLiteErrors, _ lock: DatabaseLock, isNew: Bool, _ now: @escaping @Sendable () -> Int64,
        _ random: any RandomNumberGenerator & Sendable, _ warn: @escaping @Sendable (String) -> Void
    ) throws {
        let vault = self.vault
        var configuration = Configuration()
        configuration.label = "nameplate"
        configuration.persistentReadOnlyConnections = true
        configuration.busyMode = .timeout(Double(Checkpoints.writerPatience) / 1000)
        configuration.prepareDatabase { database in
            // Before the write-ahead log is switched on, so that the mark is in the file itself.
            guard isNew, !database.configuration.readonly, let connection = database.sqliteConnection else { return }
            try SQLiteSession(connection, errors, vault).execute(
                "PRAGMA application_id = \(DatabaseFile.applicationID)")
        }
        let pool = try DatabasePool(path: errors.path, configuration: configuration)
        let writer = try pool.writeWithoutTransaction { database in
            guard let connection = database.sqliteConnection else { throw errors.closed }
            // Every statement is ours: GRDB has no transactions to observe.
            sqlite3_commit_hook(connection, nil, nil)
            sqlite3_rollback_hook(connection, nil, nil)
            let session = SQLiteSession(connection, errors, vault)
            try session.execute(
                "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864; "
                    + "PRAGMA secure_delete = ON")
            return SQLiteWriter(pool, session, Draws(now: now, random: random), Checkpoints(session, warn))
        }
        self.errors = errors
        self.readers = ReaderSessions(errors, vault)
        self.lookups = LookupConnections(errors, vault)
        self.writer = writer
        self.pool = pool
        self.lock = lock
        self.now = now
    }

    /// Settings of the whole process, made once.
    private static let isConfigured = nameplate_sqlite_without_memory_statistics() == SQLITE_OK

    package func read<T: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> T) async throws -> T {
        try await readSession(body)
    }

    func readSession<T: Sendable>(_ body: @escaping @Sendable (SQLiteSession) throws -> T) async throws -> T {
        do {
            return try await pool.read { [readers] database in try body(readers.session(of: database)) }
        } catch {
            throw errors.error(error)
        }
    }

    package func readNow<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        try lookups.withSession(body)
    }

    package func readSnapshotNow<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        try lookups.withSession { session in
            try session.run(.beginReading)
            // Nothing was written, so nothing is lost; it fails only where an error has ended the transaction already.
            defer { _ = try? session.run(.rollBack) }
            return try body(session)
        }
    }

    package func write<T: Sendable>(
        _ order: CommitOrder, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await writer.write(body)
    }

    /// Runs `body` on the writing connection between its transactions.
    func alone<T: Sendable>(_ body: @escaping @Sendable (SQLiteSession) throws -> T) async throws -> T {
        try await writer.alone(body)
    }

    package func use(_ vault: Vault) { self.vault.current = vault }

    package func close() async {
        lookups.close()
        await writer.close()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [self] in
                // The barrier waits for the reads under way.
                try? pool.barrierWriteWithoutTransaction { _ in readers.close() }
                try? pool.close()
                continuation.resume()
            }
        }
        lock.release()
    }

    /// The system's clock, in microseconds since 1970 UTC.
    package static let currentTime: @Sendable () -> Int64 = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    static func absolutePath(_ path: String) throws -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw StorageError(.noAccess, "A database needs the path of a file.")
        }
        if path.hasPrefix("/") { return path }
        guard let directory = getcwd(nil, 0) else {
            throw StorageError(.noAccess, "The current directory is gone. Change to one that exists.")
        }
        defer { free(directory) }
        return String(cString: directory) + "/" + path
    }
}

// MARK: Lock

extension SQLiteDatabase {
    /// No other process writes while this one has the file's lock.
    package var isShared: Bool { false }
    package func leads() -> Bool { true }

    /// Writes the note into the lock file.
    package func setLockNote(_ note: String) throws { try lock.write(note: note) }

    /// What the process that has the database at `path` open says of itself, or nil where none has.
    package static func lockNote(path: String) -> String? { DatabaseLock.note(path: path) }
}
