/// A date of the Gregorian calendar as printed on products: a day, a month or only a year.
///
/// Years run from 1 to 9999. It has no time zone: it says what the calendar showed where it was written.
public struct CivilDate: Hashable, Sendable {
    /// The year, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12; nil where only the year is known.
    public let month: Int?
    /// The day of the month, 1 to 31; nil where only the month or the year is known.
    public let day: Int?

    /// How much of a date is known, in ascending order.
    public enum Precision: Int, Comparable, CaseIterable, Sendable {
        /// Only the year.
        case year
        /// Year and month.
        case month
        /// The day.
        case day

        /// Coarser precisions come first.
        public static func < (left: Precision, right: Precision) -> Bool { left.rawValue < right.rawValue }
    }

    /// Makes a date.
    ///
    /// - Throws: `identifier.date` where the calendar has no such date, or a day comes without its month.
    public init(year: Int, month: Int? = nil, day: Int? = nil) throws(IdentifierError) {
        guard let date = CivilDate(validYear: year, month: month, day: day) else {
            let parts: [Int?] = [year, month, day]
            throw IdentifierError(
                .date, in: "date", found: parts.compactMap { $0.map { String($0) } }.joined(separator: "-"),
                expected: "a year from 1 to 9999, a month from 1 to 12 and a day of that month")
        }
        self = date
    }

    /// Reads `2026`, `2026-07` or `2026-07-14` (ISO 8601-1, 5.2.2).
    ///
    /// - Throws: `identifier.length`, `identifier.character`, `identifier.date`.
    public init(parsing text: some StringProtocol) throws(IdentifierError) {
        let bytes: [UInt8] = Array(text.utf8.prefix(11))
        guard bytes.count == 4 || bytes.count == 7 || bytes.count == 10 else {
            throw IdentifierError(
                .length, in: "date", found: "\(bytes.count > 10 ? "more than 10" : String(bytes.count)) characters",
                expected: "YYYY, YYYY-MM or YYYY-MM-DD")
        }
        for (offset, byte) in bytes.enumerated() {
            let isDashPlace: Bool = offset == 4 || offset == 7
            guard isDashPlace ? byte == UInt8(ascii: "-") : ASCII.isDigit(byte) else {
                throw IdentifierError(
                    .character, in: "date", at: offset, found: byte < 0x80 ? ASCII.shown(byte) : "not ASCII",
                    expected: isDashPlace ? "'-'" : "a digit")
            }
        }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        try self.init(
            year: number(0..<4), month: bytes.count > 4 ? number(5..<7) : nil,
            day: bytes.count > 7 ? number(8..<10) : nil)
    }

    /// The same without a reason.
    init?(validYear year: Int, month: Int? = nil, day: Int? = nil) {
        guard (1...9999).contains(year) else { return nil }
        if let month {
            guard (1...12).contains(month) else { return nil }
            if let day {
                guard day >= 1, day <= CivilDate.days(inMonth: month, of: year) else { return nil }
            }
        } else if day != nil {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// How much of the date is known.
    public var precision: Precision { day != nil ? .day : month != nil ? .month : .year }

    /// `2026`, `2026-07` or `2026-07-14`.
    public var isoText: String {
        var result: String = CivilDate.padded(year, to: 4)
        if let month { result += "-" + CivilDate.padded(month, to: 2) }
        if let day { result += "-" + CivilDate.padded(day, to: 2) }
        return result
    }

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension CivilDate: Comparable {
    /// By first day; of two dates that begin on the same day the coarser comes first.
    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
    }
}

extension CivilDate: CustomStringConvertible {
    /// The ISO text.
    public var description: String { isoText }
}
