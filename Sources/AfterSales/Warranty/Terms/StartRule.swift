/// From when a cover counts. A term has several in order: the first of which the date is known decides.
package struct StartRule: Hashable, Sendable {
    /// What begins a cover.
    package enum Start: String, CaseIterable, Sendable {
        case sale
        case registration
        case delivery
        case installation
        case production
    }
    package var start: Start
    /// Registrations only: at most so many days after the sale, else the rule does not apply.
    package var withinDays: Int?
    /// The cover begins so long after the event: for units of which nothing but their production is known.
    package var plus: CoverLength.Time?
    /// The cover begins at the latest so many months after another event, where that is known.
    package var latest: Latest?

    package struct Latest: Hashable, Sendable {
        package var months: Int
        package var after: Start

        package init(months: Int, after: Start) {
            self.months = months
            self.after = after
        }
    }

    package init(_ start: Start, withinDays: Int? = nil, plus: CoverLength.Time? = nil, latest: Latest? = nil) {
        self.start = start
        self.withinDays = withinDays
        self.plus = plus
        self.latest = latest
    }

    /// 'sale', 'registration within 30 days of the sale', 'production and 6 months'.
    package var text: String {
        var text = start.rawValue
        if let withinDays { text += " within \(withinDays) days of the sale" }
        if let plus { text += " and \(plus.text)" }
        if let latest { text += ", at the latest \(latest.months) months after \(latest.after.rawValue)" }
        return text
    }
}
