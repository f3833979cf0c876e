/// A Universal Product Code as North American symbols carry it: 12 digits, or eight in their zero-suppressed form (GS1
/// General Specifications, 5.2.2.4 and 7.10).
public struct UPC: Hashable, Sendable {
    /// Which form was given.
    public enum Form: Hashable, Sendable {
        /// UPC-A: 12 digits.
        case upcA
        /// UPC-E: number system 0 or 1, six digits and the check digit of the UPC-A.
        case upcE
    }

    /// Which form was given.
    public let form: Form
    /// The item's number.
    public let gtin: GTIN

    /// Reads 12 digits, or 6 (number system 0), 7 (number system 0 or 1) or 8 (with check digit).
    ///
    /// - Throws: `identifier.empty`, `identifier.character`, `identifier.length`, `identifier.checkCharacter`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let digits = try DigitText(text, subject: "UPC", longest: 12)
        let number: UInt64 = digits.number
        switch digits.count {
        case 12:
            form = .upcA
            gtin = try GTIN(parsing: text)
        case 6:
            form = .upcE
            gtin = GTIN(payload: Self.expanded(number))
        case 7:
            form = .upcE
            gtin = GTIN(payload: try Self.expanded(numberSystem: number / 1_000_000, number % 1_000_000, digits))
        case 8:
            form = .upcE
            let suppressed: UInt64 = number / 10 % 1_000_000
            gtin = GTIN(payload: try Self.expanded(numberSystem: number / 10_000_000, suppressed, digits))
            guard gtin.number % 10 == number % 10 else { throw digits.checkError(expected: gtin.number % 10) }
        default:
            throw digits.lengthError(expected: "6, 7, 8 or 12 digits")
        }
    }

    private static func expanded(
        numberSystem: UInt64, _ digits: UInt64, _ text: DigitText
    ) throws(IdentifierError) -> UInt64 {
        guard numberSystem <= 1 else {
            throw IdentifierError(
                .character, in: "UPC", at: 0, found: "'\(numberSystem)'", expected: "number system 0 or 1")
        }
        return numberSystem * 10_000_000_000 + expanded(digits)
    }

    /// The 11 digits without number system and check digit that six digits stand for (figure 7.10-1).
    private static func expanded(_ digits: UInt64) -> UInt64 {
        let last: UInt64 = digits % 10
        switch last {
        case 0...2: return (digits / 10_000 * 10 + last) * 10_000_000 + digits / 10 % 1000
        case 3: return digits / 1000 * 10_000_000 + digits / 10 % 100
        case 4: return digits / 100 * 1_000_000 + digits / 10 % 10
        default: return digits / 10 * 100_000 + last
        }
    }

    /// Two are the same where they name the same item, in whichever form each was given.
    public static func == (left: UPC, right: UPC) -> Bool { left.gtin == right.gtin }

    /// By the item.
    public func hash(into hasher: inout Hasher) { hasher.combine(gtin) }

    /// The 12 digits.
    public var text: String { gtin.text(as: .gtin12) ?? gtin.text }

    /// The eight digits of UPC-E; nil where the number cannot be suppressed.
    public var suppressedText: String? {
        let payload: UInt64 = gtin.number / 10
        let numberSystem: UInt64 = payload / 10_000_000_000
        guard numberSystem <= 1 else { return nil }
        let body: UInt64 = payload % 10_000_000_000
        for digits in Self.candidates(body) where Self.expanded(digits) == body {
            return DigitText.padded((numberSystem * 1_000_000 + digits) * 10 + gtin.number % 10, to: 8)
        }
        return nil
    }

    /// The six digits that might stand for ten, by the rule of each last digit, the shortest company numbers first.
    private static func candidates(_ body: UInt64) -> [UInt64] {
        let maker: UInt64 = body / 100_000
        let item: UInt64 = body % 100_000
        return [
            maker / 1000 * 10_000 + item % 1000 * 10 + maker / 100 % 10, maker / 100 * 1000 + item % 100 * 10 + 3,
            maker / 10 * 100 + item % 10 * 10 + 4, maker * 10 + item % 10,
        ].filter { $0 < 1_000_000 }
    }

    /// The number system, the first of the 12 digits.
    public var numberSystem: Int { Int(gtin.number / 100_000_000_000) }

    /// The last digit.
    public var checkDigit: Int { gtin.checkDigit }
}

extension UPC: SchemeValue {
    /// ``Scheme/upc``
    public static var scheme: Scheme { .upc }

    /// Form, number system, check digit and the item's number.
    public func elements(asOf year: Int?) -> [Element] {
        [
            Element("format", form == .upcE ? "UPC-E" : "UPC-A"), Element("numberSystem", numberSystem),
            Element("checkDigit", String(checkDigit)), Element("gtin", gtin.text),
        ] + (suppressedText.map { [Element("suppressed", $0)] } ?? [])
    }
}
