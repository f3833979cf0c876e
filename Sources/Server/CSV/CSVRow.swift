/// A row of a table for spreadsheets (RFC 4180), which no program runs as a formula.
enum CSVRow {
    /// The bytes of a row, with its line end.
    static func bytes(_ cells: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell, to: &bytes)
        }
        bytes += "\r\n".utf8
        return bytes
    }

    /// A cell that begins like a formula gets an apostrophe first, as OWASP's advice on CSV injection has it; spreadsheets
    /// show such a cell as text. Control characters become spaces.
    private static func append(_ cell: String, to bytes: inout [UInt8]) {
        var text = cell.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
        if let first = text.first(where: { $0 != UInt8(ascii: " ") }), "=+-@".utf8.contains(first) {
            text.insert(UInt8(ascii: "'"), at: 0)
        }
        guard text.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ";") })
        else {
            bytes += text
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
