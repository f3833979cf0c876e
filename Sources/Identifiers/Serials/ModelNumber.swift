/// A model number: which design this is, unique within its manufacturer.
public struct ModelNumber: Sendable {
    /// The most characters that a model number may have.
    public static let largestLength = 80

    /// The text as the manufacturer writes it, without surrounding white space; runs of spaces within it are one space.
    public let text: String
    /// The find key (see ``FindKey``), never empty.
    public let key: String

    /// Reads a model number from text that somebody gave.
    ///
    /// - Throws: `identifier.empty`, `identifier.length` (more than 80 characters or 255 bytes),
    ///   `identifier.character` (control, direction and zero-width characters), `identifier.onlyPunctuation`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let checked: String = try MarkedText.checked(text, subject: "model number", limit: Self.largestLength)
        self.text = Self.withSingleSpaces(checked)
        self.key = try MarkedText.key(self.text, subject: "model number")
    }

    private static func withSingleSpaces(_ text: String) -> String {
        if isSingleSpaced(text) { return text }
        var result = String.UnicodeScalarView()
        var previousIsSpace = false
        for scalar in text.unicodeScalars {
            let isSpace: Bool = scalar.isSpace
            if !isSpace {
                result.append(scalar)
            } else if !previousIsSpace {
                result.append(" ")
            }
            previousIsSpace = isSpace
        }
        return String(result)
    }

    /// Whether an ASCII text has nothing to change, as nearly all have.
    private static func isSingleSpaced(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            guard byte < 0x80, !ASCII.isWhitespace(byte) || (byte == ASCII.space && previous != ASCII.space) else {
                return false
            }
            previous = byte
        }
        return true
    }
}

extension ModelNumber: CustomStringConvertible {
    /// The text as the manufacturer writes it.
    public var description: String { text }
}

extension ModelNumber: Hashable {
    /// Byte for byte, as the registry compares: strings alone would take different code points for one character.
    public static func == (left: ModelNumber, right: ModelNumber) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the bytes of the text.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
