/// A Global Trade Item Number (GS1 General Specifications, 2.1 and 7.9): which product this is, the same for all its
/// units.
///
/// GTIN-8, -12 (UPC), -13 (EAN) and -14 are one number with leading zeros; the canonical form has 14 digits.
public struct GTIN: Hashable, Sendable {
    /// The number with its check digit, below 10^14.
    public let number: UInt64

    /// The lengths in which a GTIN is written.
    public enum Form: Int, CaseIterable, Comparable, Sendable {
        /// GTIN-8, on small packages.
        case gtin8 = 8
        /// GTIN-12, the UPC.
        case gtin12 = 12
        /// GTIN-13, the EAN.
        case gtin13 = 13
        /// GTIN-14, on cases.
        case gtin14 = 14

        /// Shorter forms come first.
        public static func < (left: Form, right: Form) -> Bool { left.rawValue < right.rawValue }
    }

    /// Reads 8, 12, 13 or 14 digits; surrounding white space, spaces and dashes between the digits do not count.
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`, `identifier.checkCharacter`.
    @specialized(where Text == String)
    @specialized(where Text == Substring)
    public init<Text: StringProtocol>(parsing text: Text) throws(IdentifierError) {
        // What scanners send and people paste, mostly: the right digits and nothing else.
        let plain: UInt64? = text.utf8.withContiguousStorageIfAvailable { Self.number($0) } ?? nil
        if let plain {
            number = plain
            return
        }
        let digits: DigitText = try DigitText(text, subject: "GTIN", longest: 14)
        guard Form(rawValue: digits.count) != nil else {
            throw digits.lengthError(expected: "8, 12, 13 or 14 digits")
        }
        let right: UInt64 = Self.checkDigit(of: digits.number / 10)
        guard digits.number % 10 == right else { throw digits.checkError(expected: right) }
        number = digits.number
    }

    /// The number of plain ASCII digits with the right check digit; nil for everything else.
    private static func number(_ bytes: Bytes) -> UInt64? {
        guard Form(rawValue: bytes.count) != nil else { return nil }
        return DigitText.checked(bytes)
    }

    /// The check digit of a number without it: weights 3 and 1 from the right, to the next multiple of ten.
    static func checkDigit(of payload: UInt64) -> UInt64 {
        var rest: UInt64 = payload
        var weight: UInt64 = 3
        var sum: UInt64 = 0
        while rest > 0 {
            sum += rest % 10 * weight
            rest /= 10
            weight = 4 - weight
        }
        return (10 - sum % 10) % 10
    }

    /// The shortest form that holds the number.
    public var form: Form {
        switch number {
        case 0..<100_000_000: .gtin8
        case ..<1_000_000_000_000: .gtin12
        case ..<10_000_000_000_000: .gtin13
        default: .gtin14
        }
    }

    /// The canonical 14 digits.
    public var text: String { DigitText.padded(number, to: 14) }

    /// The number in a form; nil where it needs a longer one.
    public func text(as wanted: Form) -> String? {
        wanted < form ? nil : DigitText.padded(number, to: wanted.rawValue)
    }

    /// The last digit.
    public var checkDigit: Int { Int(number % 10) }
}

extension GTIN: SchemeValue {
    /// ``Scheme/gtin``
    public static var scheme: Scheme { .gtin }

    /// The shortest form that holds it, the check digit, where it may circulate and how it is packed.
    public func elements(asOf year: Int?) -> [Element] {
        [
            Element("format", "GTIN-\(form.rawValue)"), Element("checkDigit", String(checkDigit)),
            Element("number", text(as: form) ?? text), Element("circulation", circulation.words),
        ] + (indicator == 0 ? [] : [Element("packaging", indicator == 9 ? "variable measure" : "level \(indicator)")])
    }
}
