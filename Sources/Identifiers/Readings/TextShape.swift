/// What can be told about a text by counting its characters.
struct TextShape {
    /// The text without surrounding white space.
    let text: String
    /// Its letters and digits in capitals, ASCII only.
    let compact: [UInt8]
    let digitCount: Int
    let letterCount: Int
    let lineCount: Int
    let isASCII: Bool
    /// Characters other than letters, digits and white space.
    let punctuation: [UInt8]

    init(_ text: String) {
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, first.isSpace { scalars.removeFirst() }
        while let last = scalars.last, last.isSpace { scalars.removeLast() }
        self.text = String(scalars)
        var compact: [UInt8] = []
        var punctuation: [UInt8] = []
        var digits = 0
        var lines = 1
        var isASCII = true
        for byte in self.text.utf8 {
            if byte >= 0x80 {
                isASCII = false
            } else if ASCII.isLetterOrDigit(byte) {
                compact.append(ASCII.uppercased(byte))
                if ASCII.isDigit(byte) { digits += 1 }
            } else if byte == ASCII.lineFeed {
                lines += 1
            } else if !ASCII.isWhitespace(byte) {
                punctuation.append(byte)
            }
        }
        self.compact = compact
        self.punctuation = punctuation
        digitCount = digits
        letterCount = compact.count - digits
        lineCount = lines
        self.isASCII = isASCII
    }

    /// Nothing but digits, perhaps in groups with spaces or dashes.
    var isDigits: Bool {
        isASCII && letterCount == 0 && digitCount > 0 && punctuation.allSatisfy { $0 == UInt8(ascii: "-") }
    }

    /// Nothing but letters and digits, perhaps in groups with spaces or dashes.
    var isAlphanumeric: Bool { isASCII && punctuation.allSatisfy { $0 == UInt8(ascii: "-") } }
}
