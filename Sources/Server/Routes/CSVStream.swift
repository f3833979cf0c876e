import Hummingbird
import Registry

/// Streams a table as CSV (RFC 4180), in UTF-8 with a header and line feeds, as `nameplate import` reads it
/// and no spreadsheet takes for formulas (``FormulaGuard``).
enum CSVStream {
    typealias Rows = [[String]]

    /// - Parameter next: the next rows, asked for when the reader has taken those before; nil at the end.
    static func response(
        columns: [String], next: @escaping @Sendable () async throws -> Rows?
    ) -> Response {
        let body = ResponseBody { output in
            try await output.write(ByteBuffer(bytes: bytes([columns])))
            while let rows = try await next() { try await output.write(ByteBuffer(bytes: bytes(rows))) }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/csv; charset=utf-8"], body: body)
    }

    /// The bytes of rows, each with its line feed.
    static func bytes(_ rows: Rows, _ delimiter: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
        var bytes: [UInt8] = []
        for row in rows {
            for (index, text) in row.enumerated() {
                if index > 0 { bytes.append(delimiter) }
                write(text, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// Quoted where a reader would otherwise take it for something else.
    private static func write(_ text: String, to bytes: inout [UInt8]) {
        let text = FormulaGuard.cell(text)
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: false
            default: true
            }
        }
        guard !isPlain else {
            bytes += text.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
