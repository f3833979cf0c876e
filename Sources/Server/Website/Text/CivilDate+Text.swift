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

    private var monthName: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        guard let month, names.indices.contains(month - 1) else { return "" }
        return names[month - 1]
    }
}
