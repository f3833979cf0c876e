package import Identifiers

extension CivilDate {
    /// `14 March 2024`, `March 2024` or `2024`: as much as is known.
    package var text: String {
        guard month != nil else { return String(year) }
        let values = ["day": day.map { String($0) } ?? "", "month": monthName, "year": String(year)]
        return Words.text(day == nil ? "date.month" : "date.day", values)
    }

    /// The same for a narrow column: it is not broken between day and year.
    var unbrokenText: String { text.replacing(" ", with: "\u{A0}") }

    /// `14 March`, under a heading that tells the year.
    var dayAndMonthText: String {
        day.map { Words.text("date.dayOfYear", ["day": String($0), "month": monthName]) } ?? monthName
    }

    private var monthName: String { month.map { Words.text("month.\($0)") } ?? "" }
}
