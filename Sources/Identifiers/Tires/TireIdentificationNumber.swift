/// The number on the wall of a tyre behind `DOT` (49 CFR 574.5): plant, the maker's code, week and year. It names a
/// week's batch, not one tyre.
public struct TireIdentificationNumber: Hashable, Sendable {
    /// The forms of the rule over the years.
    public enum Form: String, CaseIterable, Sendable {
        /// 13 characters since April 2015: 3 plant, 6 maker's code, week and year (80 FR 19553).
        case current = "new-13"
        /// 7 characters on retreads since 2015: 3 plant, week and year.
        case retread = "retread-7"
        /// 8 to 12 characters from 2000 to 2025: 2 plant, 2 size, up to 4 maker's code, week and year (64 FR 36807).
        case since2000 = "old-2000"
        /// 7 to 11 characters before 2000: as before, but one digit of year.
        case before2000 = "old-1971"

        fileprivate var lengths: ClosedRange<Int> {
            switch self {
            case .current: 13...13
            case .retread: 7...7
            case .since2000: 8...12
            case .before2000: 7...11
            }
        }

        fileprivate var plantLength: Int { self == .current || self == .retread ? 3 : 2 }
        fileprivate var dateLength: Int { self == .before2000 ? 3 : 4 }
    }

    private let packed: PackedText
    /// The form in which it was read.
    public let form: Form

    private static let reader = ShortText(
        subject: "tire identification number", longest: 16, separators: ShortText.groups)

    /// Reads a number, perhaps behind `DOT`.
    ///
    /// - Parameters:
    ///   - text: The number; spaces and dashes do not count.
    ///   - form: The form, where it is known. Otherwise the length decides: 13 current, 7 retread, 8 to 12 since 2000;
    ///     numbers before 2000 look alike, see ``candidates(in:)``.
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.date`.
    public init(parsing text: some StringProtocol, form: Form?) throws(IdentifierError) {
        var packed: PackedText = try Self.reader.read(text)
        let hasLabel: Bool = packed.count > 3 && packed.text(0..<3) == "DOT"
        let offset: Int = hasLabel ? 3 : 0
        if hasLabel { packed = PackedText(packed.dropFirst(3)) }
        let found: Form? = form ?? [.current, .retread, .since2000].first { $0.lengths.contains(packed.count) }
        guard let found, found.lengths.contains(packed.count) else {
            throw Self.reader.lengthError(packed, expected: form.map { "\($0.lengths)" } ?? "7 to 13 behind DOT")
        }
        let date: Int = packed.count - found.dateLength
        for index in 0..<packed.count {
            let isGood: Bool = index < date ? Self.isAllowed(packed[index]) : ASCII.isDigit(packed[index])
            guard isGood else {
                throw IdentifierError(
                    .character, in: Self.reader.subject, at: Self.reader.position(of: index + offset, in: text),
                    found: ASCII.shown(packed[index]),
                    expected: index < date ? "a digit, or a letter other than G, I, O, Q, S and Z" : "a digit")
            }
        }
        let week: Int = packed.number(date..<(date + 2)) ?? 0
        guard (1...53).contains(week) else {
            throw IdentifierError(
                .date, in: Self.reader.subject, at: Self.reader.position(of: date + offset, in: text),
                found: "week \(packed.text(date..<(date + 2)))", expected: "a week from 01 to 53")
        }
        self.packed = packed
        self.form = found
    }

    /// All readings of a number by the forms of all years, the likeliest first.
    public static func candidates(in text: some StringProtocol) -> [TireIdentificationNumber] {
        Form.allCases.compactMap { form in try? TireIdentificationNumber(parsing: text, form: form) }
    }

    /// Letters that are too like digits are not used (49 CFR 574.5, figure 1).
    private static func isAllowed(_ byte: UInt8) -> Bool {
        guard ASCII.isLetterOrDigit(byte) else { return false }
        switch byte {
        case UInt8(ascii: "G"), UInt8(ascii: "I"), UInt8(ascii: "O"), UInt8(ascii: "Q"), UInt8(ascii: "S"),
            UInt8(ascii: "Z"):
            return false
        default: return true
        }
    }

    private var dateStart: Int { packed.count - form.dateLength }

    /// The characters without `DOT`.
    public var text: String { packed.text }
    /// The plant's code.
    public var plant: String { packed.text(0..<form.plantLength) }
    /// The code of the size, two characters; nil for the forms since 2015.
    public var size: String? { form.plantLength == 2 ? packed.text(2..<4) : nil }
    /// What the maker wants to say; empty where it says nothing.
    public var makerCode: String { packed.text((form.plantLength == 2 ? 4 : 3)..<dateStart) }
    /// The week, 1 to 53.
    public var week: Int { packed.number(dateStart..<(dateStart + 2)) ?? 0 }

    /// The years that the number can mean, the likeliest first: one since 2000, one in every decade before.
    public var years: [Int] {
        let digits: Int = packed.number((dateStart + 2)..<packed.count) ?? 0
        return form == .before2000 ? [1990 + digits, 1980 + digits, 1970 + digits] : [2000 + digits]
    }
}

extension TireIdentificationNumber: SchemeValue {
    /// ``Scheme/tire``
    public static var scheme: Scheme { .tire }

    /// Reads a number in the form that its length speaks for.
    ///
    /// - Throws: `identifier.empty`, `identifier.length`, `identifier.character`, `identifier.date`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) { try self.init(parsing: text, form: nil) }

    /// Form, plant, size, maker's code, week and year.
    public func elements(asOf year: Int?) -> [Element] {
        let possible: [Int] = years.filter { $0 <= year ?? .max }
        var result: [Element] = [Element("kind", form.rawValue), Element("plant", plant)]
        if let size { result.append(Element("size", size)) }
        if !makerCode.isEmpty { result.append(Element("maker_code", makerCode)) }
        result.append(Element("week", week))
        if possible.count == 1 { result.append(Element("year", possible[0])) }
        result.append(Element("year_candidates", .numbers(possible)))
        return result
    }
}
