private import Crypto
package import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads a file from any place in it. Whoever has one open reads it to its end, also where it has been removed meanwhile.
package final class StoredFileReader: Sendable {
    private let descriptor: Int32
    /// Bytes.
    package let size: Int64

    init(_ path: String) throws(StorageError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileStore.failure(path) }
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int64(status.st_size) : 0
    }

    deinit { close(descriptor) }

    /// Up to `most` bytes from `offset` on; none at the end.
    package func read(_ most: Int, at offset: Int64) throws(StorageError) -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
                count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
                filled = max(0, count)
            }
            if count >= 0 { return bytes }
            guard errno == EINTR else {
                throw StorageError(.damaged, "A stored file cannot be read: \(String(cString: strerror(errno))).")
            }
        }
    }

    /// The hash that the file has now, whatever its name says.
    package func digest() throws(StorageError) -> FileDigest? {
        var hash = SHA256()
        var offset: Int64 = 0
        while true {
            let piece = try read(1 << 20, at: offset)
            guard !piece.isEmpty else { return FileDigest(Array(hash.finalize())) }
            hash.update(data: piece)
            offset += Int64(piece.count)
        }
    }
}
