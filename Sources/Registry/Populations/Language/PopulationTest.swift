package import Identifiers

/// One comparison of a population.
package enum PopulationTest: Hashable, Sendable {
    /// The field is one of these values, none of which is there twice, or it is known and none of them.
    case oneOf(PopulationField, [String], isNegated: Bool)
    /// The field has one of these patterns, or it is known and has none of them.
    case like(PopulationField, [WildcardPattern], isNegated: Bool)
    case known(PopulationField, isNegated: Bool)
    /// The serial number lies between these, both included: see ``SerialOrder``.
    case serials(from: SerialNumber, to: SerialNumber)
    /// The serial number is a VIN and lies between two, both included.
    case vins(VINRange)
    case produced(Bound, CivilDate)
    /// Produced within the day, month or year of a date, or certainly not.
    case producedOn(CivilDate, isNegated: Bool)
    case producedBetween(CivilDate, CivilDate)
    case aged(Bound, PopulationAge)

    /// Which side of a value.
    package enum Bound: String, CaseIterable, Sendable {
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
    }

    package var field: PopulationField {
        switch self {
        case .oneOf(let field, _, _), .like(let field, _, _), .known(let field, _): field
        case .serials: .serial
        case .vins: .vin
        case .produced, .producedOn, .producedBetween: .produced
        case .aged: .age
        }
    }

    package var comparison: PopulationField.Comparison {
        switch self {
        case .oneOf(_, let values, let isNegated):
            if values.count == 1 { isNegated ? .notEqual : .equal } else { isNegated ? .isNotIn : .isIn }
        case .like(_, _, let isNegated): isNegated ? .notLike : .like
        case .known(_, let isNegated): isNegated ? .isUnknown : .isKnown
        case .serials, .vins, .producedBetween: .from
        case .producedOn(_, let isNegated): isNegated ? .notEqual : .equal
        case .produced(let bound, _), .aged(let bound, _):
            switch bound {
            case .less: .less
            case .atMost: .atMost
            case .greater: .greater
            case .atLeast: .atLeast
            }
        }
    }

    /// The values as they are written.
    package var values: [String] {
        switch self {
        case .oneOf(_, let values, _): values
        case .like(_, let patterns, _): patterns.map(\.text)
        case .known: []
        case .serials(let first, let last): [first.text, last.text]
        case .vins(let range): [range.first.text, range.last.text]
        case .produced(_, let date), .producedOn(let date, _): [date.isoText]
        case .producedBetween(let first, let last): [first.isoText, last.isoText]
        case .aged(_, let age): [age.text]
        }
    }

    var valueCount: Int {
        switch self {
        case .oneOf(_, let values, _): values.count
        case .like(_, let patterns, _): patterns.count
        default: 2
        }
    }
}

/// How long ago: so many days, months or years of the calendar.
package struct PopulationAge: Hashable, Sendable {
    package enum Unit: String, CaseIterable, Sendable {
        case days
        case months
        case years

        /// The most of them: some 270 years.
        var most: Int {
            switch self {
            case .days: 100_000
            case .months: 3_300
            case .years: 270
            }
        }

        fileprivate var singular: String { String(rawValue.dropLast()) }
    }
    package let count: Int
    package let unit: Unit

    /// Nil past 100,000 days, 3,300 months or 270 years.
    package init?(_ count: Int, _ unit: Unit) {
        guard (0...unit.most).contains(count) else { return nil }
        self.count = count
        self.unit = unit
    }

    /// Reads '2 years' or '1 year'.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].utf8.count <= 6, words[0].utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let count = Int(words[0])
        else { return nil }
        let word = words[1].lowercased()
        guard let unit = Unit.allCases.first(where: { word == $0.rawValue || word == $0.singular }) else { return nil }
        self.init(count, unit)
    }

    package var text: String { "\(count) \(count == 1 ? unit.singular : unit.rawValue)" }

    /// The last day of which so much has passed by `today`. An anniversary of a day that its month lacks is the month's
    /// last day.
    func lastDay(by today: CivilDate) -> CivilDate? {
        guard let month = today.month, let day = today.day, unit != .days else {
            return CivilDate(dayNumber: today.dayNumber - (unit == .days ? count : 0))
        }
        let months = today.year * 12 + month - 1 - (unit == .years ? 12 * count : count)
        guard months >= 12, let first = try? CivilDate(year: months / 12, month: months % 12 + 1) else { return nil }
        // Days beyond the end of today's month have their anniversary on its last day.
        let isLast = today.dayNumber == today.monthsLastDay
        guard let last = first.lastDay.day, !isLast, day < last else { return first.lastDay }
        return try? CivilDate(year: first.year, month: first.month, day: day)
    }
}

extension CivilDate {
    fileprivate var monthsLastDay: Int { toMonth.lastDay.dayNumber }
}
