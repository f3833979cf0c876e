/// The serial number of an Apple product before the random ones that began in 2021: 12 characters from 2010 on, 11
/// before. (Rule as published by repair manuals.)
public struct AppleSerialNumber: Hashable, Sendable {
    private let packed: PackedText

    private static let reader = ShortText(subject: "Apple serial number", longest: 12, separators: ShortText.none)
    /// Half-years from 2010; after 2019 the letters come again.
    private static let halves = Array("CDFGHJKLMNPQRSTVWXYZ".utf8)
    /// Weeks 1 to 27 of the half-year.
    private static let weeks = Array("123456789CDFGHJKLMNPQRTVWXY".utf8)
    /// The last year of such numbers.
    private static let lastYear = 2021

    /// Reads 12 characters (3 factory, half-year, week, 3 unit, 4 model) or 11 (2 factory, year, 2 week, 3 unit,
    /// 3 model).
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.date`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let packed: PackedText = try Self.reader.read(text)
        guard packed.count == 12 || packed.count == 11 else {
            throw Self.reader.lengthError(packed, expected: "12, or 11 before 2010")
        }
        if let bad = packed.firstIndex(in: 0..<packed.count, where: { !ASCII.isLetterOrDigit($0) }) {
            throw Self.reader.characterError(packed, at: bad, in: text, expected: "a letter or a digit")
        }
        if packed.count == 12 {
            guard Self.halves.contains(packed[3]) else {
                throw Self.reader.characterError(packed, at: 3, in: text, expected: "the letter of a half-year")
            }
            guard Self.weeks.contains(packed[4]) else {
                throw Self.reader.characterError(packed, at: 4, in: text, expected: "the character of a week")
            }
        } else {
            if let bad = packed.firstIndex(in: 2..<5, where: { !ASCII.isDigit($0) }) {
                throw Self.reader.characterError(packed, at: bad, in: text, expected: "a digit of year or week")
            }
            guard let week = packed.number(3..<5), (1...53).contains(week) else {
                throw IdentifierError(
                    .date, in: Self.reader.subject, at: 3, found: "week \(packed.text(3..<5))",
                    expected: "a week from 01 to 53")
            }
        }
        self.packed = packed
    }

    private var isLong: Bool { packed.count == 12 }
    private var half: Int { Self.halves.firstIndex(of: packed[3]) ?? 0 }

    /// The characters.
    public var text: String { packed.text }
    /// The factory, 3 characters, 2 before 2010.
    public var factory: String { packed.text(0..<(isLong ? 3 : 2)) }
    /// The unit within the week.
    public var unit: String { packed.text(5..<8) }
    /// The configuration, 4 characters, 3 before 2010; all units of a configuration share it.
    public var modelCode: String { packed.text(8..<packed.count) }
    /// The week of the year, 1 to 53.
    public var week: Int {
        guard isLong else { return packed.number(3..<5) ?? 0 }
        return (Self.weeks.firstIndex(of: packed[4]) ?? 0) + 1 + (half % 2 == 1 ? 26 : 0)
    }
    /// The half of the year, 1 or 2.
    public var halfYear: Int { isLong ? half % 2 + 1 : week > 26 ? 2 : 1 }

    /// The years that the number can mean, the likeliest first.
    ///
    /// - Parameter year: The year in which it was read; nil for all that the scheme ever meant.
    public func years(asOf year: Int?) -> [Int] {
        let candidates: [Int]
        if isLong {
            candidates = [2010 + half / 2, 2020 + half / 2]
        } else {
            let digit = Int(packed[2] - 0x30)
            // One digit a year, from the 1990s until early 2010.
            candidates = [2000 + digit, 1990 + digit, 2010 + digit].filter { $0 <= 2010 }
        }
        return candidates.filter { $0 <= min(year ?? Self.lastYear, Self.lastYear) }
    }
}

extension AppleSerialNumber: SchemeValue {
    /// ``Scheme/apple``
    public static var scheme: Scheme { .apple }

    /// Factory, date, unit and configuration.
    public func elements(asOf year: Int?) -> [Element] {
        let years: [Int] = years(asOf: year)
        var result: [Element] = [Element("factory", factory)]
        if let likeliest = years.first { result.append(Element("year", likeliest)) }
        result += [
            Element("year_candidates", .numbers(years)), Element("half", halfYear), Element("week", week),
            Element("unit", unit), Element("model_code", modelCode),
        ]
        return result
    }
}
