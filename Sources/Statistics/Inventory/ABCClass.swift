/// How much an article matters by its share of the value.
public enum ABCClass: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The few that make up most of the value.
    case a = "A"
    /// Those between.
    case b = "B"
    /// The many that make up little.
    case c = "C"

    /// By letter.
    public static func < (one: ABCClass, other: ABCClass) -> Bool { one.rawValue < other.rawValue }

    /// The class of each article: by falling value, A as long as those before it make up less than the first limit of the
    /// total, B as long as they make up less than the second, C after that and where the value is 0. Of equal values the
    /// earlier one comes first.
    ///
    /// - Parameters:
    ///   - values: for example a year's demand times the cost of a unit, each 0 or more.
    ///   - first: the share up to which articles are A, 0...1.
    ///   - second: the share up to which they are B, not below `first`, up to 1.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range.
    public static func classes(
        of values: [Double], first: Double = 0.8, second: Double = 0.95
    ) throws(NoAnswer) -> [ABCClass] {
        guard first >= 0, first <= second, second <= 1 else { throw .outOfRange }
        for value in values { _ = try value.checked(in: Double.amounts) }
        let total = values.reduce(0, +)
        var classes = Array(repeating: ABCClass.c, count: values.count)
        var sum = 0.0
        // The sort is stable.
        for index in values.indices.sorted(by: { values[$0] > values[$1] }) where values[index] > 0 {
            classes[index] = sum < first * total ? .a : sum < second * total ? .b : .c
            sum += values[index]
        }
        return classes
    }
}

/// How steady the demand of an article is, by its coefficient of variation.
public enum XYZClass: String, Hashable, Sendable, CaseIterable {
    /// Steady.
    case x = "X"
    /// Between.
    case y = "Y"
    /// Unsteady.
    case z = "Z"

    /// - Parameters:
    ///   - variation: the coefficient of variation of a period's demand, 0 or more.
    ///   - first: up to which it is X; 0.5 by convention.
    ///   - second: up to which it is Y; 1 by convention.
    /// - Throws: ``NoAnswer/outOfRange`` for a negative number, or limits that do not rise.
    public init(variation: Double, first: Double = 0.5, second: Double = 1) throws(NoAnswer) {
        guard variation >= 0, first >= 0, first <= second else { throw .outOfRange }
        self = variation <= first ? .x : variation <= second ? .y : .z
    }

    /// - Throws: ``NoAnswer/noDemand`` where nothing was demanded, ``NoAnswer/noData`` of a single period.
    public init(_ history: DemandHistory, first: Double = 0.5, second: Double = 1) throws(NoAnswer) {
        guard history.mean > 0 else { throw .noDemand }
        guard let variation = history.coefficientOfVariation else { throw .noData }
        try self.init(variation: variation, first: first, second: second)
    }
}
