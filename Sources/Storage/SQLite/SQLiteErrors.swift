import Foundation
import GRDB
import GRDBSQLite

/// Turns SQLite's result codes (https://www.sqlite.org/rescode.html) into errors of which each says what to do.
struct SQLiteErrors: Sendable {
    /// The absolute path of the database file.
    let path: String

    /// The path's last component, which is what a reader of a sentence knows the database by.
    var file: String { String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]) }

    /// The directory that holds the database file.
    var directory: String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// The error of the last call on `connection`, which answered `result`.
    func error(_ result: Int32, on connection: OpaquePointer?) -> any Error {
        let words = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? ""
        let cause = connection.map { sqlite3_system_errno($0) } ?? 0
        return error(result, words: words, systemError: cause)
    }

    /// The error of a connection that GRDB opened or ran.
    func error(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        // What GRDB answers for a connection that it has closed.
        if error.resultCode == .SQLITE_MISUSE { return closed }
        return self.error(error.extendedResultCode.rawValue, words: error.message ?? "", systemError: 0)
    }

    private func error(_ result: Int32, words: String, systemError: Int32) -> any Error {
        let primary = result & 0xFF
        let isOutOfRoom = primary == SQLITE_IOERR && (systemError == ENOSPC || systemError == EDQUOT)
        switch isOutOfRoom ? SQLITE_FULL : primary {
        case SQLITE_CONSTRAINT:
            return StorageError(.constraint, "A rule of the database refused the change: \(words).")
        case SQLITE_FULL:
            return StorageError(
                .full,
                "The disk that holds “\(file)” is full; nothing of this request was kept. Make room and try again.")
        case SQLITE_CORRUPT:
            return StorageError(
                .damaged,
                "The database “\(file)” is damaged (\(words)). Stop the program, keep a copy and restore a backup.")
        case SQLITE_NOTADB:
            return notADatabase
        case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
            return noAccess
        case SQLITE_BUSY, SQLITE_LOCKED:
            return StorageError(
                .locked, "Another program is writing to “\(file)”. Close it: only one program may write to a registry.")
        case SQLITE_INTERRUPT:
            return CancellationError()
        case SQLITE_IOERR:
            return StorageError(
                .failed, "The disk failed under “\(file)” (\(words)); nothing of this request was kept. Check the disk."
            )
        default:
            return StorageError(.failed, "The database “\(file)” refused a statement: \(words) (SQLite \(result)).")
        }
    }

    var notADatabase: StorageError {
        StorageError(
            .notADatabase,
            "“\(file)” in “\(directory)” is not a registry of this program. Check the path or name a new file.")
    }

    var noAccess: StorageError {
        StorageError(
            .noAccess,
            "“\(file)” in “\(directory)” cannot be written. "
                + "Give this user the right to read and write the file and its directory, or name another place.")
    }

    var closed: StorageError {
        StorageError(.closed, "The database “\(file)” has been closed. Open it again.")
    }

    /// The error of a call of the operating system that failed with `errno` while it opened the database.
    func systemError(_ number: Int32) -> StorageError {
        switch number {
        case ENOENT, ENOTDIR:
            return StorageError(
                .noAccess, "The directory “\(directory)” does not exist. Create it first or name another.")
        case EISDIR:
            return StorageError(.noAccess, "“\(path)” is a directory. Name a file.")
        case EACCES, EPERM, EROFS:
            return noAccess
        case ENOSPC, EDQUOT:
            return StorageError(.full, "The disk that holds “\(directory)” is full. Make room and try again.")
        default:
            return StorageError(.noAccess, "“\(path)” cannot be opened: \(String(cString: strerror(number))).")
        }
    }
}
