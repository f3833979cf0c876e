import Hummingbird
import Identifiers

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
            var next = sequences.lowerBound
            while true {
                let last = sequences.upperBound - next < rowsPerPiece ? sequences.upperBound : next + rowsPerPiece - 1
                var piece: [UInt8] = []
                for sequence in next...last {
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
                guard last < sequences.upperBound else { break }
                next = last + 1
            }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }
}
