import Identifiers

extension Cell {
    /// A civil date `2026`, `2026-07` or `2026-07-14` (ISO 8601-1, section 5.2.2).
    static func date(_ text: String) throws(CellFault) -> CivilDate {
        do {
            return try CivilDate(parsing: text)
        } catch {
            throw CellFault(.date, "\(quotedForPeople(text)) is not a date; \(dateAdvice(text)).")
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
            if let dayFirst, let monthFirst, dayFirst != monthFirst {
                return "it may mean either of two days: write \(dayFirst) or \(monthFirst)"
            }
            return (dayFirst ?? monthFirst).map { "write \($0)" } ?? usual
        case 3: return "\(usual), the year with four digits and first"
        default: return usual
        }
    }
}
