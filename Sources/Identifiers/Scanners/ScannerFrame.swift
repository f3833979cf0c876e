/// What stands around a number because the scanner put it there.
enum ScannerFrame {
    /// Each takes its piece away; nil where there is none. From the outside to the inside.
    static let all: [(ScannerFault.Kind, @Sendable (String) -> String?)] = [
        (.suffix, withoutSuffix), (.symbologyIdentifier, withoutSymbology), (.doubled, withoutDouble),
        (.startStop, withoutAsterisks),
    ]

    private static func withoutSuffix(_ text: String) -> String? {
        let kept = text.utf8.reversed().drop { $0 == 0x0D || $0 == 0x0A || $0 == 0x09 }.count
        guard kept > 0, kept < text.utf8.count else { return nil }
        return String(decoding: text.utf8.prefix(kept), as: UTF8.self)
    }

    /// A bracket, the letter of the symbology and a modifier (ISO/IEC 15424).
    private static func withoutSymbology(_ text: String) -> String? {
        let head: [UInt8] = Array(text.utf8.prefix(3))
        guard head.count == 3, head[0] == UInt8(ascii: "]"), ASCII.isLetter(head[1]), ASCII.isLetterOrDigit(head[2])
        else { return nil }
        return String(decoding: text.utf8.dropFirst(3), as: UTF8.self)
    }

    /// Halves of at least four characters, perhaps with a line end or space between.
    private static func withoutDouble(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        for gap in 0...2 where (bytes.count - gap) % 2 == 0 && bytes.count - gap >= 8 {
            let half: Int = (bytes.count - gap) / 2
            let isGap: Bool = bytes[half..<(half + gap)].allSatisfy { ASCII.isWhitespace($0) }
            let isRepetition: Bool = Set(bytes[..<half]).count == 1
            if isGap, !isRepetition, bytes[..<half].elementsEqual(bytes[(half + gap)...]) {
                return String(decoding: bytes[..<half], as: UTF8.self)
            }
        }
        return nil
    }

    private static func withoutAsterisks(_ text: String) -> String? {
        guard text.utf8.count > 2, text.utf8.first == UInt8(ascii: "*"), text.utf8.last == UInt8(ascii: "*") else {
            return nil
        }
        return String(text.dropFirst().dropLast())
    }
}
