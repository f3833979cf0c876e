import Foundation
import GRDBSQLite
import Synchronization

extension SQLiteDatabase {
    /// Copies the database as it stands at one moment into a new file, with SQLite's online backup
    /// (https://www.sqlite.org/backup.html). Writers and other readers go on meanwhile; however much they write, it ends,
    /// because all of it is read from one snapshot.
    ///
    /// - Parameters:
    ///   - path: A file that does not exist. It is readable by its owner alone, and not yet flushed to disk.
    ///   - progress: Hears how many bytes of how many have been copied.
    ///   - body: Reads from the same snapshot.
    /// - Throws: ``StorageError`` `full`, `noAccess`, `damaged` where the copy is not sound; `CancellationError`.
    package func copy<T: Sendable>(
        to path: String, progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void,
        _ body: @escaping @Sendable (any SQLReader) throws -> T
    ) async throws -> T {
        let isCancelled = Atomic<Bool>(false)
        return try await withTaskCancellationHandler {
            try await readSession { session in
                let result = try body(session)
                try session.copy(to: path) { done, total in
                    if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
                    progress(done, total)
                }
                return result
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }
}

extension SQLiteSession {
    /// How many pages are copied between two reports: 4 MiB.
    private static let portion: Int32 = 1024

    /// Within a transaction that reads, so that every portion comes from one snapshot.
    fileprivate func copy(to path: String, _ progress: (Int64, Int64) throws -> Void) throws {
        // The snapshot begins with the first read.
        try forEachRow(.snapshot, []) { _ in false }
        let file = SQLiteErrors(path: path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw file.systemError(errno) }
        Foundation.close(descriptor)
        var opened: OpaquePointer?
        let result = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, nil)
        guard result == SQLITE_OK, let opened else {
            defer { sqlite3_close(opened) }
            throw file.error(result, on: opened)
        }
        let copy = SQLiteSession(opened, file, VaultSlot())
        defer { copy.close() }
        try copy.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
        try copyPages(to: copy, progress)
        let problems = try copy.first(.quickCheck) { $0.text(0) }
        guard problems == "ok" else { throw errors.error(SQLITE_CORRUPT, on: nil) }
    }

    private func copyPages(to copy: SQLiteSession, _ progress: (Int64, Int64) throws -> Void) throws {
        guard let backup = sqlite3_backup_init(copy.connection, "main", connection, "main") else {
            throw copy.errors.error(sqlite3_errcode(copy.connection), on: copy.connection)
        }
        var isFinished = false
        defer { if !isFinished { sqlite3_backup_finish(backup) } }
        while true {
            let result = sqlite3_backup_step(backup, Self.portion)
            guard result == SQLITE_OK || result == SQLITE_DONE else { break }
            let (left, total) = (sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup))
            try progress(Int64(total - left) * 4096, Int64(total) * 4096)
            if result == SQLITE_DONE { break }
        }
        isFinished = true
        // It answers what went wrong in a step, too.
        let result = sqlite3_backup_finish(backup)
        guard result == SQLITE_OK else { throw copy.errors.error(result, on: copy.connection) }
    }
}

extension Statement {
    fileprivate static let snapshot = Statement(sqlite: "SELECT 1 FROM sqlite_master LIMIT 1")
    fileprivate static let quickCheck = Statement(sqlite: "PRAGMA quick_check(1)")
}
