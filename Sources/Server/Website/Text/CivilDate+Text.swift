package import Identifiers

extension CivilDate {
    /// `14 March 2024`, `March 2024` or `2024`: as much as is known.
    package var text: String {
        month == nil ? String(year) : "\(dayAndMonthText) \(year)"
    }

    /// `14 March`, under a heading that tells the year.
    var dayAndMonthText: String {
        day.map { "\($0) \(monthName)" } ?? monthName
    }

    /// The day of this number since 1970, or the nearest within the years 1 to 9999.
    static func onDay(_ number: Int) -> CivilDate {
        let (first, last) = (-719_162, 2_932_896)
        guard let date = CivilDate(dayNumber: min(max(number, first), last)) else {
            preconditionFailure("A day number within the years 1 to 9999 is a date.")
        }
        return date
    }

    private var monthName: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        guard let month, names.indices.contains(month - 1) else { return "" }
        return names[month - 1]
    }
}
