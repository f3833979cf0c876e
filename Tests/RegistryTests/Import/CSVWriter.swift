import TestSupport

/// Writes a table as CSV, in any of the ways that programs do.
struct CSVWriter {
    var delimiter: Character
    var lineBreak: String
    var hasByteOrderMark: Bool
    var endsWithLineBreak: Bool

    static func random(_ random: inout SplitMix64) -> CSVWriter {
        CSVWriter(
            delimiter: [",", ";", "\t"].randomElement(using: &random) ?? ",",
            lineBreak: ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n",
            hasByteOrderMark: Bool.random(using: &random), endsWithLineBreak: Bool.random(using: &random))
    }

    /// Fields are quoted where they must be, and now and then where they need not.
    func bytes(_ rows: [[String]], _ random: inout SplitMix64) -> [UInt8] {
        var lines: [String] = []
        for row in rows {
            let fields = row.map { field in
                let mustQuote =
                    field.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) }
                    || field.contains(delimiter)
                guard mustQuote || Int.random(in: 0..<5, using: &random) == 0 else { return field }
                let doubled = field.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
                return "\"\(doubled)\""
            }
            lines.append(fields.joined(separator: String(delimiter)))
        }
        let text = lines.joined(separator: lineBreak) + (endsWithLineBreak ? lineBreak : "")
        return (hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
    }
}
