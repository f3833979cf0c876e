extension CivilDate {
    /// Whether a year of the Gregorian calendar has 366 days.
    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a month, 28 to 31.
    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The first day that the date covers.
    public var firstDay: CivilDate { CivilDate(validYear: year, month: month ?? 1, day: day ?? 1) ?? self }

    /// The last day that the date covers.
    public var lastDay: CivilDate {
        let lastMonth: Int = month ?? 12
        let lastDay: Int = day ?? CivilDate.days(inMonth: lastMonth, of: year)
        return CivilDate(validYear: year, month: lastMonth, day: lastDay) ?? self
    }

    /// The day of the year, 1 to 366; nil where the day is not known.
    public var dayOfYear: Int? {
        guard let month, let day else { return nil }
        return (1..<month).reduce(day) { $0 + CivilDate.days(inMonth: $1, of: year) }
    }

    /// Days since 1970-01-01 of the first day that the date covers.
    public var dayNumber: Int {
        // Days from civil: the year begins in March, so that the leap day is its last.
        let month: Int = self.month ?? 1
        let day: Int = self.day ?? 1
        let shifted: Int = month <= 2 ? year - 1 : year
        let era: Int = shifted / 400
        let yearOfEra: Int = shifted - era * 400
        let dayOfYear: Int = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra: Int = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day that is so many days after 1970-01-01; nil outside the years 1 to 9999.
    public init?(dayNumber: Int) {
        guard (-719_162...2_932_896).contains(dayNumber) else { return nil }
        let shifted: Int = dayNumber + 719_468
        let era: Int = shifted / 146_097
        let dayOfEra: Int = shifted - era * 146_097
        let yearOfEra: Int = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear: Int = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth: Int = (5 * dayOfYear + 2) / 153
        let month: Int = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            validYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The day of the week, Monday 1 to Sunday 7, of the first day that the date covers.
    public var weekday: Int {
        let remainder: Int = (dayNumber + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// A week of ISO 8601: it belongs to the year that holds its Thursday.
    public struct Week: Hashable, Sendable {
        /// The week-year, which may differ from the calendar year around New Year.
        public let year: Int
        /// The week, 1 to 53.
        public let week: Int
    }

    /// The ISO week; nil where the day is not known.
    public var isoWeek: Week? {
        guard day != nil else { return nil }
        // The calendar begins with a Monday and ends with a Friday, so that every Thursday asked for is within it.
        guard let date = CivilDate(dayNumber: dayNumber - weekday + 4), let dayOfYear = date.dayOfYear else {
            return nil
        }
        return Week(year: date.year, week: (dayOfYear - 1) / 7 + 1)
    }

    /// The number of ISO weeks of a week-year, 52 or 53.
    public static func weeks(inYear year: Int) -> Int {
        // 53 where 1 January is a Thursday, or a Wednesday of a leap year.
        guard let newYear = CivilDate(validYear: year, month: 1, day: 1) else { return 52 }
        return newYear.weekday == 4 || (newYear.weekday == 3 && isLeap(year)) ? 53 : 52
    }

    /// The Monday of an ISO week; nil where the week-year has no such week.
    public init?(mondayOfWeek week: Int, year: Int) {
        guard (1...9999).contains(year), week >= 1, week <= CivilDate.weeks(inYear: year),
            let fourth = CivilDate(validYear: year, month: 1, day: 4)
        else { return nil }
        self.init(dayNumber: fourth.dayNumber - fourth.weekday + 1 + (week - 1) * 7)
    }

    /// A day by its number within the year; nil where the year has no such day.
    public init?(dayOfYear: Int, year: Int) {
        guard dayOfYear >= 1, dayOfYear <= (CivilDate.isLeap(year) ? 366 : 365),
            let newYear = CivilDate(validYear: year, month: 1, day: 1)
        else { return nil }
        self.init(dayNumber: newYear.dayNumber + dayOfYear - 1)
    }
}
