/// The identity of a CDMA device (3GPP2 S.R0048-A): 14 hexadecimal digits or the same in 18 decimal ones.
///
/// The first digit is A to F, or all 14 are decimal digits: then it is the IMEI of a device that speaks both languages,
/// and its check digit is that of an IMEI.
public struct MEID: Hashable, Sendable {
    /// The 56 bits.
    public let number: UInt64

    private static let reader = ShortText(subject: "MEID", longest: 19, separators: ShortText.groups)

    /// Reads 14 hexadecimal digits or 18 decimal ones, either perhaps with its check digit; spaces and dashes do not
    /// count.
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        switch packed.count {
        case 14, 15: number = try Self.hexadecimal(packed, text)
        case 18, 19: number = try Self.decimal(packed, text)
        default:
            throw Self.reader.lengthError(
                packed, expected: "14 hexadecimal or 18 decimal digits, perhaps with a check digit")
        }
    }

    private static func hexadecimal(_ packed: PackedText, _ text: some StringProtocol) throws(IdentifierError) -> UInt64
    {
        if let bad = packed.firstIndex(in: 0..<packed.count, where: { !ASCII.isHexadecimal($0) }) {
            throw reader.characterError(packed, at: bad, in: text, expected: "a digit or a letter from A to F")
        }
        let isDecimal: Bool = packed.firstIndex(in: 0..<14) { !ASCII.isDigit($0) } == nil
        guard isDecimal || ASCII.isUpper(packed[0]) else {
            throw reader.characterError(packed, at: 0, in: text, expected: "a letter from A to F")
        }
        if packed.count == 15 {
            let right: UInt8 = luhn(packed, 14, base: isDecimal ? 10 : 16)
            guard packed[14] == right else {
                throw reader.checkError(packed, at: 14, in: text, expected: ASCII.text([right]))
            }
        }
        return (0..<14).reduce(0) { $0 << 4 | UInt64(digit(packed[$1])) }
    }

    private static func decimal(_ packed: PackedText, _ text: some StringProtocol) throws(IdentifierError) -> UInt64 {
        if let bad = packed.firstIndex(in: 0..<packed.count, where: { !ASCII.isDigit($0) }) {
            throw reader.characterError(packed, at: bad, in: text, expected: "a digit")
        }
        if packed.count == 19 {
            let right: UInt8 = luhn(packed, 18, base: 10)
            guard packed[18] == right else {
                throw reader.checkError(packed, at: 18, in: text, expected: ASCII.text([right]))
            }
        }
        // Ten digits for the maker's 32 bits, eight for the serial's 24.
        let maker: Int = packed.number(0..<10) ?? 0
        let serial: Int = packed.number(10..<18) ?? 0
        guard maker <= 0xFFFF_FFFF else {
            throw reader.characterError(packed, at: 0, in: text, expected: "ten digits up to 4294967295")
        }
        guard serial <= 0xFF_FFFF else {
            throw reader.characterError(packed, at: 10, in: text, expected: "eight digits up to 16777215")
        }
        let number = UInt64(maker) << 24 | UInt64(serial)
        guard number >> 52 >= 0xA || isDecimal(number) else {
            throw reader.characterError(
                packed, at: 0, in: text, expected: "at least 2684354560, or a number that is an IMEI")
        }
        return number
    }

    /// Whether all 14 hexadecimal digits are decimal ones.
    private static func isDecimal(_ number: UInt64) -> Bool {
        (0..<14).allSatisfy { number >> UInt64($0 * 4) & 15 < 10 }
    }

    private static func digit(_ byte: UInt8) -> Int { ASCII.isDigit(byte) ? Int(byte) - 0x30 : Int(byte) - 55 }

    /// Luhn to a base over the first characters.
    private static func luhn(_ packed: PackedText, _ count: Int, base: Int) -> UInt8 {
        var sum = 0
        for index in 0..<count {
            let value: Int = digit(packed[index])
            let doubled: Int = (count - index) % 2 == 1 ? value * 2 : value
            sum += doubled / base + doubled % base
        }
        let check: Int = (base - sum % base) % base
        return UInt8(check < 10 ? 0x30 + check : 55 + check)
    }

    /// 14 hexadecimal digits without a check digit: the canonical form.
    public var text: String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 14 - digits.utf8.count)) + digits
    }

    /// The check digit of the hexadecimal form, which is never transmitted.
    public var checkDigit: Character {
        Character(Unicode.Scalar(Self.luhn(PackedText(text.utf8), 14, base: isIMEI ? 10 : 16)))
    }

    /// Whether it is an IMEI too.
    public var isIMEI: Bool { Self.isDecimal(number) }

    /// 18 decimal digits.
    public var decimalText: String {
        DigitText.padded(number >> 24, to: 10) + DigitText.padded(number & 0xFF_FFFF, to: 8)
    }

    /// The check digit of the decimal form, another than that of the hexadecimal one.
    public var decimalCheckDigit: Character {
        Character(Unicode.Scalar(Self.luhn(PackedText(decimalText.utf8), 18, base: 10)))
    }

    /// The maker's code, 8 hexadecimal digits.
    public var manufacturerCode: String { String(text.prefix(8)) }

    /// The serial number within the maker's code, 6 hexadecimal digits.
    public var serial: String { String(text.suffix(6)) }

    /// The pseudo-ESN that old networks see: 80 and the last 24 bits of SHA-1 over the seven bytes
    /// (3GPP2 C.S0072, 1.3.1). Several devices may share one.
    public var pseudoESN: String {
        let bytes: [UInt8] = (0..<7).map { UInt8(truncatingIfNeeded: number >> UInt64(48 - $0 * 8)) }
        return SHA1.hash(bytes).suffix(3).reduce(into: "80") { text, byte in
            let digits = String(byte, radix: 16, uppercase: true)
            text += byte < 16 ? "0" + digits : digits
        }
    }
}

extension MEID: SchemeValue {
    /// ``Scheme/meid``
    public static var scheme: Scheme { .meid }

    /// Both forms with their check digits, and the pseudo-ESN.
    public func elements(asOf year: Int?) -> [Element] {
        [
            Element("manufacturer_code", manufacturerCode), Element("serial", serial),
            Element("check_digit", String(checkDigit)), Element("decimal", decimalText),
            Element("decimal_check_digit", String(decimalCheckDigit)), Element("pesn", pseudoESN),
        ]
    }
}
