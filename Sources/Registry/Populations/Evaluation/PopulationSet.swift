package import Storage
import Synchronization

/// Many populations of one manufacturer at once, such as all open recalls: says which of them hold a unit without asking
/// each of them.
///
/// What a model decides is worked out when a unit of it is asked for first; from then on only those populations are
/// asked that can concern the model, and only what the model leaves open.
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

        init(_ populations: [CompiledPopulation], _ model: PopulationModel) {
            var certain: [Int] = []
            var open: [Int] = []
            var program = PopulationProgram()
            for (index, population) in populations.enumerated() {
                let rule = population.rule(of: model)
                switch rule.constant {
                case true?: certain.append(index)
                case false?: continue
                case nil:
                    program.add(rule, of: population)
                    open.append(index)
                }
            }
            (self.certain, self.open, self.program) = (certain, open, program)
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
        try questions.program.run { question in
            try unit.holds(question.check, in: question.population) {
                try walk.component(of: unit.key, in: question.population.components[$0]) != nil
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
