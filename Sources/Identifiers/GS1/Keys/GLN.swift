/// A Global Location Number (GS1 General Specifications, 2.4 and 3.7.9): a party or a place.
public struct GLN: Hashable, Sendable {
    /// The number with its check digit, below 10^13.
    public let number: UInt64

    /// Reads 13 digits; spaces and dashes between them do not count.
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let digits = try DigitText(text, subject: "GLN", longest: 13)
        guard digits.count == 13 else { throw digits.lengthError(expected: "13 digits") }
        let right: UInt64 = GTIN.checkDigit(of: digits.number / 10)
        guard digits.number % 10 == right else { throw digits.checkError(expected: right) }
        number = digits.number
    }

    /// The canonical 13 digits.
    public var text: String { DigitText.padded(number, to: 13) }

    /// The last digit.
    public var checkDigit: Int { Int(number % 10) }
}

extension GLN: SchemeValue {
    /// ``Scheme/gln``
    public static var scheme: Scheme { .gln }

    /// The check digit.
    public func elements(asOf year: Int?) -> [Element] { [Element("checkDigit", String(checkDigit))] }
}
