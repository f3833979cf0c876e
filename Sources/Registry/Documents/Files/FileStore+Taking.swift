import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files that come from another folder.
extension FileStore {
    /// Takes a file over from a folder on the same file system, in the place of what lies under its hash: that may be
    /// damaged.
    package func take(_ digest: FileDigest, from other: FileStore) throws {
        let folder = folder(of: digest)
        try prepare()
        try make(folder)
        guard rename(other.path(of: digest), path(of: digest)) == 0 else { throw Self.failure(path(of: digest)) }
        try Self.sync(folder)
        try Self.sync(directory)
    }

    /// Copies a file, wherever it lies.
    /// - Throws: `storage.damaged` where it is missing or not what its hash says.
    package func copy(_ digest: FileDigest, from other: FileStore) throws {
        let reader = try other.open(digest)
        let file = try receive()
        var offset: Int64 = 0
        while offset < reader.size {
            let bytes = try reader.read(1 << 20, at: offset)
            guard !bytes.isEmpty else { break }
            try file.append(bytes)
            offset += Int64(bytes.count)
        }
        guard try file.store() == digest else {
            remove(digest)
            throw StorageError(
                .damaged, "The stored file \(digest.text) is damaged; restore it from a backup, and copy then.")
        }
    }

    /// Removes the folder with all that is in it: of files that were only here for a while.
    package func removeAll() {
        for digest in digests() { unlink(path(of: digest)) }
        for folder in Self.names(in: directory) {
            for name in Self.names(in: "\(directory)/\(folder)") { unlink("\(directory)/\(folder)/\(name)") }
            rmdir("\(directory)/\(folder)")
        }
        rmdir(directory)
    }
}
