package import Storage
import Synchronization

/// Many populations of one manufacturer at once, such as all open recalls: says which of them hold a unit without asking
/// each of them.
///
/// What a model decides is worked out when a unit of it is asked for first; from then on only those populations are
/// asked that can concern the model, and only what the model leaves open. Of these the ones that name batches, serial
/// numbers or components are found by what the unit says of them (see ``RuleIndex``).
package final class PopulationSet: Sendable {
    package let populations: [CompiledPopulation]
    private let byModel = Mutex<[ID<Model>: Questions]>([:])

    /// Models past so many are worked out anew.
    private static let capacity = 10_000

    /// What is left to ask of a model's units.
    private final class Questions: Sendable {
        /// Populations that hold every unit of the model.
        let certain: [Int]
        /// The populations that depend on the unit, in the order of the program's rules.
        let open: [Int]
        let program: PopulationProgram
        private let index: RuleIndex
        private let byComponent = Mutex<[ID<Model>: [Int]]>([:])

        init(_ populations: [CompiledPopulation], _ model: PopulationModel) {
            var certain: [Int] = []
            var open: [Int] = []
            var program = PopulationProgram()
            var index = RuleIndex()
            for (place, population) in populations.enumerated() {
                let rule = population.rule(of: model)
                switch rule.constant {
                case true?: certain.append(place)
                case false?: continue
                case nil:
                    index.add(rule, of: population, at: open.count)
                    program.add(rule, of: population)
                    open.append(place)
                }
            }
            index.finish()
            (self.certain, self.open, self.program, self.index) = (certain, open, program, index)
        }

        /// The rules that can hold of a unit, in ascending order.
        func rules(for unit: UnitFacts, _ walk: ComponentWalk, in scope: PopulationScope) throws -> [Int] {
            var rules = index.rules(for: unit)
            if index.asksForComponents {
                if let models = try walk.models(within: unit.key) {
                    for model in models { if let model = scope.model(model) { rules += self.rules(containing: model) } }
                } else {
                    rules += index.componentRules
                }
            }
            return Set(rules).sorted()
        }

        private func rules(containing model: PopulationModel) -> [Int] {
            if let known = byComponent.withLock({ $0[model.id] }) { return known }
            let made = index.rules(containing: model)
            byComponent.withLock { known in
                if known.count >= PopulationSet.capacity { known.removeAll() }
                known[model.id] = made
            }
            return made
        }
    }

    /// - Parameter populations: Of one manufacturer, made ready for the same day.
    package init(_ populations: [CompiledPopulation]) { self.populations = populations }

    /// The indices of the populations that hold a unit, in ascending order. The unit's components are read only where
    /// they decide.
    package func holding(_ unit: UnitFacts, in scope: PopulationScope, _ reader: any SQLReader) throws -> [Int] {
        let questions = questions(of: unit.model)
        let walk = ComponentWalk(scope: scope, reader)
        var holding = questions.certain
        let rules = try questions.rules(for: unit, walk, in: scope)
        try questions.program.run(rules) { question in
            switch question {
            case .check(let check): unit.holds(check)
            case .serials(let serials): unit.holds(serials)
            case .component(let population): try walk.component(of: unit.key, in: population) != nil
            }
        } _: { rule, holds in
            if holds { holding.append(questions.open[rule]) }
        }
        return questions.certain.isEmpty ? holding : holding.sorted()
    }

    private func questions(of model: PopulationModel) -> Questions {
        if let known = byModel.withLock({ $0[model.id] }) { return known }
        let made = Questions(populations, model)
        byModel.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[model.id] = made
        }
        return made
    }
}
