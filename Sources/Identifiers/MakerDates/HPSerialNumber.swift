/// The serial number of an HP computer by the convention of 2003: country, site, year digit, week, unit.
public struct HPSerialNumber: Hashable, Sendable {
    private let packed: PackedText

    private static let reader = ShortText(subject: "HP serial number", longest: 10, separators: ShortText.none)

    /// Reads ten characters: 2 country (ISO 3166), 1 site, 1 year (a digit; A was used for 2010), 2 week, 4 unit without
    /// vowels.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.date`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count == 10 else { throw Self.reader.lengthError(packed, expected: "10") }
        for index in 0..<10 {
            let byte: UInt8 = packed[index]
            let (isGood, expected): (Bool, String) =
                switch index {
                case 0, 1: (ASCII.isUpper(byte), "a letter of the country")
                case 2: (ASCII.isLetterOrDigit(byte), "a letter or a digit")
                case 3: (ASCII.isDigit(byte) || byte == UInt8(ascii: "A"), "a digit of the year, or A")
                case 4, 5: (ASCII.isDigit(byte), "a digit of the week")
                default: (ASCII.isLetterOrDigit(byte) && !Self.isVowel(byte), "a digit or a consonant")
                }
            guard isGood else { throw Self.reader.characterError(packed, at: index, in: text, expected: expected) }
        }
        guard let week = packed.number(4..<6), (1...53).contains(week) else {
            throw IdentifierError(
                .date, in: Self.reader.subject, at: Self.reader.position(of: 4, in: text),
                found: "week \(packed.text(4..<6))", expected: "a week from 01 to 53")
        }
        self.packed = packed
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A"), UInt8(ascii: "E"), UInt8(ascii: "I"), UInt8(ascii: "O"), UInt8(ascii: "U"): true
        default: false
        }
    }

    /// The characters.
    public var text: String { packed.text }
    /// The country of manufacture.
    public var country: String { packed.text(0..<2) }
    /// The site within the country.
    public var site: String { packed.text(2..<3) }
    /// The week, 1 to 53.
    public var week: Int { packed.number(4..<6) ?? 0 }
    /// The unit within the week.
    public var unit: String { packed.text(6..<10) }

    /// The years that the digit can mean: the decade of the convention first, then later ones.
    public func years(asOf year: Int?) -> [Int] {
        guard ASCII.isDigit(packed[3]) else { return [2010] }
        let digit = Int(packed[3] - 0x30)
        let first: Int = digit < 3 ? 2010 + digit : 2000 + digit
        return Array(stride(from: first, through: max(first, year ?? first), by: 10))
    }
}

extension HPSerialNumber: SchemeValue {
    /// ``Scheme/hp``
    public static var scheme: Scheme { .hp }

    /// Country, site, date and unit.
    public func elements(asOf year: Int?) -> [Element] {
        let years: [Int] = years(asOf: year)
        return [
            Element("country", country), Element("site", site), Element("year", years[0]),
            Element("year_candidates", .numbers(years)), Element("week", week), Element("unit", unit),
        ]
    }
}
