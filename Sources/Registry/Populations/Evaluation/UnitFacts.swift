import Identifiers

/// What populations ask of one unit.
package struct UnitFacts: Sendable {
    package let key: UnitKey
    let model: PopulationModel
    let batch: BatchFacts?
    /// Its place in an issued batch; nil where it was numbered elsewhere.
    let sequence: Int64?
    /// Its own, or else its batch's.
    let producedOn: CivilDate?
    let days: DaySpan?
    let state: StateFacts

    init(
        key: UnitKey, model: PopulationModel, batch: BatchFacts?, sequence: Int64?, producedOn: CivilDate?,
        state: StateFacts
    ) {
        self.key = key
        self.model = model
        self.batch = batch
        self.sequence = sequence
        self.producedOn = producedOn ?? batch?.batch.producedOn
        self.days = producedOn.map { DaySpan($0) } ?? batch?.days
        self.state = state
    }

    /// - Parameters:
    ///   - unit: The unit, with a row or implied by its batch.
    ///   - batch: Its batch, if it has one.
    package init(_ unit: UnitRow, batch: Batch?, model: PopulationModel) {
        self.init(
            key: unit.key, model: model, batch: batch.map { BatchFacts($0) }, sequence: unit.sequence,
            producedOn: unit.producedOn, state: StateFacts(unit.state))
    }

    /// Whether a check of a population holds.
    /// - Parameter contains: Says whether the unit contains one of the population's components with this index.
    func holds(
        _ check: PopulationCheck, in population: CompiledPopulation, contains: (Int) throws -> Bool
    ) rethrows -> Bool {
        switch check {
        case .serial(let index): holds(population.serials[index])
        case .contains(let index): try contains(index)
        default: holds(check)
        }
    }

    /// Whether a check holds that asks neither for the serial number nor for components; those do not.
    func holds(_ check: PopulationCheck) -> Bool {
        switch check {
        case .text(let field, let test): test.holds(of: text(of: field))
        case .produced(let test): test.holds(of: days)
        case .disposition(let allowed): !allowed.isDisjoint(with: state.disposition)
        case .marks(let wanted): !wanted.isDisjoint(with: state.marks)
        case .known(.produced): days != nil
        case .known(.disposition): !state.disposition.isEmpty
        case .known(let field): text(of: field) != nil
        case .serial, .contains: false
        }
    }

    func holds(_ serials: CompiledPopulation.Serials) -> Bool {
        serials.holds(of: key.serial, in: batch?.space, at: sequence)
    }

    /// What the unit says of a field that is compared as a text; nil where that is not known.
    func text(of field: PopulationField) -> String? {
        switch field {
        case .model: model.number
        case .version: model.version
        case .productLine: model.productLine
        case .category: model.category
        case .plant: batch?.batch.plant
        case .productionLine: batch?.batch.line
        case .batch: batch?.batch.number
        case .workOrder: batch?.batch.workOrder
        case .market: state.market
        case .serial, .vin, .produced, .age, .disposition, .mark: nil
        }
    }
}

/// What populations ask of a batch.
struct BatchFacts: Sendable {
    let batch: Batch
    let days: DaySpan?
    /// Where its sequence numbers count; nil for a batch of units that were numbered elsewhere.
    let space: PrintedSpace?

    init(_ batch: Batch) {
        self.batch = batch
        days = batch.producedOn.map { DaySpan($0) }
        space = batch.issue.map { PrintedSpace(format: $0.format, key: $0.printedKey) }
    }

    /// What the batch decides of a check by what is said of it; nil for everything else.
    func decide(_ check: PopulationCheck) -> Bool? {
        switch check {
        case .text(let field, let test): value(of: field).map { test.holds(of: $0) }
        case .known(let field): value(of: field).map { $0 != nil }
        default: nil
        }
    }

    /// What a check says of a unit without a batch: nothing of the batch is known.
    static func decideWithout(_ check: PopulationCheck) -> Bool? {
        switch check {
        case .text(.batch, _), .text(.plant, _), .text(.productionLine, _), .text(.workOrder, _), .known(.batch),
            .known(.plant), .known(.productionLine), .known(.workOrder):
            false
        default: nil
        }
    }

    /// The outer nil stands for fields that are no batch's.
    private func value(of field: PopulationField) -> String?? {
        switch field {
        case .batch: .some(batch.number)
        case .plant: .some(batch.plant)
        case .productionLine: .some(batch.line)
        case .workOrder: .some(batch.workOrder)
        default: nil
        }
    }
}

/// What populations ask of a unit's state.
struct StateFacts: Hashable, Sendable {
    var disposition: DispositionSet
    var marks: DispositionSet
    var market: String?

    init(disposition: DispositionSet, marks: DispositionSet, market: String?) {
        self.disposition = disposition
        self.marks = marks
        self.market = market
    }

    init(_ state: UnitState) {
        disposition = DispositionSet(state.disposition)
        marks = DispositionSet(state.marks)
        market = state.market
    }

    /// What the state decides of a check; nil for everything else.
    func decide(_ check: PopulationCheck) -> Bool? {
        switch check {
        case .disposition(let allowed): !allowed.isDisjoint(with: disposition)
        case .marks(let wanted): !wanted.isDisjoint(with: marks)
        case .known(.disposition): !disposition.isEmpty
        case .text(.market, let test): test.holds(of: market)
        case .known(.market): market != nil
        default: nil
        }
    }
}
