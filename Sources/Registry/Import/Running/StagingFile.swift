private import Crypto
package import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of an import, spooled to disk as they come and hashed, before anything is made of them.
///
/// It belongs to one import, which calls it from one place at a time, hence `@unchecked`.
package final class StagingFile: @unchecked Sendable {
    package let path: String
    private var descriptor: Int32
    private var hash = SHA256()
    private var hasFailed = false
    /// How many bytes have come.
    package private(set) var size = 0

    /// Makes an empty file that nobody else may read, and its directory where that is missing.
    package init(named name: String, in directory: String) throws(StorageError) {
        path = directory + "/" + name
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw Self.error(directory) }
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.error(path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    package func append(_ bytes: [UInt8]) throws(StorageError) {
        hash.update(data: bytes)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.error(path) }
            done += count
        }
        size += bytes.count
    }

    /// Brings the file to disk.
    /// - Parameter options: What is said of the file: said otherwise, it is another file.
    /// - Returns: The SHA-256 of its bytes.
    package func finish(saying options: ImportOptions = ImportOptions()) throws -> [UInt8] {
        if let text = try options.text { hash.update(data: Array(text.utf8)) }
        guard fsync(descriptor) == 0 else { throw Self.error(path) }
        close(descriptor)
        descriptor = -1
        return Array(hash.finalize())
    }

    /// Whether there is a file of this name.
    package static func exists(_ name: String, in directory: String) -> Bool {
        access(directory + "/" + name, F_OK) == 0
    }

    /// Gives a file the name under which an import that has been begun elsewhere knows it.
    package static func rename(_ name: String, to other: String, in directory: String) throws(StorageError) {
        guard Self.move(directory + "/" + name, directory + "/" + other) == 0 else { throw error(directory) }
    }

    /// `rename` of the C library, whose name this type has given away.
    private static func move(_ from: String, _ to: String) -> Int32 { renameat(AT_FDCWD, from, AT_FDCWD, to) }

    /// Removes what an import has left behind.
    package static func remove(_ name: String, in directory: String) {
        unlink(directory + "/" + name)
    }

    /// Removes the files of imports that ended before they were checked: all but `kept`.
    package static func removeAll(but kept: Set<String>, in directory: String) {
        guard let listing = opendir(directory) else { return }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            let isOurs = ImportSyntax.allCases.contains { name.hasSuffix("." + $0.rawValue) }
            if isOurs, !kept.contains(name) { remove(name, in: directory) }
        }
    }

    private static func error(_ path: String) -> StorageError {
        switch errno {
        case ENOSPC, EDQUOT:
            StorageError(
                .full, "The disk that holds \(path) is full. Nothing was imported; free space and import again.")
        case EACCES, EPERM, EROFS:
            StorageError(.noAccess, "Files cannot be made at \(path). Give this user the right to write there.")
        default:
            StorageError(.failed, "The file \(path) cannot be written: \(String(cString: strerror(errno))).")
        }
    }
}
