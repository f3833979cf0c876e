private import Foundation
package import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file that holds the master key, readable by its owner alone.
package enum MasterKeyFile {
    /// The key in a file; nil where there is no file.
    /// - Throws: `storage.noAccess` where it cannot be read, others may read it too, or it holds no key.
    package static func read(_ path: String) throws(StorageError) -> MasterKey? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw refusal(path, "cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw refusal(path, "is no file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw refusal(path, "can be read by others: allow it to its owner alone (chmod 600)")
        }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count >= 0, let key = MasterKey(String(decoding: bytes[..<count], as: UTF8.self)) else {
            throw refusal(path, "holds no master key: 32 bytes as base64 or hexadecimal")
        }
        return key
    }

    /// Writes a new key to a file that does not exist yet, and brings it to disk before anything is sealed with it.
    package static func make(_ path: String) throws(StorageError) -> MasterKey {
        let key = MasterKey()
        try write(key, to: path)
        return key
    }

    /// Puts a key into a file that may exist already.
    /// - Parameter kept: Where a file that holds another key stays; nil gives it up.
    /// - Returns: Whether another key had to make room.
    @discardableResult
    package static func put(_ key: MasterKey, to path: String, keepingOldAs kept: String?) throws(StorageError) -> Bool
    {
        let old = try read(path)
        guard old?.check != key.check else { return false }
        guard old != nil else {
            try write(key, to: path)
            return false
        }
        if let kept, link(path, kept) != 0 {
            throw refusal(kept, "cannot be made: \(String(cString: strerror(errno)))")
        }
        let new = path + ".new"
        unlink(new)
        try write(key, to: new)
        guard rename(new, path) == 0 else {
            throw refusal(path, "cannot be replaced: \(String(cString: strerror(errno)))")
        }
        return true
    }

    private static func write(_ key: MasterKey, to path: String) throws(StorageError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(path, "cannot be made: \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let line = Array((key.text + "\n").utf8)
        let written = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count, fsync(descriptor) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw refusal(path, "cannot be written: \(reason)")
        }
        // The directory's entry too, or a crash could leave sealed keys without their master key.
        let directory = open((path as NSString).deletingLastPathComponent.ifEmpty("."), O_RDONLY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    private static func refusal(_ path: String, _ what: String) -> StorageError {
        StorageError(.noAccess, "The file of the master key, \(path), \(what).")
    }
}

extension String {
    fileprivate func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
