package import Storage
private import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How large stored files may be.
package struct FileLimits: Hashable, Sendable {
    /// Bytes of one file.
    package var file: Int64
    /// Bytes of all documents of one manufacturer.
    package var manufacturer: Int64

    /// 50 MB a file, 10 GB a manufacturer.
    package static let standard = FileLimits(file: 50_000_000, manufacturer: 10_000_000_000)
    /// What nobody may go beyond by any setting.
    package static let largestFile: Int64 = 2_000_000_000

    package init(file: Int64, manufacturer: Int64) {
        self.file = file
        self.manufacturer = manufacturer
    }
}

/// The folder of stored files beside a database. Each lies under the SHA-256 of its bytes and never changes, so that the
/// same file lies there once. Who may have it is asked of the document that refers to it, never of the hash.
///
/// A file is written under a name of its own, brought to disk, and only then linked to the place that its hash names.
package final class FileStore: Sendable {
    /// Made where it is missing.
    package let directory: String
    package let limits: FileLimits
    /// While a backup reads them, files stay; those that were to go wait.
    private let holding = Mutex<(holders: Int, waiting: Set<FileDigest>)>((0, []))
    private static let incoming = "incoming"

    package init(_ directory: String, limits: FileLimits = .standard) {
        self.directory = directory
        self.limits = limits
    }

    /// Begins a file that comes in.
    package func receive() throws(StorageError) -> IncomingFile {
        try prepare()
        try make("\(directory)/\(Self.incoming)")
        return try IncomingFile(in: "\(directory)/\(Self.incoming)", store: self)
    }

    /// Makes the folder where it is missing.
    package func prepare() throws(StorageError) { try make(directory) }

    package func contains(_ digest: FileDigest) -> Bool { access(path(of: digest), F_OK) == 0 }

    /// - Throws: `storage.damaged` where the file is missing.
    package func open(_ digest: FileDigest) throws(StorageError) -> StoredFileReader {
        try StoredFileReader(path(of: digest))
    }

    /// Links a file that lies on disk already to the place that its hash names. Done again it changes nothing.
    func put(_ path: String, at digest: FileDigest) throws(StorageError) {
        let place = self.path(of: digest)
        if access(place, F_OK) == 0 { return }
        let folder = folder(of: digest)
        try make(folder)
        guard link(path, place) == 0 || errno == EEXIST else { throw Self.failure(place) }
        try Self.sync(folder)
        try Self.sync(directory)
    }

    /// Removes a file to which no document refers any more.
    package func remove(_ digest: FileDigest) {
        let isHeld = holding.withLock { holding in
            guard holding.holders > 0 else { return false }
            holding.waiting.insert(digest)
            return true
        }
        if !isHeld { unlink(path(of: digest)) }
    }

    /// Lets no file go until ``release()``.
    package func hold() { holding.withLock { $0.holders += 1 } }

    /// - Returns: Files that were to go meanwhile; whoever held them asks again whether nobody refers to them.
    package func release() -> Set<FileDigest> {
        holding.withLock { holding in
            holding.holders -= 1
            guard holding.holders == 0 else { return [] }
            defer { holding.waiting = [] }
            return holding.waiting
        }
    }

    /// The stored files, in no order.
    package func digests() -> [FileDigest] {
        Self.names(in: directory).filter { $0.utf8.count == 2 }.flatMap { folder in
            Self.names(in: "\(directory)/\(folder)").compactMap { FileDigest(text: $0) }
        }
    }

    /// Removes what came in and was never finished, for longer than a day.
    package func removeUnfinished(now: Int64) {
        for name in Self.names(in: "\(directory)/\(Self.incoming)") {
            let path = "\(directory)/\(Self.incoming)/\(name)"
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            if now / 1_000_000 - Int64(status.st_mtim.tv_sec) > 86_400 { unlink(path) }
        }
    }

    func folder(of digest: FileDigest) -> String { "\(directory)/\(digest.text.prefix(2))" }

    func path(of digest: FileDigest) -> String { "\(folder(of: digest))/\(digest.text)" }

    func make(_ folder: String) throws(StorageError) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw Self.failure(folder) }
    }

    static func names(in folder: String) -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Brings the names in a folder to disk.
    static func sync(_ folder: String) throws(StorageError) {
        #if canImport(Darwin)
            let descriptor = Darwin.open(folder, O_RDONLY | O_CLOEXEC)
        #elseif canImport(Musl)
            let descriptor = Musl.open(folder, O_RDONLY | O_CLOEXEC)
        #else
            let descriptor = Glibc.open(folder, O_RDONLY | O_CLOEXEC)
        #endif
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    static func failure(_ path: String) -> StorageError {
        switch errno {
        case ENOSPC, EDQUOT:
            StorageError(
                .full, "The disk that holds \(path) is full. Nothing was stored; free space and send it again.")
        case ENOENT:
            StorageError(
                .damaged, "A stored file is missing. Run 'nameplate document check' and restore it from a backup.")
        default:
            StorageError(
                .noAccess,
                "Files cannot be kept at \(path): \(String(cString: strerror(errno))). Give this user the right to "
                    + "write there.")
        }
    }
}
