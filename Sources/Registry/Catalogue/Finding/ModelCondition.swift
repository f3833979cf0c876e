package import Identifiers

/// What models must meet to be found, such as `category = Refrigerator and capacity >= 300 L`; `docs/finding.md` is its
/// reference.
///
/// A comparison with something that a model does not tell does not hold, whichever comparison it is; `not` of it does.
/// `has` and `missing` ask for that alone.
package indirect enum ModelCondition: Hashable, Sendable {
    case test(ModelTest)
    case not(ModelCondition)
    /// At least two.
    case all([ModelCondition])
    /// At least two.
    case any([ModelCondition])

    /// What a condition may hold at most.
    package enum Limit {
        /// Characters of its text.
        package static let characters = 2_000
        /// `not` and parentheses within each other.
        package static let depth = 12
        package static let tests = 30
        /// Values of all tests together.
        package static let values = 200
    }

    /// The parts that must all hold.
    package var conjuncts: [ModelCondition] {
        if case .all(let parts) = self { return parts.flatMap(\.conjuncts) }
        return [self]
    }

    /// All of these hold; nil where there are none.
    package static func conjunction(_ parts: [ModelCondition]) -> ModelCondition? {
        parts.count > 1 ? .all(parts) : parts.first
    }

    /// The tests that it is made of.
    var tests: [ModelTest] {
        switch self {
        case .test(let test): [test]
        case .not(let inner): inner.tests
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        }
    }

    /// The same with each test in another's place.
    func mapTests(_ change: (ModelTest) throws -> ModelTest) rethrows -> ModelCondition {
        switch self {
        case .test(let test): .test(try change(test))
        case .not(let inner): .not(try inner.mapTests(change))
        case .all(let parts): .all(try parts.map { try $0.mapTests(change) })
        case .any(let parts): .any(try parts.map { try $0.mapTests(change) })
        }
    }
}

/// One comparison of a condition.
package struct ModelTest: Hashable, Sendable {
    package var field: ModelField
    package var comparison: Comparison
    /// None for `has` and `missing`; for all but `in` one.
    package var values: [Operand]
    /// Where the test begins and its values end, in characters from 0 of the text that it was read from.
    package var place: Range<Int>

    package enum Comparison: String, CaseIterable, Sendable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        case isIn = "in"
        case isNotIn = "not in"
        case has
        case missing

        /// Whether it asks for the order of values.
        var isOrder: Bool { [.less, .atMost, .greater, .atLeast].contains(self) }
        /// Whether it holds where a value is not one of those given.
        var isNegated: Bool { self == .unequal || self == .isNotIn }
    }

    /// What a field is compared with.
    package enum Operand: Hashable, Sendable {
        case text(String)
        case date(CivilDate)
        case value(Specification.Value)
    }
}

/// What a condition asks of a model.
package enum ModelField: Hashable, Sendable {
    case category, manufacturer, line, brand, name, number
    case announced, released, salesEnd, supportEnd
    /// A model that replaces it.
    case successor
    /// A specification, by its name in any case.
    case specification(String)

    private static let words: [(ModelField, [String])] = [
        (.category, ["category"]), (.manufacturer, ["manufacturer", "maker"]), (.line, ["line", "product line"]),
        (.brand, ["brand"]), (.name, ["name"]), (.number, ["number", "model"]), (.announced, ["announced"]),
        (.released, ["released"]), (.salesEnd, ["sales end"]), (.supportEnd, ["support end"]),
        (.successor, ["successor"]),
    ]

    /// The field that people mean by a name, in any case; what is no field of all models is a specification.
    package init(named name: String) {
        let name = name.lowercased()
        self = Self.words.first { $0.1.contains(name) }?.0 ?? .specification(name)
    }

    /// As it stands in a condition.
    package var text: String {
        if case .specification(let name) = self { return name }
        return Self.words.first { $0.0 == self }?.1.first ?? ""
    }

    var isDate: Bool { [.announced, .released, .salesEnd, .supportEnd].contains(self) }
}

extension ModelCondition {
    /// A text as a value of a condition: in quotation marks where it would not be read as itself.
    package static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.first?.isWhitespace == false && text.last?.isWhitespace == false
            && !text.unicodeScalars.contains { "()',\"=<>!".unicodeScalars.contains($0) }
            && !text.split(separator: " ").contains { ["and", "or", "not", "in"].contains($0.lowercased()) }
        return isPlain ? text : "'" + text.replacing("'", with: "''") + "'"
    }
}

extension ModelCondition {
    /// The part of the text that it was read from, with parentheses where it stands beside others.
    package func text(in text: String) -> String {
        let places = tests.map(\.place)
        let (start, end) = (places.map(\.lowerBound).min() ?? 0, places.map(\.upperBound).max() ?? 0)
        let scalars = Array(text.unicodeScalars)
        func written(_ range: Range<Int>) -> String {
            String(String.UnicodeScalarView(scalars[range.clamped(to: scalars.indices)]))
        }
        switch self {
        case .test: return written(start..<end)
        case .not(let inner): return "not (\(inner.text(in: text)))"
        case .all(let parts): return parts.map { $0.text(in: text) }.joined(separator: " and ")
        case .any(let parts): return "(" + parts.map { $0.text(in: text) }.joined(separator: " or ") + ")"
        }
    }
}
