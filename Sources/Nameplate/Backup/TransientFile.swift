import Foundation
import Storage

/// Files that no process needs after the one that made them: their names tell which that is, so that the next can remove
/// what a killed one left behind.
enum TransientFile {
    static func name(_ purpose: String) -> String { "\(purpose)-\(getpid())-\(UInt32.random(in: 0...(.max)))" }

    /// Removes a file, and what SQLite and its lock leave beside it.
    static func remove(_ path: String) {
        for ending in ["", "-wal", "-shm", ".lock"] { unlink(path + ending) }
    }

    /// Removes what processes that have ended left behind. This process has none of that purpose in the directory yet;
    /// an earlier one may have had its number.
    static func removeLeftovers(_ purpose: String, in directory: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] {
            guard name.hasPrefix(purpose + "-"),
                let owner = pid_t(name.dropFirst(purpose.count + 1).prefix { $0.isASCII && $0.isNumber }),
                owner > 0, owner == getpid() || (kill(owner, 0) != 0 && errno == ESRCH)
            else { continue }
            unlink(directory + "/" + name)
        }
    }

    /// A new file, for its owner alone.
    final class Writer: Sendable {
        private let descriptor: Int32

        init(_ path: String) throws {
            descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw TransientFile.failure(path) }
        }

        deinit { close(descriptor) }

        func append(_ bytes: [UInt8]) throws {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno != EINTR { throw TransientFile.failure("the copy") }
                rest = rest.dropFirst(max(0, count))
            }
        }
    }

    /// Reads a file from its beginning, whether or not it has been removed meanwhile.
    final class Reader: Sendable {
        private let descriptor: Int32
        let size: Int64

        init(_ path: String) throws {
            descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw TransientFile.failure(path) }
            var status = stat()
            size = fstat(descriptor, &status) == 0 ? Int64(status.st_size) : 0
        }

        deinit { close(descriptor) }

        /// The next bytes; nil at the end.
        func read(_ most: Int) throws -> [UInt8]? {
            while true {
                var count = 0
                let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
                    count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
                    filled = max(0, count)
                }
                if count >= 0 { return bytes.isEmpty ? nil : bytes }
                guard errno == EINTR else { throw TransientFile.failure("the copy") }
            }
        }
    }

    private static func failure(_ what: String) -> StorageError {
        let isFull = errno == ENOSPC || errno == EDQUOT
        return StorageError(
            isFull ? .full : .noAccess,
            isFull
                ? "The disk is full; it needs room for a whole copy of the database. Make room and try again."
                : "A file that is needed for a while, \(what), cannot be used: \(String(cString: strerror(errno))).")
    }
}
