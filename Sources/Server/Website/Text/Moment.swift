/// An instant with its zone, taken apart for people to read.
package struct Moment: Sendable {
    package let year: Int64
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let offsetMinutes: Int

    /// - Parameters:
    ///   - microseconds: since 1970 UTC.
    ///   - offsetMinutes: minutes east of UTC where it happened, from −1439 to 1439; others count as 0.
    package init(microseconds: Int64, offsetMinutes: Int = 0) {
        let offset = (-1439...1439).contains(offsetMinutes) ? offsetMinutes : 0
        // Whole seconds, rounded down: the offset cannot overflow those.
        let seconds = Self.floorDivide(microseconds, 1_000_000) + Int64(offset) * 60
        let days = Self.floorDivide(seconds, 86_400)
        let secondOfDay = Int(seconds - days * 86_400)
        let date = Self.civil(daysSince1970: days)
        self.year = date.year
        self.month = date.month
        self.day = date.day
        self.hour = secondOfDay / 3600
        self.minute = secondOfDay / 60 % 60
        self.second = secondOfDay % 60
        self.offsetMinutes = offset
    }

    /// `2024`.
    package var yearText: String { String(year) }
    /// `14 March`.
    package var dayText: String { "\(day) \(Self.monthName(month))" }
    /// `14 March 2024`.
    package var dateText: String { "\(dayText) \(year)" }
    /// `March 2024`: how finely the public may know.
    package var monthText: String { "\(Self.monthName(month)) \(year)" }
    /// `09:32 +01:00`, or `08:32 UTC`.
    package var clockText: String {
        "\(Self.two(hour)):\(Self.two(minute)) \(offsetMinutes == 0 ? "UTC" : offsetText)"
    }
    /// `2024-03-14`.
    package var machineDate: String { "\(Self.fourDigits(year))-\(Self.two(month))-\(Self.two(day))" }
    /// `2024-03-14T09:32:05+01:00`, for the `datetime` attribute.
    package var machineText: String {
        "\(machineDate)T\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))"
            + (offsetMinutes == 0 ? "Z" : offsetText)
    }

    private var offsetText: String {
        let size = offsetMinutes.magnitude
        return "\(offsetMinutes < 0 ? "-" : "+")\(Self.two(Int(size / 60))):\(Self.two(Int(size % 60)))"
    }

    /// `reported 9 days later`, or nil where the report came within the hour, or before the event's own time.
    package static func lateness(event: Int64, recorded: Int64) -> String? {
        let (microseconds, overflows) = recorded.subtractingReportingOverflow(event)
        guard !overflows, microseconds >= 3_600_000_000 else { return nil }
        let hours = microseconds / 3_600_000_000
        if hours < 48 { return "reported \(Numbers.count(hours, "hour", "hours")) later" }
        return "reported \(Numbers.count(hours / 24, "day", "days")) later"
    }

    /// The English name of a month, 1 to 12.
    package static func monthName(_ month: Int) -> String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return names.indices.contains(month - 1) ? names[month - 1] : String(month)
    }

    /// The proleptic Gregorian date of a day number: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// `civil_from_days`.
    private static func civil(daysSince1970 days: Int64) -> (year: Int64, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
        let day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5) + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

    private static func fourDigits(_ year: Int64) -> String {
        let digits = String(year.magnitude)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return year < 0 ? "-" + padded : padded
    }
}
