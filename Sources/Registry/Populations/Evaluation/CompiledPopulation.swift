package import Identifiers

/// A population made ready for one manufacturer's units, as of a day.
package struct CompiledPopulation: Sendable {
    /// A question about serial numbers.
    enum Serials: Hashable, Sendable {
        case list(Set<SerialNumber>)
        case range(SerialOrder)
        case pattern(SerialShape)

        func holds(of serial: SerialNumber, in space: PrintedSpace?, at sequence: Int64?) -> Bool {
            switch self {
            case .list(let numbers): numbers.contains(serial)
            case .range(let order): order.contains(serial, in: space, at: sequence)
            case .pattern(let pattern): pattern.matches(serial.text)
            }
        }
    }

    package let population: Population
    /// The day as of which ages are told.
    package let today: CivilDate
    let rule: PopulationRule
    let serials: [Serials]
    /// The populations of components that it asks for.
    let components: [CompiledPopulation]
    /// The rules of its tests alone, for saying which of them decides.
    let testRules: [PopulationTest: PopulationRule]
    /// Cases and pallets belong only where their model is named.
    private let namesContainers: Bool

    /// - Throws: `population.range` where a range of serial numbers has no order.
    package init(
        _ population: Population, in scope: PopulationScope, on today: CivilDate
    ) throws(RegistryError) {
        try self.init(WrittenPopulation(population), in: scope, on: today)
    }

    /// - Throws: `population.range`, with the place of a range of serial numbers that has no order.
    package init(
        _ written: WrittenPopulation, in scope: PopulationScope, on today: CivilDate
    ) throws(RegistryError) {
        let population = written.population
        var compiler = PopulationCompiler(today: today, scope: scope, ranges: written.ranges)
        self.population = population
        self.today = today
        rule = try compiler.rule(of: population)
        namesContainers = population.tests.contains { test in
            if case .oneOf(.model, let values, _) = test { values.contains(Containers.modelNumber) } else { false }
        }
        components = compiler.components
        testRules = compiler.testRules
        serials = try compiler.resolved(rule) { [rule, namesContainers] model in
            Self.rule(rule, of: model, namesContainers)
        }
    }

    /// What is left to ask of a model's units.
    func rule(of model: PopulationModel) -> PopulationRule { Self.rule(rule, of: model, namesContainers) }

    /// Whether units of a model may belong, by what is known of the model alone.
    package func mayHold(_ model: PopulationModel) -> Bool { rule(of: model).constant != false }

    /// The models of which units may belong, by what is known of the models alone.
    package func models(in scope: PopulationScope) -> [PopulationModel] {
        (rule.modelsNamed.map { scope.models(numbered: $0) } ?? scope.models).filter(mayHold)
    }

    /// Whether units of this kind of model can belong at all.
    func admits(_ model: PopulationModel) -> Bool { namesContainers || !model.isContainer }

    private static func rule(
        _ rule: PopulationRule, of model: PopulationModel, _ namesContainers: Bool
    ) -> PopulationRule {
        guard namesContainers || !model.isContainer else { return .constant(false) }
        return rule.simplified(model.decide)
    }
}

/// Turns a population into a rule.
private struct PopulationCompiler {
    let today: CivilDate
    let scope: PopulationScope
    let ranges: [PopulationTest: Int]
    private(set) var components: [CompiledPopulation] = []
    private(set) var testRules: [PopulationTest: PopulationRule] = [:]
    /// What is asked of serial numbers; ranges wait until it is known which models they can concern.
    private var waiting: [Waiting] = []

    private enum Waiting {
        case done(CompiledPopulation.Serials)
        case range(SerialNumber, SerialNumber)
    }

    init(today: CivilDate, scope: PopulationScope, ranges: [PopulationTest: Int]) {
        self.today = today
        self.scope = scope
        self.ranges = ranges
    }

    mutating func rule(of population: Population) throws(RegistryError) -> PopulationRule {
        switch population {
        case .everything: return .constant(true)
        case .not(let inner): return .not(try rule(of: inner))
        case .all(let parts): return .all(try rules(of: parts))
        case .any(let parts): return .any(try rules(of: parts))
        case .contains(let inner):
            components.append(try CompiledPopulation(WrittenPopulation(inner, ranges: ranges), in: scope, on: today))
            return .check(.contains(components.count - 1))
        case .test(let test):
            if let known = testRules[test] { return known }
            let made = rule(of: test)
            testRules[test] = made
            return made
        }
    }

    private mutating func rules(of parts: [Population]) throws(RegistryError) -> [PopulationRule] {
        var rules: [PopulationRule] = []
        for part in parts { rules.append(try rule(of: part)) }
        return rules
    }

