/// The SQL in a Swift file: every literal that stands after `Statement(`.
struct StatementLiterals {
    struct Statement: Equatable {
        var sql: String
        var line: Int
    }

    var statements: [Statement] = []
    /// Statements made otherwise than from a plain literal, which no test can prepare.
    var refusals: [String] = []

    init(_ source: String) {
        let text = Array(source.utf8)
        let word = Array("Statement(".utf8)
        var index = 0
        var line = 1
        while index < text.count {
            if text[index...].starts(with: "//".utf8) {
                index = text[index...].firstIndex(of: 0x0A) ?? text.count
            } else if text[index...].starts(with: word), index == 0 || !Self.isNamePart(text[index - 1]) {
                index += word.count
                while index < text.count, [0x20, 0x0A, 0x09].contains(text[index]) {
                    line += text[index] == 0x0A ? 1 : 0
                    index += 1
                }
                read(Array(text[index...].prefix(20_000)), line)
            } else {
                line += text[index] == 0x0A ? 1 : 0
                index += 1
            }
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    /// Reads the argument that `text` begins with.
    private mutating func read(_ text: [UInt8], _ line: Int) {
        // One engine's own statements say so, and need not prepare on the other.
        if text.starts(with: "sqlite:".utf8) || text.starts(with: "postgres:".utf8) { return }
        let quotes = Array("\"\"\"".utf8)
        let isLong = text.starts(with: quotes)
        guard let quote = text.first, quote == quotes[0] else {
            refusals.append("line \(line): not a literal")
            return
        }
        let delimiter = isLong ? quotes : [quote]
        var bytes: [UInt8] = []
        var index = delimiter.count
        while index < text.count, !text[index...].starts(with: delimiter) {
            if text[index] == UInt8(ascii: "\\") {
                index += 1
                guard index < text.count, text[index] == UInt8(ascii: "\\") || text[index] == quote else {
                    refusals.append("line \(line): an escape or an interpolation")
                    return
                }
            }
            bytes.append(text[index])
            index += 1
        }
        statements.append(Statement(sql: String(decoding: bytes, as: UTF8.self), line: line))
    }
}
