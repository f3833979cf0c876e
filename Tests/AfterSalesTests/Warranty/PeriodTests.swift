import AfterSales
import Identifiers
import Testing

@Suite("Periods of days and months")
struct PeriodTests {
    @Test(arguments: [
        ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-28"), ("2025-03-01", 12, "2026-02-28"), ("2023-03-01", 12, "2024-02-29"),
        ("2025-12-31", 2, "2026-02-28"), ("2025-01-01", 12, "2025-12-31"), ("2025-08-31", 1, "2025-09-30"),
        ("2024", 12, "2025-12-30"), ("2024-02", 1, "2024-03-28"),
    ])
    func endOnTheDayBefore(_ from: String, _ months: Int, _ last: String) throws {
        #expect(try CivilDate(parsing: from).lastDay(ofMonths: months).isoText == last)
    }

    @Test(arguments: [
        ("2025-08-31", 6, "2026-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2024-12-15", 1, "2025-01-15"),
    ])
    func laterMonthsAreClamped(_ from: String, _ months: Int, _ day: String) throws {
        #expect(try CivilDate(parsing: from).adding(months: months).isoText == day)
    }

    @Test func nothingPassesTheCalendar() throws {
        let late = try CivilDate(parsing: "9990-01-01")
        #expect(late.lastDay(ofMonths: 1200).isoText == "9999-12-31")
        #expect(late.adding(days: 36_500).isoText == "9999-12-31")
        #expect(late.adding(days: .max).isoText == "9999-12-31")
    }
}
