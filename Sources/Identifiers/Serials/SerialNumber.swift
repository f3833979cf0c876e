/// A serial number: which unit of a model this is, as marked on the unit.
///
/// Two serial numbers are the same only where their texts are, byte for byte; the ``key`` merely finds them.
public struct SerialNumber: Sendable {
    /// The most characters that a serial number may have.
    public static let largestLength = 64

    /// The text as marked, without surrounding white space. Spaces and dashes within it are kept.
    public let text: String
    /// The find key (see ``FindKey``), never empty.
    public let key: String

    /// Reads a serial number from text that somebody gave.
    ///
    /// - Throws: `identifier.empty`, `identifier.length` (more than 64 characters or 255 bytes),
    ///   `identifier.character` (control, direction and zero-width characters), `identifier.onlyPunctuation`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        self.text = try MarkedText.checked(text, subject: "serial number", limit: Self.largestLength)
        self.key = try MarkedText.key(self.text, subject: "serial number")
    }
}

extension SerialNumber: CustomStringConvertible {
    /// The text as marked.
    public var description: String { text }
}

extension SerialNumber: Hashable {
    /// Byte for byte, as the registry compares: strings alone would take different code points for one character.
    public static func == (left: SerialNumber, right: SerialNumber) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the bytes of the text.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
