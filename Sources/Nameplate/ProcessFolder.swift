import FoundationEssentials
import Storage
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder of one of the processes on this machine that have the same database of a server open: for files that are being
/// imported, and for its socket.
///
/// Folders are numbered. A process takes the first that no other has, and a lock tells which those are, so that the next
/// process finds what one that crashed has left.
final class ProcessFolder: Sendable {
    /// Without a slash at its end.
    let path: String
    private let lock: Mutex<Int32?>

    /// More processes on one machine are hardly meant.
    private static let most = 1_000

    /// - Parameter base: What the paths of all folders begin with.
    init(_ base: String) throws(StorageError) {
        for number in 1...Self.most {
            let path = "\(base)-\(number)"
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.failure(path) }
            if let lock = try Self.lock(path) {
                self.path = path
                self.lock = Mutex(lock)
                return
            }
        }
        throw StorageError(.noAccess, "Too many processes on this machine have the registry open. End some of them.")
    }

    deinit { release() }

    /// Lets another process have it.
    func release() {
        lock.withLock { lock in
            if let open = lock { close(open) }
            lock = nil
        }
    }

    /// Moves what processes that have crashed have left of a kind, such as files that they were importing, into this one's folder of
    /// that kind.
    func adopt(_ kind: String, _ base: String, into directory: String) throws {
        for number in 1...Self.most {
            let other = "\(base)-\(number)"
            guard other != path else { continue }
            guard access(other, F_OK) == 0 else { return }
            guard let lock = try Self.lock(other) else { continue }
            defer { close(lock) }
            let staging = other + "/" + kind
            for name in (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? [] {
                if mkdir(directory, 0o700) != 0, errno != EEXIST { throw Self.failure(directory) }
                guard rename(staging + "/" + name, directory + "/" + name) == 0 else { throw Self.failure(directory) }
            }
        }
    }

    /// The lock of a folder; nil where a process has it, which lets go of it when it ends, however it does.
    private static func lock(_ folder: String) throws(StorageError) -> Int32? {
        let descriptor = open(folder + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(folder) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    private static func failure(_ path: String) -> StorageError {
        StorageError(
            .noAccess,
            "The folder \(path) cannot be made or used: \(String(cString: strerror(errno))). Give this user the right to "
                + "write there.")
    }
}
