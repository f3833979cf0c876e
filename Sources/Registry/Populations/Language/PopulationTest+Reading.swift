import Identifiers

/// Why a field, a comparison and values are no test.
struct PopulationTestFault: Error {
    /// Which of the values is at fault; nil for the comparison.
    var value: Int?
    /// Where in the value, in characters from 0.
    var position: Int?
    /// What is wrong, as the rest of a sentence that begins with the field.
    var sentence: String
}

extension PopulationTest {
    /// Reads a test from what texts and JSON alike say: a field, a comparison, and values as texts.
    static func read(
        _ field: PopulationField, _ comparison: PopulationField.Comparison, _ values: [String]
    ) throws(PopulationTestFault) -> PopulationTest {
        guard field.comparisons.contains(comparison) else { throw refusal(of: comparison, by: field) }
        try checkCount(values, of: comparison, field)
        switch (field, comparison) {
        case (_, .isKnown), (_, .isUnknown):
            return .known(field, isNegated: comparison == .isUnknown)
        case (.produced, _):
            return try produced(comparison, values)
        case (.age, _):
            return try aged(comparison, values)
        case (.serial, .from):
            return .serials(from: try serial(values, 0), to: try serial(values, 1))
        case (.vin, .from):
            return .vins(try vins(values))
        case (_, .like), (_, .notLike):
            var patterns: [WildcardPattern] = []
            for index in values.indices {
                let pattern = try pattern(values, index, of: field)
                if !patterns.contains(pattern) { patterns.append(pattern) }
            }
            return .like(field, patterns, isNegated: comparison == .notLike)
        default:
            var seen: Set<String> = []
            var checked: [String] = []
            for index in values.indices {
                let value = try value(values, index, of: field)
                if seen.insert(value).inserted { checked.append(value) }
            }
            return .oneOf(field, checked, isNegated: comparison == .notEqual || comparison == .isNotIn)
        }
    }

    private static func refusal(
        of comparison: PopulationField.Comparison, by field: PopulationField
    ) -> PopulationTestFault {
        let known = field.comparisons.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let hint =
            field == .mark && (comparison == .notEqual || comparison == .isNotIn)
            ? "; a unit may carry several, so write not mark = …" : ""
        return PopulationTestFault(sentence: "is not compared by '\(comparison.rawValue)' but by \(known)\(hint)")
    }

    private static func checkCount(
        _ values: [String], of comparison: PopulationField.Comparison, _ field: PopulationField
    ) throws(PopulationTestFault) {
        let allowed: ClosedRange<Int> =
            switch comparison {
            case .isKnown, .isUnknown: 0...0
            case .equal, .notEqual, .less, .atMost, .greater, .atLeast: 1...1
            case .from: 2...2
            case .isIn, .isNotIn, .like, .notLike: 1...Population.Limit.values
            }
        guard allowed.contains(values.count) else {
            let wanted = allowed.lowerBound == allowed.upperBound ? "\(allowed.lowerBound)" : "at least 1"
            throw PopulationTestFault(
                sentence: "takes \(wanted) value\(wanted == "1" ? "" : "s") after '\(comparison.rawValue)'")
        }
    }

    // MARK: Values

    private static func value(
        _ values: [String], _ index: Int, of field: PopulationField
    ) throws(PopulationTestFault) -> String {
        switch field {
        case .serial: return try serial(values, index).text
        case .disposition, .mark: return try disposition(values, index)
        case .market:
            let country = values[index].uppercased()
            guard TextRules.isCountry(country) else {
                throw PopulationTestFault(value: index, sentence: "needs the two letters of ISO 3166-1, such as NO")
            }
            return country
        default:
            try checkText(values[index], index)
            guard field == .model else { return values[index] }
            return try identifier(index) { () throws(IdentifierError) in try ModelNumber(parsing: values[index]).text }
        }
    }

    private static func checkText(_ text: String, _ index: Int) throws(PopulationTestFault) {
        do {
            try TextRules.check(text, field: "value", limit: Population.Limit.value)
        } catch {
            let reason =
                text.allSatisfy(\.isWhitespace)
                ? "needs a value that is not empty"
                : error.position == Population.Limit.value
                    ? "takes values of at most \(Population.Limit.value) characters"
                    : "takes no control or invisible characters"
            throw PopulationTestFault(value: index, position: error.position, sentence: reason)
        }
    }

    private static func identifier<Value>(
        _ index: Int, _ read: () throws(IdentifierError) -> Value
    ) throws(PopulationTestFault) -> Value {
        do {
            return try read()
        } catch {
            let first = error.sentence.prefix(1).lowercased() + error.sentence.dropFirst()
            throw PopulationTestFault(
                value: index, position: error.position, sentence: "cannot be that: \(first.dropLast())")
        }
    }

    private static func serial(_ values: [String], _ index: Int) throws(PopulationTestFault) -> SerialNumber {
        try identifier(index) { () throws(IdentifierError) in try SerialNumber(parsing: values[index]) }
    }

    private static func vins(_ values: [String]) throws(PopulationTestFault) -> VINRange {
        let first = try identifier(0) { () throws(IdentifierError) in try VINPattern(parsing: values[0]) }
        let last = try identifier(1) { () throws(IdentifierError) in try VINPattern(parsing: values[1]) }
        return try identifier(1) { () throws(IdentifierError) in try VINRange(from: first, to: last) }
    }

    private static func pattern(
        _ values: [String], _ index: Int, of field: PopulationField
    ) throws(PopulationTestFault) -> WildcardPattern {
        try identifier(index) { () throws(IdentifierError) in
            try field == .vin
                ? SerialWildcard(vin: values[index]).pattern : WildcardPattern(parsing: values[index])
        }
    }

    /// A word of CBV 2.0, in any case, with spaces or dashes for underscores.
    private static func disposition(_ values: [String], _ index: Int) throws(PopulationTestFault) -> String {
        let word = values[index].lowercased().map { $0 == " " || $0 == "-" ? "_" : String($0) }.joined()
        guard let found = Disposition(rawValue: word) else {
            let known = Disposition.allCases.map(\.rawValue).joined(separator: ", ")
            throw PopulationTestFault(value: index, sentence: "is one of \(known)")
        }
        return found.rawValue
    }

    // MARK: Dates and ages

    private static func produced(
        _ comparison: PopulationField.Comparison, _ values: [String]
    ) throws(PopulationTestFault) -> PopulationTest {
        let first = try date(values, 0)
        switch comparison {
        case .equal: return .producedOn(first, isNegated: false)
        case .notEqual: return .producedOn(first, isNegated: true)
        case .from:
            let last = try date(values, 1)
            guard first.firstDay <= last.lastDay else {
                throw PopulationTestFault(value: 1, sentence: "runs backwards: \(last) is before \(first)")
            }
            return .producedBetween(first, last)
        default: return .produced(Bound(rawValue: comparison.rawValue) ?? .less, first)
        }
    }

    private static func date(_ values: [String], _ index: Int) throws(PopulationTestFault) -> CivilDate {
        try identifier(index) { () throws(IdentifierError) in try CivilDate(parsing: values[index]) }
    }

    private static func aged(
        _ comparison: PopulationField.Comparison, _ values: [String]
    ) throws(PopulationTestFault) -> PopulationTest {
        guard let age = PopulationAge(values[0]) else {
            let most = PopulationAge.Unit.allCases.map { "\($0.most) \($0.rawValue)" }.joined(separator: ", ")
            throw PopulationTestFault(value: 0, sentence: "needs a number of days, months or years, at most \(most)")
        }
        return .aged(Bound(rawValue: comparison.rawValue) ?? .less, age)
    }
}
