import Foundation

/// Looks at a database file before SQLite does, so that a picture or another program's database is left untouched.
enum DatabaseFile {
    /// Our number in the header's field "application ID", at offset 68
    /// (https://www.sqlite.org/fileformat.html#application_id).
    static let applicationID: Int32 = 0x4E6D_506C
    private static let headerSize = 100
    private static let magic = Array("SQLite format 3\0".utf8)

    /// Refuses a directory before a lock file appears beside it.
    static func refuseDirectory(_ errors: SQLiteErrors) throws {
        var status = stat()
        guard stat(errors.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        throw errors.systemError(EISDIR)
    }

    /// Makes an empty file that only its owner can read, or checks that the file is a database of ours.
    ///
    /// Only for the holder of the database's lock: closing the file would drop the locks of an open connection.
    /// - Returns: whether the file is still empty.
    /// - Throws: ``StorageError`` `notADatabase`, `noAccess`, `full`.
    static func prepare(_ errors: SQLiteErrors) throws -> Bool {
        let descriptor = open(errors.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errors.systemError(errno) }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: headerSize)
        let count = pread(descriptor, &header, headerSize, 0)
        guard count >= 0 else { throw errors.systemError(errno) }
        guard count > 0 else { return true }
        let number = header[68..<72].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard count == headerSize, header.starts(with: magic), number == UInt32(bitPattern: applicationID) else {
            throw errors.notADatabase
        }
        return false
    }
}
