#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that is read from its start, piece by piece; closed when let go.
package struct ImportFile: ~Copyable {
    private let descriptor: Int32
    /// Bytes in the file as it was opened; 0 where that cannot be told (a pipe).
    package let size: Int

    /// - Throws: ``RowError`` with `import.unreadable`, its sentence saying why and what to do.
    package init(path: String) throws(RowError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = Self.unreadable(path)
            close(descriptor)
            throw error
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }

    deinit {
        close(descriptor)
    }

    /// Reads the next piece.
    ///
    /// - Returns: At most `count` bytes; none at the end.
    package func read(upTo count: Int) throws(RowError) -> [UInt8] {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            repeat { result = systemRead(descriptor, buffer.baseAddress, count) } while result < 0 && errno == EINTR
            initialized = max(0, result)
        }
        guard result >= 0 else { throw Self.unreadable("the file") }
        return bytes
    }

    /// Goes to a place, to read from there on.
    package func seek(to offset: Int) throws(RowError) {
        guard lseek(descriptor, off_t(offset), SEEK_SET) == off_t(offset) else { throw Self.unreadable("the file") }
    }

    private static func unreadable(_ path: String) -> RowError {
        let advice =
            switch errno {
            case ENOENT: "there is no such file; check the path"
            case EACCES, EPERM: "it may not be read; ask for the right to read it"
            case EISDIR: "it is a directory; name one file"
            default: String(cString: strerror(errno))
            }
        return RowError(
            .unreadable, row: 1, line: 1, endsReading: true, "cannot read \(quotedForPeople(path)): \(advice).")
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
