#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The reader of our output has gone (`nameplate … | head`): no error, but the end.
struct OutputClosed: Error {}

/// Standard output or standard error.
struct Output: Sendable {
    let terminal: Terminal
    private let descriptor: Int32

    static let standard = Output(terminal: .output, descriptor: STDOUT_FILENO)
    static let errors = Output(terminal: .errors, descriptor: STDERR_FILENO)

    private init(terminal: Terminal, descriptor: Int32) {
        self.terminal = terminal
        self.descriptor = descriptor
    }

    /// A new file, or an old one emptied.
    /// - Parameter mode: who may read a new one.
    /// - Throws: ``ToolError`` where it cannot be written.
    init(path: String, mode: mode_t = 0o644) throws {
        let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard opened >= 0 else {
            let reason = String(cString: strerror(errno))
            throw ToolError("“\(path.harmless())” cannot be written: \(reason).", "output.failed")
        }
        // The program ends soon after the last line: the system closes the file.
        descriptor = opened
        terminal = Terminal(opened)
    }

    /// A file of which the first bytes are kept: what is written comes after them.
    /// - Throws: ``ToolError`` where it cannot be written.
    init(path: String, keeping count: Int64) throws {
        let opened = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0, ftruncate(opened, off_t(count)) == 0, lseek(opened, 0, SEEK_END) == off_t(count) else {
            let reason = String(cString: strerror(errno))
            throw ToolError("“\(path.harmless())” cannot be written: \(reason).", "output.failed")
        }
        descriptor = opened
        terminal = Terminal(opened)
    }

    /// - Throws: ``OutputClosed``; ``ToolError`` where the disk behind the output is full.
    func write(_ bytes: some Collection<UInt8>) throws {
        let whole: Void? = try bytes.withContiguousStorageIfAvailable { try writeAll(UnsafeRawBufferPointer($0)) }
        if whole == nil { try Array(bytes).withUnsafeBytes { try writeAll($0) } }
    }

    func print(_ line: String) throws { try write((line + "\n").utf8) }

    func print(_ lines: [String]) throws {
        guard !lines.isEmpty else { return }
        try write((lines.joined(separator: "\n") + "\n").utf8)
    }

    func print(_ card: Card) throws { try print(card.lines(for: terminal)) }

    func print(_ table: Table) throws { try print(table.lines(for: terminal)) }

    /// JSON as it came; indented where a person looks.
    func print(json: [UInt8]) throws {
        let lines = terminal.isInteractive ? JSONText.indented(json) : json
        try write(lines.last == 0x0A ? lines : lines + [0x0A])
    }

    private func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            #if canImport(Darwin)
                let count = Darwin.write(descriptor, part.baseAddress, part.count)
            #elseif canImport(Musl)
                let count = Musl.write(descriptor, part.baseAddress, part.count)
            #else
                let count = Glibc.write(descriptor, part.baseAddress, part.count)
            #endif
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                throw OutputClosed()
            } else if errno != EINTR && errno != EAGAIN {
                throw ToolError(
                    "The output could not be written: \(String(cString: strerror(errno))).", "output.failed")
            }
        }
    }
}
