import Identifiers
import Registry
import TestSupport

/// Draws populations from a seed: from the words of a small world, so that they hold for some of its units.
struct RandomPopulation {
    /// What the tests of a population ask for.
    struct Words {
        var models = ["A", "B-1", "SSCC"]
        var serials = ["X1", "X2", "x 2", "it's", "WVWZZZ1KZ7W386752"]
        /// Ends of ranges of serial numbers.
        var ranges = [("X1", "X2"), ("x2", "y"), ("a", "a")]
        var texts = ["cold", "it's", "or", "2024-W10", "A\"B", "日本", "to"]
        var dates = ["2024", "2024-02", "2024-02-29", "2023-12-31", "2025-01"]
    }

    var random: SplitMix64
    var words = Words()

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func next(depth: Int = 4) throws -> Population {
        switch depth > 0 ? below(8) : 7 {
        case 0: .not(try next(depth: depth - 1))
        case 1, 2: .conjunction(try parts(depth))
        case 3, 4: .disjunction(try parts(depth))
        case 5: chance(2) ? .contains(try next(depth: depth - 1)) : .test(try test())
        case 6: chance(8) ? .everything : .test(try test())
        default: .test(try test())
        }
    }

    private mutating func parts(_ depth: Int) throws -> [Population] {
        try (0..<(1 + below(3))).map { _ in try next(depth: depth - 1) }
    }

    mutating func test() throws -> PopulationTest {
        let isNegated = chance(3)
        let field = pick(PopulationField.allCases)
        let bound = pick(PopulationTest.Bound.allCases)
        switch field {
        case .model:
            return chance(3)
                ? try like(.model, words.models) : .oneOf(.model, some(words.models), isNegated: isNegated)
        case .serial:
            switch below(3) {
            case 0:
                let (first, last) = pick(words.ranges)
                return .serials(from: try SerialNumber(parsing: first), to: try SerialNumber(parsing: last))
            case 1: return .oneOf(.serial, some(words.serials), isNegated: isNegated)
            default: return try like(.serial, words.serials)
            }
        case .vin where chance(3):
            let ends = pick([
                ("WVWZZZ1K?7W000002", "WVWZZZ1K?7W386752"), ("WVW", "WVWZZZ1K?8W0?0003"),
                ("?????????????????", "?????????????????"), ("WVWZZZ1KX7W000000", "WVWZZZ1KZ7W386752"),
            ])
            return .vins(try VINRange(from: VINPattern(parsing: ends.0), to: VINPattern(parsing: ends.1)))
        case .vin:
            let pattern = try SerialWildcard(vin: pick(["WVW*", "*7*", "WVWZZZ1K?7W??????"])).pattern
            return .like(.vin, [pattern], isNegated: isNegated)
        case .produced:
            let dates = try [pick(words.dates), pick(words.dates)].map { try CivilDate(parsing: $0) }
                .sorted { $0.firstDay.dayNumber < $1.firstDay.dayNumber }
            switch below(4) {
            case 0: return .producedOn(dates[0], isNegated: isNegated)
            case 1 where dates[0].firstDay.dayNumber <= dates[1].lastDay.dayNumber:
                return .producedBetween(dates[0], dates[1])
            case 2: return .known(.produced, isNegated: isNegated)
            default: return .produced(bound, dates[0])
            }
        case .age:
            let unit = pick(PopulationAge.Unit.allCases)
            let most = [PopulationAge.Unit.days: 900, .months: 30, .years: 3][unit] ?? 3
            return PopulationAge(below(most), unit).map { .aged(bound, $0) } ?? .known(.produced, isNegated: false)
        case .market:
            return chance(3)
                ? .known(.market, isNegated: isNegated) : .oneOf(.market, some(["NO", "SE"]), isNegated: isNegated)
        case .disposition:
            return chance(4)
                ? .known(.disposition, isNegated: isNegated)
                : .oneOf(
                    .disposition, some(["active", "in_transit", "retail_sold", "destroyed"]), isNegated: isNegated)
        case .mark: return .oneOf(.mark, some(["recalled", "stolen"]), isNegated: false)
        case .version, .productLine, .category, .plant, .productionLine, .batch, .workOrder:
            switch below(4) {
            case 0: return .known(field, isNegated: isNegated)
            case 1: return try like(field, words.texts)
            default: return .oneOf(field, some(words.texts), isNegated: isNegated)
            }
        }
    }

    /// Patterns made of words by hiding some of their characters.
    private mutating func like(_ field: PopulationField, _ words: [String]) throws -> PopulationTest {
        var patterns: [WildcardPattern] = []
        for _ in 0..<(1 + below(2)) {
            var text = Array(pick(words))
            for index in text.indices where chance(3) { text[index] = "?" }
            if chance(2) { text.replaceSubrange(below(text.count + 1)..., with: ["*"]) }
            if chance(4) { text.insert("*", at: 0) }
            let pattern = try WildcardPattern(parsing: String(text))
            if !patterns.contains(pattern) { patterns.append(pattern) }
        }
        return .like(field, patterns, isNegated: chance(3))
    }

    // MARK: Drawing

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    private mutating func some(_ words: [String]) -> [String] {
        var some: [String] = []
        for _ in 0..<(1 + below(3)) {
            let word = pick(words)
            if !some.contains(word) { some.append(word) }
        }
        return some
    }
}
