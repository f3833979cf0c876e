import Hummingbird
import Nameplate
import Registry

/// Answers a list with a verdict for each entry while the list is still being read: no more than one piece of it is in
/// memory, and the next is read when the reader has taken the verdicts.
struct ListStream: Sendable {
    enum Form: Sendable {
        /// A line of JSON for each entry, then one with the report, or with the problem that ended it.
        case lines
        /// A table for spreadsheets; a problem that ends it is its last row.
        case table
    }
    var form: Form
    /// The verdicts that are shown; nil shows all. Counted are all.
    var only: Set<ListVerdict.Verdict>?

    /// - Parameters:
    ///   - pieces: The list as it comes in.
    func response(
        _ list: ListLookup, _ syntax: SerialListSyntax,
        from pieces: some AsyncSequence<ByteBuffer, any Error> & Sendable
    ) -> Response {
        let contentType = form == .table ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson"
        let body = ResponseBody { output in
            if form == .table { try await output.write(ByteBuffer(bytes: CSVRow.bytes(ListVerdict.csvHeader))) }
            var (list, reader) = (list, syntax.reader)
            do {
                for try await piece in pieces {
                    let verdicts = try await list.judge(reader.read(Array(piece.readableBytesView)))
                    if !verdicts.isEmpty { try await output.write(ByteBuffer(bytes: bytes(verdicts))) }
                }
                try await output.write(ByteBuffer(bytes: bytes(try await list.judge(reader.finish()))))
                if form == .lines {
                    try await output.write(ByteBuffer(bytes: JSONWriter.bytes(list.counts.write) + [0x0A]))
                }
            } catch {
                guard let problem = Problem(of: error) else { throw error }
                try await output.write(ByteBuffer(bytes: bytes(problem)))
            }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: contentType], body: body)
    }

    private func bytes(_ verdicts: [ListVerdict]) -> [UInt8] {
        var bytes: [UInt8] = []
        for verdict in verdicts where only?.contains(verdict.verdict) ?? true {
            switch form {
            case .lines:
                bytes += JSONWriter.bytes(verdict.write)
                bytes.append(UInt8(ascii: "\n"))
            case .table: bytes += CSVRow.bytes(verdict.csvCells)
            }
        }
        return bytes
    }

    private func bytes(_ problem: Problem) -> [UInt8] {
        switch form {
        case .lines: ProgressStream.line(of: problem)
        case .table:
            CSVRow.bytes(
                ["", "", "problem"] + ListVerdict.csvHeader.dropFirst(3).map { $0 == "reason" ? problem.sentence : "" })
        }
    }
}
