/// The serial number of a GE appliance: a letter for the month, a letter for the year, six digits, perhaps a letter.
/// The years come again every twelve. (Rule as published by the maker's support.)
public struct GESerialNumber: Hashable, Sendable {
    private let packed: PackedText

    private static let reader = ShortText(subject: "GE serial number", longest: 9, separators: ShortText.none)
    private static let letters = Array("ADFGHLMRSTVZ".utf8)
    /// A year of the first letter, and the first year of the code.
    private static let referenceYear = 2001
    private static let firstYear = 1977

    /// Reads eight characters, or nine.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count == 8 || packed.count == 9 else { throw Self.reader.lengthError(packed, expected: "8 or 9") }
        for index in 0..<packed.count {
            let byte: UInt8 = packed[index]
            let (isGood, expected): (Bool, String) =
                switch index {
                case 0: (Self.letters.contains(byte), "the letter of a month: A D F G H L M R S T V Z")
                case 1: (Self.letters.contains(byte), "the letter of a year: A D F G H L M R S T V Z")
                case 8: (ASCII.isUpper(byte), "a letter")
                default: (ASCII.isDigit(byte), "a digit")
                }
            guard isGood else { throw Self.reader.characterError(packed, at: index, in: text, expected: expected) }
        }
        self.packed = packed
    }

    /// The characters.
    public var text: String { packed.text }
    /// The month, 1 to 12.
    public var month: Int { (Self.letters.firstIndex(of: packed[0]) ?? 0) + 1 }

    /// The years that the letter can mean, the latest first.
    public func years(asOf year: Int) -> [Int] {
        guard year >= Self.firstYear, let place = Self.letters.firstIndex(of: packed[1]) else { return [] }
        let code: Int = Self.referenceYear + place
        let latest: Int = year - (((year - code) % 12) + 12) % 12
        return Array(stride(from: latest, through: Self.firstYear, by: -12))
    }
}

extension GESerialNumber: SchemeValue {
    /// ``Scheme/ge``
    public static var scheme: Scheme { .ge }

    /// Month, and the years where it is known when the number was read.
    public func elements(asOf year: Int?) -> [Element] {
        var result: [Element] = [Element("month", month)]
        if let year { result.append(Element("year_candidates", .numbers(years(asOf: year)))) }
        return result
    }
}
