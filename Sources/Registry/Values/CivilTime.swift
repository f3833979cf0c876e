package import Identifiers

extension CivilDate {
    private static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The day that holds a moment, in microseconds since 1970 UTC, at a place so many minutes east of UTC.
    /// Moments outside the years 1 to 9999 give the nearest day.
    package init(microseconds: Int64, zoneOffset: Int = 0) {
        let local = microseconds.addingSaturated(Int64(zoneOffset).multipliedSaturated(by: 60_000_000))
        var (day, remainder) = local.quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
        if remainder < 0 { day -= 1 }
        guard let date = CivilDate(dayNumber: min(max(Int(day), -719_162), 2_932_896)) else {
            preconditionFailure("A day number within the years 1 to 9999 is a date.")
        }
        self = date
    }

    /// The first microsecond, in UTC, of the day, month or year that the date covers.
    package var firstMicrosecond: Int64 { Int64(dayNumber) * Self.microsecondsPerDay }

    /// The last microsecond, in UTC, of the day, month or year that the date covers.
    package var lastMicrosecond: Int64 { (Int64(lastDay.dayNumber) + 1) * Self.microsecondsPerDay - 1 }

    /// Later than all others.
    package static let last: CivilDate = CivilDate(microseconds: .max)

    /// The date without its day.
    package var toMonth: CivilDate { month.flatMap { try? CivilDate(year: year, month: $0) } ?? self }
}
