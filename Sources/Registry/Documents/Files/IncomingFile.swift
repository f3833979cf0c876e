private import Crypto
package import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that comes in, under a name of its own that nobody chose; gone when nobody refers to it any more.
///
/// It belongs to one request, which calls it from one place at a time, hence `@unchecked`.
package final class IncomingFile: @unchecked Sendable {
    private let files: FileStore
    private let path: String
    private var descriptor: Int32
    private var hash = SHA256()
    /// Bytes that have come.
    package private(set) var size: Int64 = 0

    init(in folder: String, store: FileStore) throws(StorageError) {
        files = store
        let name = String(UInt64.random(in: 0...(.max)), radix: 36) + String(UInt64.random(in: 0...(.max)), radix: 36)
        path = "\(folder)/\(name)"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileStore.failure(folder) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        unlink(path)
    }

    package func append(_ bytes: [UInt8]) throws(StorageError) {
        hash.update(data: bytes)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileStore.failure(path) }
            done += count
        }
        size += Int64(bytes.count)
    }

    /// Reads what has come.
    package func reader() throws(StorageError) -> StoredFileReader { try StoredFileReader(path) }

    /// Brings the file to disk, in the place that its hash names.
    package func store() throws(StorageError) -> FileDigest {
        guard fsync(descriptor) == 0 else { throw FileStore.failure(path) }
        close(descriptor)
        descriptor = -1
        guard let digest = FileDigest(Array(hash.finalize())) else { throw FileStore.failure(path) }
        try files.put(path, at: digest)
        return digest
    }

    /// It is not needed any more, whoever still refers to it.
    package func discard() { unlink(path) }

    /// Puts the file back into its place where it was removed since ``store()``.
    func restore(_ digest: FileDigest) throws(StorageError) { try files.put(path, at: digest) }
}
