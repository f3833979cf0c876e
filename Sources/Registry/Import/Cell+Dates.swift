import Identifiers

extension Cell {
    /// A civil date `2026`, `2026-07` or `2026-07-14` (ISO 8601-1, section 5.2.2), also as the midnight of that day; or
    /// `14/07/2026` where somebody has said in which order that stands.
    static func date(_ text: String, _ order: ImportOptions.DateOrder? = nil) throws(CellFault) -> CivilDate {
        do {
            if let order, let date = try ordered(text, order) { return date }
            return try CivilDate(parsing: isMidnight(text.utf8.dropFirst(10)) ? String(text.prefix(10)) : text)
        } catch {
            if order == nil, let dayFirst = try? ordered(text, .dmy), let monthFirst = try? ordered(text, .mdy),
                dayFirst != monthFirst
            {
                throw CellFault(
                    .dateOrder,
                    "\(quotedForPeople(text)) may mean either of two days, \(dayFirst.isoText) or \(monthFirst.isoText); say "
                        + "which with --dates dmy or --dates mdy.")
            }
            throw CellFault(.date, "\(quotedForPeople(text)) is not a date; \(dateAdvice(text)).")
        }
    }

    /// Day, month and year in four digits, with `/`, `.` or `-` between; nil where the text is not of this form.
    private static func ordered(_ text: String, _ order: ImportOptions.DateOrder) throws -> CivilDate? {
        guard let parts = numbersWithYearLast(text) else { return nil }
        let (day, month) = order == .dmy ? (parts[0], parts[1]) : (parts[1], parts[0])
        return try CivilDate(year: parts[2], month: month, day: day)
    }

    private static func numbersWithYearLast(_ text: String) -> [Int]? {
        let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }
        guard parts.count == 3, (1...2).contains(parts[0].utf8.count), (1...2).contains(parts[1].utf8.count),
            parts[2].utf8.count == 4
        else { return nil }
        let numbers = parts.compactMap { $0.utf8.allSatisfy(isDigit) ? Int($0) : nil }
        return numbers.count == 3 ? numbers : nil
    }

    /// `T00:00:00`, with a fraction of zeros perhaps, as databases write days.
    private static func isMidnight(_ rest: some Sequence<UInt8>) -> Bool {
        let rest = Array(rest)
        guard let first = rest.first, first == UInt8(ascii: "T") || first == UInt8(ascii: " ") else { return false }
        let time = rest.dropFirst()
        return time.count >= 5 && time.starts(with: "00:00".utf8)
            && time.dropFirst(5).allSatisfy {
                $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
            }
    }

    /// What to write instead of a text that is not an ISO date.
    static func dateAdvice(_ text: String) -> String {
        let usual = "write 2026, 2026-07 or 2026-07-14"
        let parts = text.split(omittingEmptySubsequences: false) { "/.- ".contains($0) }
        let numbers = parts.compactMap { $0.utf8.allSatisfy(isDigit) && $0.utf8.count <= 8 ? Int($0) : nil }
        guard numbers.count == parts.count else { return usual }
        func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
            (try? CivilDate(year: year, month: month, day: day))?.isoText
        }
        switch numbers.count {
        case 1 where text.utf8.count == 5:
            return "it looks like a spreadsheet's day number: format the column as yyyy-mm-dd and export again"
        case 1 where text.utf8.count == 8:
            return iso(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100).map { "write \($0)" } ?? usual
        case 3 where parts[0].utf8.count == 4:
            if let date = iso(numbers[0], numbers[1], numbers[2]) { return "write \(date)" }
            return "the calendar has no such day"
        case 3 where parts[2].utf8.count == 4:
            let dayFirst = iso(numbers[2], numbers[1], numbers[0])
            let monthFirst = iso(numbers[2], numbers[0], numbers[1])
            let order = dayFirst == nil ? "mdy" : "dmy"
            return (dayFirst ?? monthFirst).map { "write \($0), or say --dates \(order) for all" } ?? usual
        case 3: return "\(usual), the year with four digits and first"
        default: return usual
        }
    }
}
