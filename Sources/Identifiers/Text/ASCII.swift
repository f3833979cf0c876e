/// Names and tests for ASCII bytes, so that parsers can work on `utf8`.
enum ASCII {
    static let lineFeed: UInt8 = 0x0A
    static let space: UInt8 = 0x20

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
    static func isLower(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    static func isLetterOrDigit(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
    static func isPrintable(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F }
    static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

    /// Tab to carriage return, and the space.
    static func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    static func uppercased(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte &- 0x20 : byte }

    /// The text of ASCII bytes.
    static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

    /// The bytes of a text of ASCII characters, control characters included.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    static func bytes(
        of text: some StringProtocol, atMost longest: Int, subject: String
    ) throws(IdentifierError) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard scalar.isASCII else {
                throw IdentifierError(
                    .character, in: subject, at: bytes.count, found: IdentifierError.shown(scalar),
                    expected: "an ASCII character")
            }
            bytes.append(UInt8(scalar.value))
            guard bytes.count <= longest else {
                throw IdentifierError(
                    .length, in: subject, found: "more than \(longest) characters", expected: "at most \(longest)")
            }
        }
        guard !bytes.isEmpty else { throw IdentifierError(.empty, in: subject) }
        return bytes
    }

    /// A byte as a character that can be shown.
    static func shown(_ byte: UInt8) -> String { IdentifierError.shown(Unicode.Scalar(byte)) }
}
