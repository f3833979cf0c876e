import NIOPosix

#if canImport(CDispatch)
    // Which of the two has the C library's `stat` depends on what is compiled with this file.
    import CDispatch
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a file or of standard input, in pieces.
struct FileBytes: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = any Error

    /// Its size where that is known: of a file, not of a pipe.
    let size: Int64?
    private let file: OpenFile
    /// What has been read ahead.
    private var beginning: [UInt8]?

    /// - Parameter path: '-' is standard input.
    /// - Throws: ``ToolError`` where the file cannot be read.
    init(path: String) throws {
        file = try OpenFile(path: path)
        var status = stat()
        guard fstat(file.descriptor, &status) == 0 else { throw OpenFile.unreadable(path) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw ToolError("“\(path.harmless())” is a folder. Name a file.", "file.unreadable")
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int64(status.st_size) : nil
    }

    /// The first bytes, which stay to be read; none where the file is empty. To be asked before anything is read.
    mutating func firstPiece() async throws -> [UInt8] {
        var iterator = makeAsyncIterator()
        let piece = try await iterator.next() ?? []
        beginning = piece
        return piece
    }

    func makeAsyncIterator() -> Iterator { Iterator(file: file, beginning: beginning) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let file: OpenFile
        fileprivate var beginning: [UInt8]?

        mutating func next() async throws -> [UInt8]? {
            if let beginning {
                self.beginning = nil
                return beginning.isEmpty ? nil : beginning
            }
            // A pipe may stay silent for ever; in slices of a fifth of a second the task can still be cancelled.
            while true {
                try Task.checkCancellation()
                let piece = try await NIOThreadPool.singleton.runIfActive { [file] in try file.read(patience: 200) }
                if let piece { return piece.isEmpty ? nil : piece }
            }
        }
    }
}

/// An open file, closed when the last reader goes.
private final class OpenFile: Sendable {
    static let pieceSize = 256 * 1024

    let descriptor: Int32
    private let path: String

    init(path: String) throws {
        self.path = path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path) }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The next bytes, none at the end, nil where none came within `patience` milliseconds.
    func read(patience: Int32) throws -> [UInt8]? {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, patience) != 0 else { return nil }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
            let read = posixRead(descriptor, buffer.baseAddress, buffer.count)
            failed = read < 0 && errno != EINTR
            count = max(0, read)
        }
        if failed { throw Self.unreadable(path) }
        return bytes
    }

    static func unreadable(_ path: String) -> ToolError {
        ToolError(
            "“\(path.harmless())” cannot be read: \(String(cString: strerror(errno))).", "file.unreadable")
    }
}

private func posixRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
