package import Identifiers
package import Registry
package import Storage

/// Judges the cover of units one by one, within one read: terms are made ready once for each model.
package final class CoverDesk {
    private let today: CivilDate
    let reader: any SQLReader
    private var models: [ID<Model>: (model: Model, terms: ModelTerms)] = [:]

    /// So many units give the rest of their cover to one another, or lie in one another, at most.
    private static let deepest = 8

    package init(on today: CivilDate, _ reader: any SQLReader) {
        self.today = today
        self.reader = reader
    }

    /// The verdict on a unit of a model, with a row or implied by its batch.
    package func verdict(on unit: UnitRow, asOf: CivilDate) throws -> CoverVerdict {
        try judged(unit, asOf: asOf).verdict
    }

    /// The same, with what it rests on.
    package func judged(_ unit: UnitRow, asOf: CivilDate) throws -> (facts: UnitLife, verdict: CoverVerdict) {
        let facts = try facts(of: unit)
        return (facts, try verdict(on: unit, facts, Self.deepest, asOf: asOf))
    }

    private func verdict(
        on unit: UnitRow, _ facts: UnitLife, _ depth: Int, asOf: CivilDate
    ) throws -> CoverVerdict {
        let terms = try terms(of: unit.key.model)
        let extensions = try CoverExtensions.list(of: unit.key, reader)
        var facts = facts
        let parts = (terms?.components ?? []).union(extensions.compactMap(\.coverage.component))
        facts.usedParts = try usedParts(in: unit, named: parts, depth)
        guard let terms else { return Warranty.verdict(facts: facts, terms: [], extensions: extensions, asOf: asOf) }
        let batch = terms.effectivity.asksForUnits ? try unit.batch.flatMap { try Batches.find($0, reader) } : nil
        let applies = try terms.effectivity.applies(to: unit, batch: batch, reader)
        return Warranty.verdict(facts, terms.book, extensions, asOf: asOf) { applies[$0] }
    }

    /// The verdict on the units of a part of a batch that have no row, and no extension of their own.
    func verdict(on part: RowlessPart, _ terms: ModelTerms, asOf: CivilDate) throws -> CoverVerdict {
        let applies = terms.effectivity.applies(to: part)
        return Warranty.verdict(try facts(of: part), terms.book, [], asOf: asOf) { applies[$0] }
    }

    private func terms(of id: ID<Model>) throws -> ModelTerms? {
        if let known = models[id] { return known.terms }
        guard let model = try Models.find(id, reader) else { return nil }
        let terms = try ModelTerms(of: model, on: today, reader)
        models[id] = (model, terms)
        return terms
    }

    /// What the ledger says about a unit's cover.
    package func facts(of unit: UnitRow) throws -> UnitLife { try facts(of: unit, Self.deepest) }

    /// The same of the units of a part of a batch that have no row.
    func facts(of part: RowlessPart) throws -> UnitLife {
        let unit = LedgerUnit(
            manufacturer: part.batch.manufacturer, producedOn: part.batch.producedOn,
            market: part.history.state().market)
        return try facts(of: unit, part.history, Self.deepest)
    }

    func facts(of unit: UnitRow, _ depth: Int) throws -> UnitLife {
        let known = LedgerUnit(
            manufacturer: unit.manufacturer, producedOn: unit.producedOn, market: unit.state.market)
        return try facts(of: known, try Units.history(of: unit, reader), depth)
    }

    /// What is known of units besides their events.
    private struct LedgerUnit {
        var manufacturer: ID<Manufacturer>
        var producedOn: CivilDate?
        var market: String?
    }

    private func facts(of unit: LedgerUnit, _ history: UnitHistory, _ depth: Int) throws -> UnitLife {
        let entries = history.effective().filter { $0.errorReason != .didNotOccur }
        var fold = LifeFold(producedOn: unit.producedOn, market: unit.market)
        for entry in entries { fold.apply(LifeEvent(entry)) }
        guard depth > 0 else { return fold.facts }
        if fold.facts.sale == nil, let origin = try origin(entries, depth) { fold.set(origin) }
        if let replaced = fold.replaced, let replacement = try replacement(replaced, unit, depth) {
            fold.set(replacement)
        }
        return fold.facts
    }

    /// The product that the unit was in when that was first sold: a component has no sale of its own.
    private func origin(_ entries: [HistoryEntry], _ depth: Int) throws -> UnitLife.Origin? {
        for (index, entry) in entries.enumerated() where entry.isPutIn {
            guard let parent = entry.parent, try Models.find(parent.model, reader)?.kind == .product,
                let host = try Units.find(parent, reader)
            else { continue }
            let left = entries[index...].first { $0.isTakenOut && $0.parent == parent }
            let facts = try facts(of: host, depth - 1)
            // What happened to the other one afterwards does not concern the component.
            func whileInside(_ start: StartRule.Start) -> UnitLife.Fact? {
                guard let fact = facts.fact(of: start) else { return nil }
                guard let left else { return fact }
                return fact.on <= CivilDate(microseconds: left.time, zoneOffset: left.zoneOffset) ? fact : nil
            }
            let origin = UnitLife.Origin(
                in: parent.serial.text, sale: whileInside(.sale), delivery: whileInside(.delivery),
                installation: whileInside(.installation))
            if origin.sale != nil || origin.delivery != nil || origin.installation != nil { return origin }
        }
        return nil
    }

    private func replacement(
        _ replaced: (part: EventDetails.PartNote, fact: UnitLife.Fact), _ unit: LedgerUnit, _ depth: Int
    ) throws -> UnitLife.Replacement? {
        guard let text = replaced.part.serial, let serial = try? SerialNumber(parsing: text),
            let model = try Models.find(replaced.part.part, of: unit.manufacturer, reader),
            let original = try Units.find(UnitKey(model.id, serial), reader)
        else { return nil }
        var facts = try facts(of: original, depth - 1)
        // Its cover went over with this very exchange.
        facts.replacedBy = nil
        let covers = try verdict(on: original, facts, depth - 1, asOf: replaced.fact.on).lines
        return UnitLife.Replacement(of: text, replaced.fact, covers: covers)
    }
}

extension HistoryEntry {
    fileprivate var isPutIn: Bool { role == .child && type == .association && action == .add }
    fileprivate var isTakenOut: Bool { role == .child && type == .association && action == .delete }
}
