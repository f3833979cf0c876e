/// What is in a file of lines that was perhaps cut off in the midst of one.
struct UnfinishedFile {
    /// Whole lines without those of the head.
    private(set) var rows: Int64 = 0
    /// The bytes of all whole lines.
    private(set) var size: Int64 = 0
    /// The lines of the head, and the last whole line, each with its line feed.
    private(set) var head: [UInt8] = []
    private(set) var lastLine: [UInt8] = []
    /// What follows the last whole line.
    private(set) var rest: [UInt8] = []

    /// No list of ours has longer lines.
    private static let longestLine = 4_096

    /// - Parameter headCount: How many lines stand before the first row.
    /// - Throws: ``ToolError`` `file.unreadable`, `output.mismatch` where the file has lines that no list has.
    init(path: String, headCount: Int64) async throws {
        var lines: Int64 = 0
        for try await piece in try FileBytes(path: path) {
            var start = piece.startIndex
            while let end = piece[start...].firstIndex(of: 0x0A) {
                // Only lines at the edges are looked at: the head, and the last one.
                lines += 1
                let isHead = lines <= headCount
                if isHead || piece.endIndex - end <= Self.longestLine {
                    let line = rest + piece[start...end]
                    if isHead { head += line } else { lastLine = line }
                }
                size += Int64(rest.count + end + 1 - start)
                (start, rest) = (end + 1, [])
            }
            rest += piece[start...]
            guard rest.count <= Self.longestLine else { throw Self.mismatch(path) }
        }
        rows = lines - headCount
    }

    static func mismatch(_ path: String) -> ToolError {
        ToolError(
            "“\(path.harmless())” is not the beginning of this list, so it was left as it is. Name another file, or leave "
                + "out --resume to write it anew.", "output.mismatch")
    }
}
