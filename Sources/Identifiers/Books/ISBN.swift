/// The number of a book's edition (ISO 2108): 13 digits from 978 or 979, which are a GTIN too.
public struct ISBN: Hashable, Sendable {
    private let number: UInt64

    private static let reader = ShortText(subject: "ISBN", longest: 13, separators: ShortText.groups)

    /// Reads 13 digits, or ten characters of the form before 2007, whose last may be X.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count == 13 || packed.count == 10 else {
            throw Self.reader.lengthError(packed, expected: "13 digits, or 10 before 2007")
        }
        let last: Int = packed.count - 1
        for index in 0..<packed.count where !ASCII.isDigit(packed[index]) {
            guard packed.count == 10, index == last, packed[index] == UInt8(ascii: "X") else {
                throw Self.reader.characterError(packed, at: index, in: text, expected: "a digit")
            }
        }
        let right: UInt8
        if packed.count == 13 {
            let payload = UInt64(packed.number(0..<12) ?? 0)
            guard payload / 1_000_000_000 == 978 || payload / 1_000_000_000 == 979 else {
                throw Self.reader.characterError(packed, at: 0, in: text, expected: "978 or 979")
            }
            right = UInt8(0x30 + GTIN.checkDigit(of: payload))
            number = payload * 10 + UInt64(right - 0x30)
        } else {
            right = Self.oldCheck(packed)
            let payload = 978_000_000_000 + UInt64(packed.number(0..<9) ?? 0)
            number = payload * 10 + GTIN.checkDigit(of: payload)
        }
        guard packed[last] == right else {
            throw Self.reader.checkError(packed, at: last, in: text, expected: ASCII.text([right]))
        }
    }

    /// Weights 10 to 2, modulus 11, X for 10 (ISO 2108:1992).
    private static func oldCheck(_ digits: PackedText) -> UInt8 {
        let sum: Int = (0..<9).reduce(0) { $0 + (10 - $1) * Int(digits[$1] - 0x30) }
        let check: Int = (11 - sum % 11) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(0x30 + check)
    }

    /// The 13 digits.
    public var text: String { DigitText.padded(number, to: 13) }

    /// The ten characters of the old form; nil for books from 979, which have none.
    public var oldText: String? {
        guard number / 10_000_000_000 == 978 else { return nil }
        var digits = PackedText(text.utf8.dropFirst(3).prefix(9))
        digits.append(Self.oldCheck(digits))
        return digits.text
    }
}

extension ISBN: SchemeValue {
    /// ``Scheme/isbn``
    public static var scheme: Scheme { .isbn }

    /// Both forms.
    public func elements(asOf year: Int?) -> [Element] {
        [Element("isbn13", text)] + (oldText.map { [Element("isbn10", $0)] } ?? [])
    }
}

/// The number of a newspaper, magazine or series (ISO 3297): eight characters, the last a check digit or X.
public struct ISSN: Hashable, Sendable {
    private let payload: Int

    private static let reader = ShortText(subject: "ISSN", longest: 13, separators: ShortText.groups)

    /// Reads eight characters, or the 13 digits from 977 that stand in the bar code.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count == 8 || packed.count == 13 else {
            throw Self.reader.lengthError(packed, expected: "8, or 13 digits from 977")
        }
        let last: Int = packed.count - 1
        for index in 0..<packed.count where !ASCII.isDigit(packed[index]) {
            guard packed.count == 8, index == last, packed[index] == UInt8(ascii: "X") else {
                throw Self.reader.characterError(packed, at: index, in: text, expected: "a digit")
            }
        }
        let right: UInt8
        if packed.count == 13 {
            guard packed.number(0..<3) == 977 else {
                throw Self.reader.characterError(packed, at: 0, in: text, expected: "977")
            }
            payload = packed.number(3..<10) ?? 0
            right = UInt8(0x30 + GTIN.checkDigit(of: UInt64(packed.number(0..<12) ?? 0)))
        } else {
            payload = packed.number(0..<7) ?? 0
            right = Self.check(payload)
        }
        guard packed[last] == right else {
            throw Self.reader.checkError(packed, at: last, in: text, expected: ASCII.text([right]))
        }
    }

    /// Weights 8 to 2, modulus 11, X for 10 (ISO 3297, annex A).
    private static func check(_ payload: Int) -> UInt8 {
        var rest: Int = payload
        var sum = 0
        for weight in 2...8 {
            sum += weight * (rest % 10)
            rest /= 10
        }
        let check: Int = (11 - sum % 11) % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(0x30 + check)
    }

    /// `1234-5679`
    public var text: String {
        let digits: String = DigitText.padded(UInt64(payload), to: 7) + ASCII.text([Self.check(payload)])
        return "\(digits.prefix(4))-\(digits.suffix(4))"
    }
}

extension ISSN: SchemeValue {
    /// ``Scheme/issn``
    public static var scheme: Scheme { .issn }

    /// Only the check digit: the number says nothing else.
    public func elements(asOf year: Int?) -> [Element] { [Element("check_digit", String(text.suffix(1)))] }
}
