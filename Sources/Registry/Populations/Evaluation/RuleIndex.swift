import Identifiers

/// Finds, among the rules of many populations, those that can hold of a unit: a rule of which a batch, a plant, serial
/// numbers or a component is a condition is found by what the unit says of these, and costs nothing for other units.
struct RuleIndex: Sendable {
    /// Rules without such a condition: they are asked of every unit.
    private var always: [Int] = []
    private var texts: [PopulationField: [String: [Int]]] = [:]
    private var serials: [SerialNumber: [Int]] = [:]
    private var sequences: [PrintedSpace: SequenceRanges] = [:]
    private var components: [(rule: Int, population: CompiledPopulation)] = []

    /// Whether there are rules that are found by what a unit contains.
    var asksForComponents: Bool { !components.isEmpty }
    /// All of them.
    var componentRules: [Int] { components.map(\.rule) }

    /// Adds what is left of a population's rule.
    /// - Parameter number: how the rule is named in the answers.
    mutating func add(_ rule: PopulationRule, of population: CompiledPopulation, at number: Int) {
        guard let conditions = RuleCondition.list(of: rule, in: population) else {
            always.append(number)
            return
        }
        for condition in conditions {
            switch condition {
            case .text(let field, let values):
                for value in values { texts[field, default: [:]][value, default: []].append(number) }
            case .serials(let numbers): for serial in numbers { serials[serial, default: []].append(number) }
            case .sequences(let spaces):
                for (space, range) in spaces { sequences[space, default: SequenceRanges()].add(range, number) }
            case .component(let inner): components.append((number, inner))
            }
        }
    }

    /// To be called when all rules are added.
    mutating func finish() {
        for space in sequences.keys { sequences[space]?.finish() }
    }

    /// The rules that can hold of a unit by what it says itself; a rule may be among them more than once.
    func rules(for unit: UnitFacts) -> [Int] {
        var rules = always
        for (field, byValue) in texts {
            if let value = unit.text(of: field), let found = byValue[value] { rules += found }
        }
        if !serials.isEmpty, let found = serials[unit.key.serial] { rules += found }
        if !sequences.isEmpty, let space = unit.batch?.space, let sequence = unit.sequence {
            sequences[space]?.forEach(holding: sequence) { rules.append($0) }
        }
        return rules
    }

    /// The rules that can hold of units that contain one of this model.
    func rules(containing model: PopulationModel) -> [Int] {
        components.filter { $0.population.mayHold(model) }.map(\.rule)
    }
}

/// Something that must be so for a rule to hold, and by which it can be found.
private enum RuleCondition {
    case text(PopulationField, [String])
    case serials(Set<SerialNumber>)
    case sequences([PrintedSpace: ClosedRange<Int64>])
    case component(CompiledPopulation)

    /// Conditions of which one must be so; nil where there is none to find the rule by.
    static func list(of rule: PopulationRule, in population: CompiledPopulation) -> [RuleCondition]? {
        switch rule {
        case .constant(let value): return value ? nil : []
        case .not: return nil
        case .check(let check): return condition(of: check, in: population).map { [$0] }
        case .any(let parts):
            var conditions: [RuleCondition] = []
            for part in parts {
                guard let own = list(of: part, in: population) else { return nil }
                conditions += own
            }
            return conditions
        case .all(let parts): return parts.compactMap { list(of: $0, in: population) }.min { cost($0) < cost($1) }
        }
    }

    private static func condition(of check: PopulationCheck, in population: CompiledPopulation) -> RuleCondition? {
        switch check {
        case .text(let field, let test):
            guard !test.isNegated else { return nil }
            switch test.values {
            case .one(let value): return .text(field, [value])
            case .several(let values): return .text(field, Array(values))
            case .patterns: return nil
            }
        case .serial(let index):
            switch population.serials[index] {
            case .list(let numbers): return .serials(numbers)
            case .range(.sequences(let spaces)): return .sequences(spaces)
            case .range(.keys), .pattern: return nil
            }
        case .contains(let index): return .component(population.components[index])
        case .known, .produced, .disposition, .marks: return nil
        }
    }

    /// Which conditions are met by fewer units, and are known without reading.
    private static func cost(_ conditions: [RuleCondition]) -> Int { conditions.map(\.cost).max() ?? 0 }

    private var cost: Int {
        switch self {
        case .serials, .sequences: 0
        case .text(.batch, _), .text(.workOrder, _): 1
        case .text(.market, _): 3
        case .text: 2
        case .component: 4
        }
    }
}

/// Ranges of sequence numbers, of which those that hold one are found without looking at all.
private struct SequenceRanges: Sendable {
    private var ranges: [(range: ClosedRange<Int64>, rule: Int)] = []
    /// The highest end of the ranges up to each.
    private var ends: [Int64] = []

    mutating func add(_ range: ClosedRange<Int64>, _ rule: Int) { ranges.append((range, rule)) }

    mutating func finish() {
        ranges.sort { $0.range.lowerBound < $1.range.lowerBound }
        var end = Int64.min
        ends = ranges.map {
            end = max(end, $0.range.upperBound)
            return end
        }
    }

    func forEach(holding sequence: Int64, _ body: (Int) -> Void) {
        // The first range that begins after the number.
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = low + (high - low) / 2
            if ranges[middle].range.lowerBound <= sequence { low = middle + 1 } else { high = middle }
        }
        var index = low - 1
        while index >= 0, ends[index] >= sequence {
            if ranges[index].range.contains(sequence) { body(ranges[index].rule) }
            index -= 1
        }
    }
}