    private mutating func rule(of test: PopulationTest) -> PopulationRule {
        switch test {
        case .oneOf(.serial, let values, let isNegated):
            let numbers = Set(values.compactMap { try? SerialNumber(parsing: $0) })
            return negated(isNegated, .any(asking([.done(.list(numbers))])))
        case .like(.serial, let patterns, let isNegated):
            return negated(
                isNegated, .any(asking(patterns.map { .done(.pattern(.pattern(SerialWildcard(serial: $0)))) })))
        case .like(.vin, let patterns, let isNegated):
            let vins = patterns.compactMap { try? SerialWildcard(vin: $0.text) }
            return negated(isNegated, .any(asking(vins.map { .done(.pattern(.pattern($0))) })))
        case .serials(let first, let last): return .any(asking([.range(first, last)]))
        case .vins(let range): return .any(asking([.done(.pattern(.vins(range)))]))
        case .oneOf(.disposition, let values, let isNegated):
            let named = DispositionSet(values.compactMap(Disposition.init(rawValue:)))
            return .check(.disposition(isNegated ? .everyOne.subtracting(named) : named))
        case .oneOf(.mark, let values, _):
            return .check(.marks(DispositionSet(values.compactMap(Disposition.init(rawValue:)))))
        case .oneOf(let field, let values, let isNegated):
            let single = values.count == 1 ? values.first.map(TextCheck.Values.one) : nil
            return .check(
                .text(field, TextCheck(values: single ?? .several(Set(values)), isNegated: isNegated)))
        case .like(let field, let patterns, let isNegated):
            return .check(.text(field, TextCheck(values: .patterns(patterns), isNegated: isNegated)))
        case .known(let field, let isNegated): return negated(isNegated, .check(.known(field)))
        case .producedOn, .producedBetween, .produced, .aged: return .check(.produced(days(of: test)))
        }
    }

    private func negated(_ isNegated: Bool, _ rule: PopulationRule) -> PopulationRule { isNegated ? .not(rule) : rule }

    private func days(of test: PopulationTest) -> DayCheck {
        switch test {
        case .producedOn(let date, let isNegated):
            let days = DaySpan(date)
            return DayCheck(first: days.first, last: days.last, isOutside: isNegated)
        case .producedBetween(let first, let last):
            return DayCheck(first: DaySpan(first).first, last: DaySpan(last).last)
        case .produced(let bound, let date):
            let days = DaySpan(date)
            return switch bound {
            case .less: DayCheck(last: days.first - 1)
            case .atMost: DayCheck(last: days.last)
            case .greater: DayCheck(first: days.last + 1)
            case .atLeast: DayCheck(first: days.first)
            }
        case .aged(let bound, let age):
            // Of more than an age: the anniversary was yesterday or before.
            let yesterday = CivilDate(dayNumber: today.dayNumber - 1) ?? today
            let passed = age.lastDay(by: bound == .greater || bound == .atMost ? yesterday : today)
            let last = passed?.dayNumber ?? -1_000_000
            return bound == .atLeast || bound == .greater ? DayCheck(last: last) : DayCheck(first: last + 1)
        default: return DayCheck()
        }
    }

    // MARK: Serial numbers

    private mutating func asking(_ questions: [Waiting]) -> [PopulationRule] {
        let indices = waiting.count..<(waiting.count + questions.count)
        waiting += questions
        return indices.map { .check(.serial($0)) }
    }

    /// Everything that is asked of serial numbers, with the order of each range found by the formats of the models that
    /// it can concern.
    /// - Parameters:
    ///   - whole: the rule of the population.
    ///   - rule: what is left of it for a model.
    func resolved(
        _ whole: PopulationRule, _ rule: (PopulationModel) -> PopulationRule
    ) throws(RegistryError) -> [CompiledPopulation.Serials] {
        var formats: [Int: [ModelFormat]] = [:]
        if waiting.contains(where: { if case .range = $0 { true } else { false } }) {
            let named = whole.modelsNamed.map { scope.models(numbered: $0) }
            for model in named ?? scope.models {
                let asked = Set(
                    rule(model).checks.compactMap { if case .serial(let index) = $0 { index } else { nil } })
                for index in asked { formats[index, default: []] += model.formats }
            }
        }
        var resolved: [CompiledPopulation.Serials] = []
        for (index, serials) in waiting.enumerated() {
            switch serials {
            case .done(let done): resolved.append(done)
            case .range(let first, let last):
                do {
                    resolved.append(.range(try .between(first, last, formats: formats[index] ?? [])))
                } catch {
                    throw RegistryError(
                        error.code, error.sentence, field: error.field,
                        position: ranges[.serials(from: first, to: last)])
                }
            }
        }
        return resolved
    }
}
