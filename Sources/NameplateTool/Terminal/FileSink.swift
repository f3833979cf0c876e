import Synchronization

/// Takes the answer to a call into a file, with a progress bar that counts its lines.
final class FileSink: Sendable {
    private struct State {
        var output: Output?
        /// What the answer must begin with: it is in the file already.
        var expected: ArraySlice<UInt8>
        var rows: Int64
    }
    private let state: Mutex<State>
    private let path: String
    private let kept: Int64
    private let total: Int64
    private let bar: ProgressBar

    /// - Parameters:
    ///   - kept: How many bytes of the file stay.
    ///   - expected: What the answer begins with and the file has already; nothing is changed where it does not.
    ///   - total: How many rows there will be.
    ///   - done: How many of them the answer leaves out.
    init(_ path: String, kept: Int64, expecting expected: [UInt8], total: Int64, done: Int64 = 0) {
        state = Mutex(State(output: nil, expected: expected[...], rows: done))
        self.path = path
        self.kept = kept
        self.total = total
        bar = ProgressBar("Writing serial numbers")
    }

    /// - Throws: ``Refusal``, ``ToolError`` `output.mismatch`, `output.failed`.
    func take(_ call: APICall, _ session: Session) async throws {
        defer { bar.clear() }
        try await session.caller.stream(call) { try self.take($0) }
        guard state.withLock({ $0.expected.isEmpty }) else { throw UnfinishedFile.mismatch(path) }
    }

    private func take(_ piece: [UInt8]) throws {
        let rows = try state.withLock { state in
            var rest = piece[...]
            if !state.expected.isEmpty {
                let common = min(rest.count, state.expected.count)
                guard rest.prefix(common).elementsEqual(state.expected.prefix(common)) else {
                    throw UnfinishedFile.mismatch(path)
                }
                rest = rest.dropFirst(common)
                state.expected = state.expected.dropFirst(common)
            }
            if state.expected.isEmpty {
                let output = try state.output ?? (kept > 0 ? Output(path: path, keeping: kept) : Output(path: path))
                state.output = output
                try output.write(rest)
            }
            state.rows += piece.reduce(0 as Int64) { $0 + ($1 == 0x0A ? 1 : 0) }
            return state.rows
        }
        bar.show(fraction: total > 0 ? Double(rows) / Double(total) : nil, rows: rows)
    }
}
