package import Identifiers
import Registry

/// How periods of days and months are counted. There is one rule for each, the same for every term:
///
/// - The first day counts, and the last day belongs to the cover.
/// - A period of months ends on the day before the same day of the month: from 15 March, 12 months end on 14 March. Where
///   that day does not exist, it ends with the month: from 31 January, one month ends on 28 or 29 February.
/// - What is known by its month or year only counts from the last day of it, in the owner's favour.
extension CivilDate {
    /// The last day of a period that begins on this day.
    package func lastDay(ofMonths months: Int) -> CivilDate {
        let (year, month) = monthAfter(months)
        // The day before the first of a month is the last of the month before.
        guard lastDay.day != 1 else { return Self.day(0, year, month) }
        return Self.day((lastDay.day ?? 1) - 1, year, month)
    }

    /// The same day of a later month, or the last day of that month where it is shorter.
    package func adding(months: Int) -> CivilDate {
        let (year, month) = monthAfter(months)
        return Self.day(lastDay.day ?? 1, year, month)
    }

    /// The day so many days later, or earlier. Days past the calendar are its last.
    package func adding(days: Int) -> CivilDate {
        let (number, overflow) = lastDay.dayNumber.addingReportingOverflow(days)
        return overflow ? .last : CivilDate(dayNumber: number) ?? (days < 0 ? self : .last)
    }

    /// How many days later another day is; negative where it is earlier.
    package func days(until other: CivilDate) -> Int { other.dayNumber - lastDay.dayNumber }

    private func monthAfter(_ months: Int) -> (year: Int, month: Int) {
        let count = (year * 12 + (lastDay.month ?? 1) - 1) + months
        return (count / 12, count % 12 + 1)
    }

    /// Day 0 is the last day of the month before; days past the end of a month are its last.
    private static func day(_ day: Int, _ year: Int, _ month: Int) -> CivilDate {
        guard let first = try? CivilDate(year: year, month: month, day: 1) else { return .last }
        guard day > 0 else { return CivilDate(dayNumber: first.dayNumber - 1) ?? first }
        return (try? CivilDate(year: year, month: month, day: day))
            ?? (try? CivilDate(year: year, month: month))?.lastDay ?? first
    }
}
