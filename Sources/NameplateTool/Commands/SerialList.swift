import FoundationEssentials

/// A batch's list of serial numbers, written to a file or to the end of one that was left unfinished.
struct SerialList: Sendable {
    /// How the list is written, by the API's names.
    enum Form: String {
        case text
        case csv
        case ndjson

        /// Lines before the first serial number.
        var headCount: Int64 { self == .csv ? 1 : 0 }
    }
    /// The batch's path below `/api/v1`.
    let path: [String]
    let form: Form

    func call(from first: Int64?, limit: Int64?) -> APICall {
        let query = [
            ("from", first.map { String($0) }), ("limit", limit.map { String($0) }), ("as", form.rawValue),
        ]
        return APICall(.get, path + ["serials"], query: query)
    }

    /// Writes the list to a file.
    /// - Parameter resuming: Whether whole lines that are in the file already are kept. They must be the beginning of this
    ///   list: the last of them is compared.
    /// - Throws: ``ToolError`` `output.mismatch`, `output.failed`.
    func write(
        from first: Int64?, limit: Int64?, to file: String, resuming: Bool, _ session: Session
    ) async throws {
        let batch = try JSONText.decode(JSON.self, from: try await session.answer(to: APICall(.get, path)).body)
        let begin = first ?? batch.firstSequence.asInteger ?? 0
        let left = max(0, (batch.lastSequence.asInteger ?? begin) - begin) + 1
        let total = min(limit ?? left, left)
        var kept: UnfinishedFile?
        if resuming, FileManager.default.fileExists(atPath: file) {
            kept = try await UnfinishedFile(path: file, headCount: form.headCount)
        }
        guard let kept, kept.rows > 0 else {
            let beginning = (kept?.head ?? []) + (kept?.rest ?? [])
            let sink = FileSink(file, kept: Int64(beginning.count), expecting: beginning, total: total)
            return try await sink.take(call(from: first, limit: limit), session)
        }
        guard kept.rows <= total else { throw UnfinishedFile.mismatch(file) }
        let sink = FileSink(
            file, kept: kept.size, expecting: kept.head + kept.lastLine, total: total, done: kept.rows - 1)
        // One row again, to see that the file goes on where the list does.
        let call = call(from: begin + (kept.rows - 1), limit: total - (kept.rows - 1))
        try await sink.take(call, session)
    }
}
