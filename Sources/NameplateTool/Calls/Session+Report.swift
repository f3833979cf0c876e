import Synchronization

extension Session {
    /// Sends a call whose answer is NDJSON: lines of progress, then a report.
    func report(
        of call: APICall, row: @escaping @Sendable (JSON) throws -> Void = { _ in },
        progress: @escaping @Sendable (JSON) -> Void
    ) async throws -> JSON {
        let lines = Mutex((rest: [UInt8](), report: JSON?.none))
        do {
            try await caller.stream(call) { piece in
                for line in Self.split(piece, after: lines) {
                    let value = try JSONText.decode(JSON.self, from: line)
                    if !value.row.isNull { try row(value.row) }
                    if !value.progress.isNull { progress(value.progress) }
                    if !value.report.isNull { lines.withLock { $0.report = value.report } }
                    // The answer had begun when the work failed: its status could no longer say so.
                    guard value.problem.isNull else {
                        throw Refusal(AnswerHead(status: 500), try JSONText.encode(value.problem))
                    }
                }
            }
        } catch let refusal as Refusal {
            if printsJSON { try output.print(json: refusal.document) }
            throw refusal
        }
        guard let report = lines.withLock({ $0.report }) else { throw ToolError.noAnswer }
        return report
    }

    /// The lines that a piece completes; what is left waits for the next piece.
    private static func split(
        _ piece: [UInt8], after lines: borrowing Mutex<(rest: [UInt8], report: JSON?)>
    ) -> [[UInt8]] {
        lines.withLock { lines in
            lines.rest += piece
            guard let end = lines.rest.lastIndex(of: 0x0A) else { return [] }
            let whole = lines.rest[..<end].split(separator: 0x0A).map(Array.init)
            lines.rest.removeFirst(end + 1)
            return whole
        }
    }
}
