import Hummingbird
import Identifiers
import Registry

/// Streams serial numbers as they are written: no more than one piece is in memory, and the next is written when the
/// reader has taken it.
enum SerialStream {
    private static let pieceSize = 64 * 1024
    private static let rowsPerPiece: Int64 = 1_000

    /// One serial number a line.
    static func lines(_ writer: SerialWriter, _ sequences: ClosedRange<Int64>) throws -> Response {
        let lines = try writer.lines(from: sequences.lowerBound, through: sequences.upperBound)
        let (count, tooMany) = (sequences.upperBound - sequences.lowerBound).addingReportingOverflow(1)
        let (length, tooLong) = count.multipliedReportingOverflow(by: Int64(lines.lineLength))
        let body = ResponseBody(contentLength: tooMany || tooLong ? nil : Int(length)) { output in
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
        return Response(status: .ok, headers: [.contentType: "text/plain; charset=utf-8"], body: body)
    }

    /// One JSON object a line, with the sequence number.
    static func rows(_ writer: SerialWriter, _ sequences: ClosedRange<Int64>) throws -> Response {
        let body = ResponseBody { output in
            for part in parts(of: sequences) {
                var piece: [UInt8] = []
                for sequence in part {
                    let serial = try writer.text(of: sequence)
                    piece += JSONWriter.bytes { json in
                        json.object { json in
                            json.field("sequence", sequence)
                            json.field("serial", serial)
                        }
                    }
                    piece.append(UInt8(ascii: "\n"))
                }
                try await output.write(ByteBuffer(bytes: piece))
            }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }

    /// A CSV with the codes of each serial number; a serial that a spreadsheet would take for a formula is guarded.
    static func codes(
        _ writer: SerialWriter, _ maker: KeyedCodes.Maker, _ sequences: ClosedRange<Int64>
    ) throws -> Response {
        let body = ResponseBody { output in
            try await output.write(ByteBuffer(string: "sequence,serial,label_code,owner_code\n"))
            for part in parts(of: sequences) {
                var piece: [UInt8] = []
                for sequence in part {
                    let serial = try writer.text(of: sequence)
                    let (label, owner) = maker.codes(of: serial.utf8)
                    piece += "\(sequence),\(CSVText.cell(serial)),\(label),\(owner)\n".utf8
                }
                try await output.write(ByteBuffer(bytes: piece))
            }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/csv; charset=utf-8"], body: body)
    }

    /// A run cut into pieces of some rows.
    private static func parts(of sequences: ClosedRange<Int64>) -> some Sequence<ClosedRange<Int64>> {
        sequence(state: Optional(sequences.lowerBound)) { next in
            guard let first = next else { return nil }
            let isLast = sequences.upperBound - first < rowsPerPiece
            let last = isLast ? sequences.upperBound : first + rowsPerPiece - 1
            next = isLast ? nil : last + 1
            return first...last
        }
    }
}
