/// The identity of a SIM card (ITU-T E.118): 89, country, issuer and account, with a Luhn check digit at the end.
public struct ICCID: Hashable, Sendable {
    private let packed: PackedText

    private static let reader = ShortText(subject: "ICCID", longest: 20, separators: ShortText.groups)

    /// Reads 18 to 20 digits that begin with 89; spaces and dashes do not count, nor does the `F` with which cards pad
    /// 19 digits to ten bytes.
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        var packed: PackedText = try Self.reader.read(text)
        if packed.count == 20, packed[19] == UInt8(ascii: "F") { packed = PackedText(packed.prefix(19)) }
        if let bad = packed.firstIndex(in: 0..<packed.count, where: { !ASCII.isDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a digit")
        }
        guard (18...20).contains(packed.count) else {
            throw Self.reader.lengthError(packed, expected: "18 to 20 digits, mostly 19")
        }
        for (index, wanted) in "89".utf8.enumerated() where packed[index] != wanted {
            throw Self.reader.characterError(
                packed, at: index, in: text, expected: "89, the code of telecommunication")
        }
        let right: UInt8 = Self.check(packed)
        guard packed[packed.count - 1] == right else {
            throw Self.reader.checkError(packed, at: packed.count - 1, in: text, expected: ASCII.text([right]))
        }
        self.packed = packed
    }

    private static func check(_ packed: PackedText) -> UInt8 {
        let count: Int = packed.count - 1
        var sum = 0
        for index in 0..<count {
            let value = Int(packed[index] - 0x30)
            let doubled: Int = (count - index) % 2 == 1 ? value * 2 : value
            sum += doubled / 10 + doubled % 10
        }
        return UInt8(0x30 + (10 - sum % 10) % 10)
    }

    /// The digits.
    public var text: String { packed.text }

    /// The last digit.
    public var checkDigit: Character { Character(Unicode.Scalar(packed[packed.count - 1])) }

    /// The calling code of the country (ITU-T E.164), 1 to 3 digits.
    public var countryCode: String { packed.text(2..<(2 + CallingCodes.length(at: 2, in: packed))) }
}

extension ICCID: SchemeValue {
    /// ``Scheme/iccid``
    public static var scheme: Scheme { .iccid }

    /// Industry, country and check digit; how long the issuer's part is, only the country's authority knows.
    public func elements(asOf year: Int?) -> [Element] {
        [
            Element("mii", packed.text(0..<2)), Element("country_code", countryCode),
            Element("issuer_and_account", packed.text((2 + countryCode.utf8.count)..<(packed.count - 1))),
            Element("check_digit", String(checkDigit)),
        ]
    }
}

/// How many digits a country's calling code has (ITU-T E.164, annex to Operational Bulletin 1114): no code begins like
/// another.
enum CallingCodes {
    /// Codes of two digits; 1 and 7 have one, all others three.
    private static let pairs =
        " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 "
        + "90 91 92 93 94 95 98 "

    static func length(at index: Int, in digits: PackedText) -> Int {
        let first: UInt8 = digits[index]
        if first == UInt8(ascii: "1") || first == UInt8(ascii: "7") { return 1 }
        let wanted: [UInt8] = [0x20, first, digits[index + 1], 0x20]
        let all = Array(pairs.utf8)
        return all.indices.dropLast(3).contains { Array(all[$0...($0 + 3)]) == wanted } ? 2 : 3
    }
}
