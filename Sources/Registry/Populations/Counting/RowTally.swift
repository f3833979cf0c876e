import Identifiers
import Storage

/// Counts the rows of one model's units for which a population holds: those of batches whose units differ by their
/// state, and those that were numbered elsewhere.
struct RowTally {
    private let population: CompiledPopulation
    private let model: PopulationModel
    private let rule: PopulationRule
    private let assemblies: Assemblies
    private let batches: BatchCache
    private let reader: any SQLReader
    /// How many batches of the model were issued.
    var issuedBatches = 0

    /// What is left to ask of the rows of one batch, judged once for each state.
    private struct Question {
        var batch: BatchFacts?
        var rule: PopulationRule
        /// By the number of the state.
        var verdicts: [Verdict] = []
    }

    private enum Verdict {
        case notAsked, holds, fails
        /// The unit itself decides.
        case open
    }
    private var questions: [Question] = []
    /// By the batch's id; 0 stands for units without a batch. A batch that is counted already has none.
    private var places: [Int64: Int?] = [:]
    private var waiting: [ID<Batch>] = []
    /// Rows of a batch come one after another.
    private var last: (batch: Int64, place: Int?)?

    init(
        _ population: CompiledPopulation, _ model: PopulationModel, _ rule: PopulationRule, _ assemblies: Assemblies,
        _ batches: BatchCache, _ reader: any SQLReader
    ) {
        self.population = population
        self.model = model
        self.rule = rule
        self.assemblies = assemblies
        self.batches = batches
        self.reader = reader
    }

    /// The rows of an issued batch are to be counted, of which `rule` is left to ask.
    mutating func wait(for batch: ID<Batch>, _ rule: PopulationRule) {
        places[batch.value] = questions.count
        questions.append(Question(rule: rule))
        waiting.append(batch)
    }

    mutating func count() throws -> Int64 {
        var hasUnissued = false
        try PopulationRows.unissued(of: model.id, after: nil, reader) { _ in
            hasUnissued = true
            return false
        }
        var sum: Int64 = 0
        var states = StateReader()
        // Reading a model's rows in their own order costs a third of reading them batch by batch.
        if waiting.count * 2 > issuedBatches || (waiting.isEmpty && issuedBatches == 0 && hasUnissued) {
            let asked = questions.map(\.rule) + (hasUnissued ? [rule] : [])
            let statesOnly = !asked.contains { $0.checks.contains(where: \.isOfUnit) }
            try PopulationRows.ofModel(model.id, statesOnly: statesOnly, reader) { row in
                if try holds(row, &states) { sum += 1 }
                return true
            }
            return sum
        }
        for batch in waiting {
            try PopulationRows.ofBatch(batch, 0...Int64.max, reader) { row in
                if try holds(row, &states) { sum += 1 }
                return true
            }
        }
        guard hasUnissued else { return sum }
        try PopulationRows.unissued(of: model.id, after: nil, reader) { row in
            if try holds(row, &states) { sum += 1 }
            return true
        }
        return sum
    }

    private mutating func holds(_ row: borrowing Row, _ states: inout StateReader) throws -> Bool {
        guard let place = try place(of: row.integer(PopulationRows.Column.batch)) else { return false }
        if let constant = questions[place].rule.constant { return constant }
        let state = try states.number(row)
        while questions[place].verdicts.count <= state { questions[place].verdicts.append(.notAsked) }
        if questions[place].verdicts[state] == .notAsked {
            questions[place].verdicts[state] =
                switch questions[place].rule.simplified(states.states[state].decide).constant {
                case true?: .holds
                case false?: .fails
                case nil: .open
                }
        }
        switch questions[place].verdicts[state] {
        case .holds: return true
        case .fails, .notAsked: return false
        case .open: return try holds(row, questions[place], states.states[state])
        }
    }

    private func holds(_ row: borrowing Row, _ question: Question, _ state: StateFacts) throws -> Bool {
        let batch = row.optionalInteger(PopulationRows.Column.batch).map { ID<Batch>($0) }
        let unit = UnitFacts(
            key: UnitKey(model.id, try PopulationRows.serial(row)), model: model,
            batch: try question.batch ?? batch.flatMap { try batches.batch($0) },
            sequence: row.optionalInteger(PopulationRows.Column.sequence),
            producedOn: try PopulationRows.producedOn(row), state: state)
        return try question.rule.holds { check in
            try unit.holds(check, in: population) { try assemblies.contains($0, unit.key) }
        }
    }

    private mutating func place(of batch: Int64) throws -> Int? {
        if let last, last.batch == batch { return last.place }
        let found = try places[batch] ?? newPlace(of: batch)
        last = (batch, found)
        return found
    }

    /// The question for a batch that has not been met yet; nil where it was issued, and counted without its rows.
    private mutating func newPlace(of batch: Int64) throws -> Int? {
        let facts = batch == 0 ? nil : try batches.batch(ID(batch))
        guard facts?.space == nil else {
            places[batch] = .some(nil)
            return nil
        }
        let left = rule.simplified { facts == nil ? BatchFacts.decideWithout($0) : facts?.decide($0) }
        places[batch] = questions.count
        questions.append(Question(batch: facts, rule: left))
        return questions.count - 1
    }
}

extension PopulationCheck {
    /// Whether it asks for more of a row than its batch and its state.
    fileprivate var isOfUnit: Bool {
        switch self {
        case .serial, .produced, .known(.produced), .contains: true
        default: false
        }
    }
}
