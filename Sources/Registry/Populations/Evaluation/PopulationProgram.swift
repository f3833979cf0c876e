/// The rules of many populations as one list of steps, in which equal questions are asked but once of each unit.
struct PopulationProgram: Sendable {
    /// One question, with what is asked next by its answer.
    private struct Step {
        var question: Int32
        var ifHolds: Int32
        var ifNot: Int32
    }

    /// Where a rule's steps end: it holds, or does not.
    private static let (holds, fails): (Int32, Int32) = (-1, -2)

    /// What is asked of a unit, with everything that it needs beside the unit.
    enum Question: Sendable {
        /// What the unit itself says: neither of its serial number nor of what it contains.
        case check(PopulationCheck)
        case serials(CompiledPopulation.Serials)
        case component(CompiledPopulation)
    }

    private(set) var questions: [Question] = []
    private var steps: [Step] = []
    /// Where the steps of each rule begin.
    private var entries: [Int32] = []
    private var known: [Key: Int32] = [:]

    /// What makes questions equal.
    private enum Key: Hashable {
        case check(PopulationCheck)
        case serials(CompiledPopulation.Serials)
        case component(Population)
    }

    /// Adds a rule that is left of a population.
    mutating func add(_ rule: PopulationRule, of population: CompiledPopulation) {
        let entry = emit(rule, of: population, ifHolds: Self.holds, ifNot: Self.fails)
        entries.append(entry)
    }

    /// Answers, for some rules by the order in which they were added, whether each holds.
    /// - Parameter ask: Asked of each question that decides, once.
    func run(
        _ rules: [Int], _ ask: (Question) throws -> Bool, _ each: (_ rule: Int, _ holds: Bool) -> Void
    ) rethrows {
        guard !rules.isEmpty else { return }
        // 0 where a question has not been asked, 1 where it does not hold, 2 where it does.
        var answers = [UInt8](repeating: 0, count: questions.count)
        for rule in rules {
            var next = entries[rule]
            while next >= 0 {
                let step = steps[Int(next)]
                let question = Int(step.question)
                if answers[question] == 0 { answers[question] = try ask(questions[question]) ? 2 : 1 }
                next = answers[question] == 2 ? step.ifHolds : step.ifNot
            }
            each(rule, next == Self.holds)
        }
    }

    /// Emits a rule's steps, the last first, and returns where they begin.
    private mutating func emit(
        _ rule: PopulationRule, of population: CompiledPopulation, ifHolds: Int32, ifNot: Int32
    ) -> Int32 {
        switch rule {
        case .constant(let value): return value ? ifHolds : ifNot
        case .not(let inner): return emit(inner, of: population, ifHolds: ifNot, ifNot: ifHolds)
        case .all(let parts):
            return parts.reversed().reduce(ifHolds) { emit($1, of: population, ifHolds: $0, ifNot: ifNot) }
        case .any(let parts):
            return parts.reversed().reduce(ifNot) { emit($1, of: population, ifHolds: ifHolds, ifNot: $0) }
        case .check(let check):
            steps.append(Step(question: question(check, of: population), ifHolds: ifHolds, ifNot: ifNot))
            return Int32(steps.count - 1)
        }
    }

    private mutating func question(_ check: PopulationCheck, of population: CompiledPopulation) -> Int32 {
        let (key, question): (Key, Question) =
            switch check {
            case .serial(let index): (.serials(population.serials[index]), .serials(population.serials[index]))
            case .contains(let index):
                (.component(population.components[index].population), .component(population.components[index]))
            default: (.check(check), .check(check))
            }
        if let known = known[key] { return known }
        let number = Int32(questions.count)
        known[key] = number
        questions.append(question)
        return number
    }
}
