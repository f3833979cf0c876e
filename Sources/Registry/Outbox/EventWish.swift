import Identifiers
import Storage

/// Which events one webhook is told of.
struct EventWish {
    let subscription: WebhookSubscription
    /// Of which units they must speak; nil for any.
    private let units: WantedUnits?

    /// What the webhooks of a manufacturer want.
    static func list(
        _ subscriptions: [WebhookSubscription], of manufacturer: ID<Manufacturer>, on today: CivilDate,
        _ batches: BatchCache, _ reader: any SQLReader
    ) throws -> [EventWish] {
        let asks = subscriptions.contains { $0.draft.population != nil }
        let scope = asks ? try PopulationScope.load(of: manufacturer, reader) : nil
        return try subscriptions.map { subscription in
            guard let text = subscription.draft.population, let scope else {
                return EventWish(subscription: subscription, units: nil)
            }
            // Its range may have lost its order since: then no unit is known to belong.
            let population = try? CompiledPopulation(WrittenPopulation(parsing: text), in: scope, on: today)
            let nobody = try CompiledPopulation(.not(.everything), in: scope, on: today)
            return EventWish(
                subscription: subscription, units: WantedUnits(population ?? nobody, in: scope, batches, reader))
        }
    }

    func isFulfilled(by event: EventRows.Stored, _ units: EventUnits) throws -> Bool {
        guard (event.position ?? 0) > subscription.afterPosition else { return false }
        let draft = subscription.draft
        if !draft.businessSteps.isEmpty {
            guard let step = event.header.businessStep, draft.businessSteps.contains(step) else { return false }
        }
        if !draft.dispositions.isEmpty {
            guard let disposition = event.header.disposition, draft.dispositions.contains(disposition) else {
                return false
            }
        }
        return try self.units?.are(among: units) ?? true
    }
}

/// Says of events whether they speak of a unit of a population.
private final class WantedUnits {
    /// How much is read to answer for one event.
    private static let mostRows = 10_000

    private let population: CompiledPopulation
    private let scope: PopulationScope
    private let batches: BatchCache
    private let reader: any SQLReader
    private var arithmetics: [ID<Model>: SerialArithmetic] = [:]

    init(
        _ population: CompiledPopulation, in scope: PopulationScope, _ batches: BatchCache, _ reader: any SQLReader
    ) {
        (self.population, self.scope, self.batches, self.reader) = (population, scope, batches, reader)
    }

    /// Where it takes too much to find out, or cannot be told, as without the key of a scrambled format, the answer is yes:
    /// rather tell of too much than of too little.
    func are(among units: EventUnits) throws -> Bool {
        let rationed = RationedReader(reader, rows: Self.mostRows)
        do {
            for unit in try units.named(in: scope) where try population.holds(unit, in: scope, rationed) { return true }
            for range in try units.ranges where try isAny(of: range, rationed) { return true }
            return false
        } catch is RationedReader.UsedUp {
            return true
        } catch is RegistryError {
            arithmetics = [:]
            return true
        }
    }

    /// Whether a unit of a part of a batch belongs, with a row or without.
    private func isAny(of range: EventDraft.SequenceRange, _ reader: any SQLReader) throws -> Bool {
        guard let batch = try batches.batch(range.batch), let model = scope.model(batch.batch.model) else {
            return false
        }
        let arithmetic = arithmetics[model.id] ?? SerialArithmetic(population, formats: model.formats)
        arithmetics[model.id] = arithmetic
        let rule = try population.rule(of: model).simplified { try arithmetic.decide($0, of: batch) }
        guard rule.constant == nil else { return rule.constant == true }
        guard rule.usesState else {
            // With or without a row: their numbers alone decide.
            return try arithmetic.pieces(of: rule, batch, in: range.sequences).contains { piece in
                try arithmetic.first(piece, from: piece.sequences.lowerBound, of: batch) != nil
            }
        }
        let parts = BatchSegments(batch: batch, arithmetic: arithmetic, reader: reader)
        for segment in try parts.segments(in: range.sequences) {
            for piece in try parts.pieces(of: rule, in: segment) where try parts.firstRowless(piece) != nil {
                return true
            }
        }
        return try isAnyRow(of: range, batch, model, reader)
    }

    private func isAnyRow(
        of range: EventDraft.SequenceRange, _ batch: BatchFacts, _ model: PopulationModel, _ reader: any SQLReader
    ) throws -> Bool {
        var states = StateReader()
        var found = false
        try PopulationRows.ofBatch(range.batch, range.sequences, reader) { row in
            let unit = UnitFacts(
                key: UnitKey(model.id, try PopulationRows.serial(row)), model: model, batch: batch,
                sequence: row.integer(PopulationRows.Column.sequence),
                producedOn: try PopulationRows.producedOn(row), state: try states.state(row))
            found = try population.holds(unit, in: scope, reader)
            return !found
        }
        return found
    }
}
