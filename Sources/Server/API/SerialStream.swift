import Hummingbird
import Identifiers
import Registry

/// Streams serial numbers as they are written: no more than one piece is in memory, and the next is written when the
/// reader has taken it.
enum SerialStream {
    /// How a list of serial numbers is written.
    enum Form: String, CaseIterable, Sendable {
        /// One serial number a line.
        case text
        /// Columns with a head (RFC 4180, with line feeds).
        case csv
        /// One JSON object a line.
        case ndjson

        var contentType: String {
            switch self {
            case .text: "text/plain"
            case .csv: "text/csv"
            case .ndjson: "application/x-ndjson"
            }
        }

        /// What a header `Accept` asks for; text where it asks for nothing of ours.
        init(accept: String) {
            self = [.ndjson, .csv].first { accept.contains($0.contentType) } ?? .text
        }
    }

    /// Each piece crosses from task to task on its way out: larger ones do so less often.
    private static let pieceSize = 256 * 1024

    static func response(
        _ writer: SerialWriter, _ sequences: ClosedRange<Int64>, as form: Form
    ) throws -> Response {
        let lines = try writer.lines(from: sequences.lowerBound, through: sequences.upperBound)
        let body =
            switch form {
            case .text: body(lines)
            case .csv: try body(SerialRows(lines, as: .csv, like: writer.text(of: sequences.lowerBound)))
            case .ndjson: try body(SerialRows(lines, as: .ndjson, like: writer.text(of: sequences.lowerBound)))
            }
        let type = form == .ndjson ? form.contentType : "\(form.contentType); charset=utf-8"
        return Response(status: .ok, headers: [.contentType: type], body: body)
    }

    private static func body(_ lines: SerialLines) -> ResponseBody {
        let (count, tooMany) = (lines.last - lines.next).addingReportingOverflow(1)
        let (length, tooLong) = count.multipliedReportingOverflow(by: Int64(lines.lineLength))
        return ResponseBody(contentLength: tooMany || tooLong ? nil : Int(length)) { output in
            var lines = lines
            while !lines.isFinished {
                var piece = ByteBuffer()
                piece.writeWithUnsafeMutableBytes(minimumWritableBytes: max(pieceSize, lines.lineLength)) { bytes in
                    lines.fill(bytes.bindMemory(to: UInt8.self))
                }
                try await output.write(piece)
            }
            try await output.finish(nil)
        }
    }

    private static func body(_ rows: SerialRows) -> ResponseBody {
        ResponseBody { output in
            var rows = rows
            try await output.write(ByteBuffer(bytes: rows.head))
            while !rows.isFinished { try await output.write(ByteBuffer(bytes: rows.piece())) }
            try await output.finish(nil)
        }
    }

    /// A table with the label code and the owner code of each serial number.
    static func codes(
        _ writer: SerialWriter, _ maker: KeyedCodes.Maker, _ sequences: ClosedRange<Int64>
    ) throws -> Response {
        let lines = try writer.lines(from: sequences.lowerBound, through: sequences.upperBound)
        let rows = SerialRows(
            lines, as: .csvBeforeCodes, like: try writer.text(of: sequences.lowerBound), codes: maker)
        return Response(status: .ok, headers: [.contentType: "text/csv; charset=utf-8"], body: body(rows))
    }
}
