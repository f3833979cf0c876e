import Hummingbird
import Nameplate
import Registry

/// Answers an import with a line for each row as it is checked, then one with the report. No more than a few pieces of the
/// lines are in memory: the check waits for whoever reads them.
enum ImportStream {
    /// Which rows get a line.
    enum Shown: String, CaseIterable, Sendable {
        case all, refused
    }

    static func response(
        _ shown: Shown, _ work: @escaping @Sendable (_ verdicts: @escaping ImportVerdicts) async throws -> ImportReport
    ) -> Response {
        let body = ResponseBody { output in
            let lines = LineQueue()
            let task = Task {
                let last: [UInt8]
                do {
                    let report = try await work { try await lines.put(bytes(of: $0, shown)) }
                    last = JSONWriter.bytes { json in
                        json.object { $0.objectField("report") { report.writeMembers(to: &$0) } }
                    }
                } catch {
                    last = Array(ProgressStream.problemLine(error).dropLast())
                }
                try? await lines.put(last + [0x0A])
                await lines.finish()
            }
            do {
                while let piece = await lines.next() { try await output.write(ByteBuffer(bytes: piece)) }
                try await output.finish(nil)
            } catch {
                await lines.close()
                task.cancel()
                throw error
            }
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }

    private static func bytes(of verdicts: [RowVerdict], _ shown: Shown) -> [UInt8] {
        var json = JSONWriter()
        for verdict in verdicts where shown == .all || verdict.kind == .refused {
            json.object { json in json.objectField("row") { verdict.writeMembers(to: &$0) } }
            json.endLine()
        }
        return json.bytes
    }
}

extension RowVerdict {
    static let line = ObjectSchema(
        "RowVerdictLine",
        [
            .required(
                "row",
                .object(
                    ObjectSchema(
                        "RowVerdict",
                        [
                            .required("number", .count, "the row as a spreadsheet counts it, from 1"),
                            .required("verdict", .word(Kind.allCases.map(\.rawValue)), "what becomes of it"),
                            .optional(
                                "changes",
                                .list(
                                    .object(
                                        ObjectSchema(
                                            "FieldChange",
                                            [
                                                .required("field", .text(), "the column"),
                                                .optional("before", .text(most: 100_000), "what the registry has"),
                                                .optional("after", .text(most: 100_000), "what the row says"),
                                            ])), most: 10_000), "what a changed row changes"),
                            .optional("errors", .list(.object(RowError.schema), most: 10_000), "what is wrong with it"),
                        ])), "a row")
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("number", row)
        json.field("verdict", kind.rawValue)
        if !changes.isEmpty {
            json.listField("changes", changes) { json, change in
                json.object { json in
                    json.field("field", change.field)
                    json.field("before", change.before)
                    json.field("after", change.after)
                }
            }
        }
        if !errors.isEmpty { json.listField("errors", errors) { $1.write(to: &$0) } }
    }
}

/// Pieces of lines on their way from work to a reader: who puts waits while some are there.
private actor LineQueue {
    private var pieces: [[UInt8]] = []
    private var isFinished = false
    private var isClosed = false
    private var taker: CheckedContinuation<Void, Never>?
    private var putter: CheckedContinuation<Void, Never>?
    private static let most = 4

    /// - Throws: `CancellationError` where nobody takes any more.
    func put(_ piece: [UInt8]) async throws {
        guard !piece.isEmpty else { return }
        while pieces.count >= Self.most, !isClosed { await withCheckedContinuation { putter = $0 } }
        guard !isClosed else { throw CancellationError() }
        pieces.append(piece)
        wake(&taker)
    }

    /// The next piece; nil at the end.
    func next() async -> [UInt8]? {
        while pieces.isEmpty, !isFinished { await withCheckedContinuation { taker = $0 } }
        guard !pieces.isEmpty else { return nil }
        defer { wake(&putter) }
        return pieces.removeFirst()
    }

    func finish() {
        isFinished = true
        wake(&taker)
    }

    func close() {
        isClosed = true
        wake(&putter)
    }

    private func wake(_ waiting: inout CheckedContinuation<Void, Never>?) {
        waiting?.resume()
        waiting = nil
    }
}
