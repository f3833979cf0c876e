import Identifiers
import Testing

@Suite("Civil dates")
struct CivilDateTests {
    @Test(
        "ISO weeks around New Year",
        arguments: [
            ("2024-12-30", 2025, 1), ("2021-01-03", 2020, 53), ("2026-01-01", 2026, 1), ("2027-01-01", 2026, 53),
            ("2000-01-01", 1999, 52),
            ("9999-12-31", 9999, 52),
        ])
    func weeks(_ text: String, _ year: Int, _ week: Int) throws {
        let isoWeek = try #require(try CivilDate(parsing: text).isoWeek)
        #expect(isoWeek.year == year && isoWeek.week == week)
    }

    @Test("Every day of a century counts, names its week and comes back", arguments: [1600, 1900, 2000])
    func everyDay(_ century: Int) throws {
        let start: Int = try CivilDate(year: century, month: 1, day: 1).dayNumber
        let wrong: Int? = (start..<(start + 36_525)).first { number in
            guard let date = CivilDate(dayNumber: number), let week = date.isoWeek, let dayOfYear = date.dayOfYear
            else {
                return true
            }
            let monday: Int? = CivilDate(mondayOfWeek: week.week, year: week.year)?.dayNumber
            return date.dayNumber != number || monday != number - date.weekday + 1
                || CivilDate(dayOfYear: dayOfYear, year: date.year) != date
        }
        #expect(wrong == nil)
    }

    @Test("The epoch is a Thursday with number 0")
    func epoch() throws {
        let epoch = try CivilDate(parsing: "1970-01-01")
        #expect(epoch.dayNumber == 0 && epoch.weekday == 4)
    }

    @Test(
        "Precision is kept",
        arguments: [("2026", .year), ("2026-07", .month), ("2026-07-14", .day)] as [(String, CivilDate.Precision)])
    func precision(_ text: String, _ precision: CivilDate.Precision) throws {
        let date = try CivilDate(parsing: text)
        #expect(date.precision == precision && date.isoText == text)
        #expect(date.firstDay <= date.lastDay && date <= date.firstDay)
    }

    @Test("First and last day of what is covered")
    func coverage() throws {
        #expect(try CivilDate(parsing: "2024").lastDay.isoText == "2024-12-31")
        #expect(try CivilDate(parsing: "2024-02").lastDay.isoText == "2024-02-29")
        #expect(try CivilDate(parsing: "2024-02").firstDay.isoText == "2024-02-01")
    }

    @Test(
        "Dates that the calendar lacks are refused",
        arguments: [
            "", "2026-13", "2026-00", "2023-02-29", "2026-06-31", "0000", "26-01-01", "2026/01/01", "2026-1-1",
            "2026-01-01T00:00",
            "２０２６", "2026-\u{0}1", "1900-02-29",
        ])
    func refuses(_ text: String) {
        #expect(throws: IdentifierError.self) { try CivilDate(parsing: text) }
    }

    @Test(
        "Impossible parts are refused",
        arguments: [(0, nil, nil), (10_000, nil, nil), (2026, nil, 5), (2026, 2, 30), (Int.max, 1, 1)]
            as [(Int, Int?, Int?)])
    func refusesParts(_ year: Int, _ month: Int?, _ day: Int?) {
        #expect(throws: IdentifierError.self) { try CivilDate(year: year, month: month, day: day) }
    }

    @Test("Day numbers outside the calendar are refused", arguments: [Int.min, -719_163, 2_932_897, Int.max])
    func refusesNumbers(_ number: Int) {
        #expect(CivilDate(dayNumber: number) == nil)
    }

    @Test("The calendar's ends are its own")
    func ends() {
        #expect(CivilDate(dayNumber: -719_162)?.isoText == "0001-01-01")
        #expect(CivilDate(dayNumber: 2_932_896)?.isoText == "9999-12-31")
    }
}
