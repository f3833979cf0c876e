/// The number that a ship keeps for life (IMO resolution A.1117(30)): seven digits, the last a check digit.
public struct ShipNumber: Hashable, Sendable {
    private let number: Int

    private static let reader = ShortText(subject: "IMO ship number", longest: 10, separators: ShortText.groups)

    /// Reads seven digits, perhaps behind `IMO`.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        let start: Int = packed.count > 3 && packed.text(0..<3) == "IMO" ? 3 : 0
        guard packed.count == start + 7 else { throw Self.reader.lengthError(packed, expected: "7 digits") }
        if let bad = packed.firstIndex(in: start..<packed.count, where: { !ASCII.isDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a digit")
        }
        var sum = 0
        for index in 0..<6 { sum += (7 - index) * Int(packed[start + index] - 0x30) }
        let right = UInt8(0x30 + sum % 10)
        guard packed[start + 6] == right else {
            throw Self.reader.checkError(packed, at: start + 6, in: text, expected: ASCII.text([right]))
        }
        number = packed.number(start..<(start + 7)) ?? 0
    }

    /// The seven digits.
    public var text: String { DigitText.padded(UInt64(number), to: 7) }
}

extension ShipNumber: SchemeValue {
    /// ``Scheme/imo``
    public static var scheme: Scheme { .imo }

    /// Only the check digit: the number says nothing else.
    public func elements(asOf year: Int?) -> [Element] { [Element("check_digit", String(number % 10))] }
}
