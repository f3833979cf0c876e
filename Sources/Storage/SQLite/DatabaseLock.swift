import Foundation
import Synchronization

/// The lock that lets one process at a time write to a database: `flock` on a file beside it, `NAME.lock`.
///
/// The file holds a note of one line in which the holder says who it is and how to reach it. The lock ends with the
/// process however that ends; the file stays, because deleting it could let two processes hold a lock each.
final class DatabaseLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// The longest note in bytes.
    static let noteSize = 4000

    /// - Throws: ``StorageError`` `locked` if another process (or this one, elsewhere) holds the lock, `noAccess`.
    init(_ errors: SQLiteErrors) throws {
        let path = errors.path + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errors.systemError(errno) }
        guard Self.takes(descriptor) else {
            let note = Self.read(descriptor)
            close(descriptor)
            let holder = note.isEmpty ? "" : " (it says: \(note))"
            throw StorageError(
                .locked,
                "Another process has “\(errors.file)” open\(holder). Stop it first, or send the request to it.")
        }
        self.descriptor = Mutex(descriptor)
        try write(note: "{\"pid\": \(getpid())}")
    }

    deinit { release() }

    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    /// Replaces the note; a reader sees the old one or the new one.
    func write(note: String) throws {
        let line = note.utf8.prefix { $0 != 0x0A }
        guard line.count <= Self.noteSize else {
            throw StorageError(.failed, "The note of a lock holds at most \(Self.noteSize) bytes.")
        }
        let bytes = Array(line) + [0x0A]
        try descriptor.withLock { descriptor in
            // In one call and before the rest of an older note is cut off: the line feed ends the new one.
            guard let open = descriptor, pwrite(open, bytes, bytes.count, 0) == bytes.count else {
                throw StorageError(.noAccess, "The lock file could not be written. Check the disk's room and rights.")
            }
            _ = ftruncate(open, off_t(bytes.count))
        }
    }

    /// The holder's note, or nil where nobody holds the lock of the database at `path`.
    static func note(path: String) -> String? {
        let descriptor = open(path + ".lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0 else { return nil }
        return read(descriptor)
    }

    /// Whether the lock could be had. One who reads the note holds it for an instant, so this tries for 0.2 s.
    private static func takes(_ descriptor: Int32) -> Bool {
        for _ in 0..<20 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            usleep(10_000)
        }
        return false
    }

    private static func read(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: noteSize + 1)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let line = bytes.prefix(max(0, count)).prefix { $0 != 0x0A }
        return String(decoding: line, as: UTF8.self)
    }
}
