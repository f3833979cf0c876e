/// A Serial Shipping Container Code (GS1 General Specifications, 2.2.1): which case or pallet this is.
public struct SSCC: Hashable, Sendable {
    /// The number with its check digit, below 10^18.
    public let number: UInt64

    private static let uriScheme = "urn:epc:id:sscc:"

    /// Reads 18 digits, with spaces or dashes between them, or `urn:epc:id:sscc:PREFIX.REFERENCE` (GS1 EPC Tag Data
    /// Standard, 6.3.2), which leaves the check digit out.
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`, `identifier.checkCharacter`.
    @specialized(where Text == String)
    @specialized(where Text == Substring)
    public init<Text: StringProtocol>(parsing text: Text) throws(IdentifierError) {
        let plain: UInt64? =
            text.utf8.withContiguousStorageIfAvailable { $0.count == 18 ? DigitText.checked($0) : nil } ?? nil
        if let plain {
            number = plain
            return
        }
        if text.utf8.first.map(ASCII.isLetter) == true,
            text.prefix(Self.uriScheme.count).lowercased() == Self.uriScheme
        {
            number = try Self.number(parts: text.dropFirst(Self.uriScheme.count))
            return
        }
        let digits: DigitText = try DigitText(text, subject: "SSCC", longest: 18)
        guard digits.count == 18 else { throw digits.lengthError(expected: "18 digits") }
        let right: UInt64 = GTIN.checkDigit(of: digits.number / 10)
        guard digits.number % 10 == right else { throw digits.checkError(expected: right) }
        number = digits.number
    }

    /// `PREFIX.REFERENCE`: the reference begins with the extension digit, which stands first on the label.
    private static func number(parts text: some StringProtocol) throws(IdentifierError) -> UInt64 {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[1].first else {
            throw IdentifierError(.length, in: "SSCC", found: nil, expected: "a company prefix, a dot and a reference")
        }
        let digits: DigitText = try DigitText(
            String(first) + parts[0] + parts[1].dropFirst(), subject: "SSCC", longest: 17)
        guard digits.count == 17 else { throw digits.lengthError(expected: "17 digits in both parts together") }
        return digits.number * 10 + GTIN.checkDigit(of: digits.number)
    }

    /// The canonical 18 digits.
    public var text: String { DigitText.padded(number, to: 18) }

    /// The last digit.
    public var checkDigit: Int { Int(number % 10) }
}

extension SSCC: SchemeValue {
    /// ``Scheme/sscc``
    public static var scheme: Scheme { .sscc }

    /// Extension digit and check digit; where the company prefix ends no number tells.
    public func elements(asOf year: Int?) -> [Element] {
        [Element("extension", String(text.prefix(1))), Element("checkDigit", String(checkDigit))]
    }
}
