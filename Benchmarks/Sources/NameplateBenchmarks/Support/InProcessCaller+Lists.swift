import Server

extension InProcessCaller {
    /// Sends a list in pieces, and counts the verdicts that come meanwhile: a line each, and one with the sums.
    func judge(_ list: [UInt8], of entries: Int, at path: String) async throws {
        let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for start in stride(from: 0, to: list.count, by: 65_536) {
                continuation.yield(Array(list[start..<min(start + 65_536, list.count)]))
            }
            continuation.finish()
        }
        var lines = 0
        try await send(
            "POST", path, headers: [("Content-Type", "text/plain")], body: InProcessCaller.stream(pieces)
        ) { head, piece in
            guard head.status == 200 else { throw UnequalWork("The list is refused with \(head.status).") }
            lines += piece.count { $0 == UInt8(ascii: "\n") }
        }
        guard lines == entries + 1 else { throw UnequalWork("The list has \(lines) verdicts.") }
    }
}
