package import Storage
import Synchronization

/// Many populations of one manufacturer at once, such as all open recalls: says which of them hold a unit without asking
/// each of them.
///
/// What a model decides is worked out when a unit of it is asked for first; from then on only those populations are
/// asked that can concern the model, and only what the model leaves open.
package final class PopulationSet: Sendable {
    package let populations: [CompiledPopulation]
    private let byModel = Mutex<[ID<Model>: Question]>([:])

    /// Models past so many are worked out anew.
    private static let capacity = 10_000

    /// What is left to ask of a model's units.
    private final class Question: Sendable {
        /// Populations that hold every unit of the model.
        let certain: [Int]
        let open: [(index: Int, rule: PopulationRule)]

        init(_ populations: [CompiledPopulation], _ model: PopulationModel) {
            var certain: [Int] = []
            var open: [(index: Int, rule: PopulationRule)] = []
            for (index, population) in populations.enumerated() {
                let rule = population.rule(of: model)
                switch rule.constant {
                case true?: certain.append(index)
                case false?: continue
                case nil: open.append((index, rule))
                }
            }
            self.certain = certain
            self.open = open
        }
    }

    package init(_ populations: [CompiledPopulation]) { self.populations = populations }

    /// The indices of the populations that hold a unit, in ascending order. The unit's components are read only where
    /// they decide.
    package func holding(_ unit: UnitFacts, in scope: PopulationScope, _ reader: any SQLReader) throws -> [Int] {
        let question = question(of: unit.model)
        let walk = ComponentWalk(scope: scope, reader)
        var holding = question.certain
        for (index, rule) in question.open {
            let population = populations[index]
            let holds = try rule.holds { check in
                try unit.holds(check, in: population) {
                    try walk.component(of: unit.key, in: population.components[$0]) != nil
                }
            }
            if holds { holding.append(index) }
        }
        return question.certain.isEmpty || question.open.isEmpty ? holding : holding.sorted()
    }

    private func question(of model: PopulationModel) -> Question {
        if let known = byModel.withLock({ $0[model.id] }) { return known }
        let made = Question(populations, model)
        byModel.withLock { questions in
            if questions.count >= Self.capacity { questions.removeAll() }
            questions[model.id] = made
        }
        return made
    }
}
