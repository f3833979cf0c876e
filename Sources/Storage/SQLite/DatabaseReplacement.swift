import Foundation
import GRDBSQLite

/// Puts another file in the place of a database that nobody has open. It holds the database's lock, and a crash at any
/// moment leaves the one or the other whole.
package final class DatabaseReplacement: Sendable {
    private let errors: SQLiteErrors
    private let lock: DatabaseLock

    /// - Parameter path: Where the database lies, or is to lie, in a directory that exists.
    /// - Throws: ``StorageError`` `locked` while a process has it open; `noAccess`.
    package init(path: String) throws {
        errors = SQLiteErrors(path: try SQLiteDatabase.absolutePath(path))
        try DatabaseFile.refuseDirectory(errors)
        lock = try DatabaseLock(errors)
    }

    package func release() { lock.release() }

    /// Whether there is something to be replaced.
    package var isOccupied: Bool { Self.size(errors.path) > 0 }

    /// Puts the file `staged`, in the same directory, in the database's place.
    /// - Parameter kept: The path under which the old database stays; nil gives it up.
    /// - Throws: ``StorageError`` `noAccess`, `full`; nothing has changed then.
    package func put(_ staged: String, keepingOldAs kept: String?) throws {
        guard Self.size(staged + "-wal") == 0 else {
            throw StorageError(.failed, "The new database has not been closed.")
        }
        try Self.flush(staged)
        let (path, log) = (errors.path, errors.path + "-wal")
        if isOccupied {
            bringInLog()
            if let kept {
                try Self.link(path, kept)
                // Only a damaged database still has one.
                if Self.size(log) > 0 { try Self.link(log, kept + "-wal") }
                try Self.flush(errors.directory)
            }
        }
        // A log that outlived its database would be taken for the new one's.
        unlink(log)
        unlink(path + "-shm")
        try Self.flush(errors.directory)
        guard rename(staged, path) == 0 else { throw errors.systemError(errno) }
        try Self.flush(errors.directory)
    }

    /// Brings the write-ahead log that a killed process left into the database file, as opening it would.
    private func bringInLog() {
        guard Self.size(errors.path + "-wal") > 0 else { return }
        var connection: OpaquePointer?
        if sqlite3_open_v2(errors.path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK {
            sqlite3_exec(connection, "PRAGMA wal_checkpoint(TRUNCATE)", nil, nil, nil)
        }
        sqlite3_close(connection)
    }

    private static func size(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    private static func link(_ path: String, _ other: String) throws {
        guard Foundation.link(path, other) == 0 else { throw SQLiteErrors(path: other).systemError(errno) }
    }

    /// Brings a file, or a directory's entries, to disk.
    private static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SQLiteErrors(path: path).systemError(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SQLiteErrors(path: path).systemError(errno) }
    }
}
