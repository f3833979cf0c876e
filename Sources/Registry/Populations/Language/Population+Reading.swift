import Identifiers

extension Population {
    /// The population in plain words, a line for each test and indented below what joins them.
    package var reading: String { Self.lines(self, depth: 0).joined(separator: "\n") }

    private static func lines(_ population: Population, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth) + (depth > 0 ? "- " : "")
        func block(_ heading: String, _ parts: [Population]) -> [String] {
            [indent + heading] + parts.flatMap { lines($0, depth: depth + 1) }
        }
        switch population {
        case .everything: return [indent + "every unit"]
        case .test(let test): return [indent + test.reading]
        case .all(let parts): return block("all of these hold:", parts)
        case .any(let parts): return block("at least one of these holds:", parts)
        case .contains(let inner): return block("it contains, at any depth, a unit of which this holds:", [inner])
        case .not(.test(let test)):
            return [
                indent + "not so: \(test.reading)\(test.canBeUnknown ? " (holds too where that is not known)" : "")"
            ]
        case .not(let inner): return block("this does not hold:", [inner])
        }
    }
}

extension PopulationTest {
    /// Whether the test can fail because something is not known.
    fileprivate var canBeUnknown: Bool {
        switch self {
        case .known, .serials, .vins: return false
        case .oneOf(let field, _, _), .like(let field, _, _):
            return ![.model, .serial, .vin, .mark].contains(field)
        default: return true
        }
    }

    fileprivate var reading: String {
        switch self {
        case .known(let field, let isNegated): "the \(field.words) is \(isNegated ? "not known" : "known")"
        case .oneOf(.mark, let values, _): "it is marked \(Self.choice(values))"
        case .oneOf(.disposition, let values, let isNegated):
            "its state is \(isNegated ? "known and not " : "")\(Self.choice(values))"
        case .oneOf(let field, let values, let isNegated):
            "the \(field.words) is \(isNegated ? "known and not " : "")\(Self.choice(values))"
        case .like(.vin, let patterns, let isNegated):
            "the serial number is \(isNegated ? "not " : "")a VIN like \(Self.choice(patterns.map(\.text)))"
        case .like(let field, let patterns, let isNegated):
            "the \(field.words) is \(isNegated ? "known and not " : "")like \(Self.choice(patterns.map(\.text)))"
        case .serials(let first, let last): "the serial number lies from \(first) to \(last), both included"
        case .vins(let range):
            "the serial number is a VIN from \(range.first.text) to \(range.last.text), both included"
        case .producedOn(let date, let isNegated):
            date.precision == .day
                ? "it was \(isNegated ? "certainly not " : "")produced on \(date)"
                : "it was \(isNegated ? "certainly not " : "")produced in \(date)"
        case .producedBetween(let first, let last): "it was produced from \(first) to \(last), both included"
        case .produced(let bound, let date): "it was certainly produced \(bound.dateWords) \(date)"
        case .aged(let bound, let age): "it was produced \(bound.ageWords(age.text))"
        }
    }

    private static func choice(_ values: [String]) -> String {
        let shown = values.prefix(5).map { $0.replacing("_", with: " ") }
        guard values.count <= 5 else { return "one of \(shown.joined(separator: ", ")) and \(values.count - 5) more" }
        guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
        return "\(shown.dropLast().joined(separator: ", ")) or \(last)"
    }
}

extension PopulationTest.Bound {
    fileprivate var dateWords: String {
        switch self {
        case .less: "before"
        case .atMost: "no later than"
        case .greater: "after"
        case .atLeast: "no earlier than"
        }
    }

    fileprivate func ageWords(_ age: String) -> String {
        switch self {
        case .less: "less than \(age) ago"
        case .atMost: "at most \(age) ago"
        case .greater: "more than \(age) ago"
        case .atLeast: "at least \(age) ago"
        }
    }
}

extension PopulationField {
    fileprivate var words: String {
        switch self {
        case .serial: "serial number"
        case .produced: "date of production"
        case .disposition: "state"
        default: rawValue
        }
    }
}
