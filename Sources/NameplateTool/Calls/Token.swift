import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a program shows a server to be known by it (RFC 6750). It is never an argument, which others on this machine can
/// read, and is shown nowhere.
struct Token: Sendable {
    let text: String

    private static let longest = 1_000

    /// - Throws: ``ToolError`` `token.invalid` for a text that no token is.
    init(_ text: String) throws(ToolError) {
        guard (1...Self.longest).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ToolError(
                "A token is one word of visible ASCII characters, as it was shown when it was made.", "token.invalid")
        }
        self.text = text
    }

    /// The first line of a file that belongs to its user alone.
    /// - Throws: ``ToolError`` `token.file`, `token.invalid`.
    init(file: String) throws(ToolError) {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.longest + 2 else {
            throw ToolError("The file of --token-file “\(file.harmless())” holds no token.", "token.file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw ToolError(
                "Others may read the token in “\(file.harmless())”: chmod 600 it, and have another token made.",
                "token.file")
        }
        guard let data = try? Data(contentsOf: URL(filePath: file)) else {
            throw ToolError("The file of --token-file “\(file.harmless())” cannot be read.", "token.file")
        }
        let line = data.prefix { $0 != 0x0A }
        try self.init(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
    }
}
