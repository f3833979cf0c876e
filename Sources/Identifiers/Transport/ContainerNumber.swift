/// The number of a freight container (ISO 6346): owner, category, serial number and check digit.
public struct ContainerNumber: Hashable, Sendable {
    /// What is numbered (ISO 6346, 3.2), the fourth character.
    public enum Category: String, Sendable {
        /// Freight containers.
        case container = "U"
        /// Equipment that can be detached from them.
        case equipment = "J"
        /// Trailers and chassis.
        case trailer = "Z"
    }

    private let packed: PackedText

    private static let reader = ShortText(subject: "container number", longest: 11, separators: ByteSet(" -/[]".utf8))

    /// Reads 11 characters; spaces, dashes, a slash and the box around the check digit do not count.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count == 11 else { throw Self.reader.lengthError(packed, expected: "11") }
        if let bad = packed.firstIndex(in: 0..<3, where: { !ASCII.isUpper($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a letter of the owner's code")
        }
        guard Category(rawValue: packed.text(3..<4)) != nil else {
            throw Self.reader.characterError(packed, at: 3, in: text, expected: "the category U, J or Z")
        }
        if let bad = packed.firstIndex(in: 4..<11, where: { !ASCII.isDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a digit")
        }
        let right: UInt8 = Self.check(packed)
        guard packed[10] == right else {
            throw Self.reader.checkError(packed, at: 10, in: text, expected: ASCII.text([right]))
        }
        self.packed = packed
    }

    /// The check digit over the first ten characters (ISO 6346, annex A); a remainder of 10 becomes 0.
    private static func check(_ packed: PackedText) -> UInt8 {
        var sum = 0
        for index in 0..<10 { sum += (CheckCharacter.iso6346.value(of: packed[index]) ?? 0) << index }
        return UInt8(0x30 + sum % 11 % 10)
    }

    /// The 11 characters.
    public var text: String { packed.text }
    /// The owner's code at the Bureau International des Containers, three letters.
    public var owner: String { packed.text(0..<3) }
    /// What is numbered.
    public var category: Category { Category(rawValue: packed.text(3..<4)) ?? .container }
    /// The serial number, 6 digits.
    public var serial: String { packed.text(4..<10) }
    /// The last digit.
    public var checkDigit: Character { Character(Unicode.Scalar(packed[10])) }
}

extension ContainerNumber: SchemeValue {
    /// ``Scheme/iso6346``
    public static var scheme: Scheme { .iso6346 }

    /// Owner, category, serial number and check digit.
    public func elements(asOf year: Int?) -> [Element] {
        [
            Element("owner", owner), Element("category", category.rawValue), Element("serial", serial),
            Element("check_digit", String(checkDigit)),
        ]
    }
}
