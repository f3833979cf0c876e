import Identifiers
import Registry
import Storage
import SupplyChain
import TestSupport
import Testing

/// Stock by the versions of a model.
@Suite struct StockByVersionTests {
    private struct Part: Hashable {
        var location: String
        var disposition: Disposition?
        var version: StockVersion
    }

    private static let day = "2026-06-01"

    /// By what versions of the models of ``RandomHistory`` may be told apart; some by no more than their batch, some by what
    /// changes.
    private static func populations(_ history: RandomHistory) -> [String] {
        let numbers = history.batches.map(\.number)
        return [
            "batch = \"\(numbers[0])\"", "serial from F002 to F005", "serial from F004 to F011", "serial like \"F*3\"",
            "serial in (F001, F006, X-0)", "market = NO", "disposition = active", "not batch = \"\(numbers[0])\"",
            "contains (model = \"P-1\")", "serial like \"X*1\"", "model = \"F-1\"",
        ]
    }

    /// Whatever happens, and however versions are told apart: the figures are those of each unit alone, at every time.
    @Test(arguments: Seeded.cases(16, onPostgres: 3))
    func figuresAreThoseOfEachUnitAlone(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var history = RandomHistory(seed: seeded.seed)
            history.mix += [.insides, .ranges, .ranges, .units]
            try await history.run(40, in: registry)
            try await registry.advance(StockFollower())
            var texts: [String] = []
            let choice = Self.populations(history)
            for _ in 0..<(1 + history.below(4)) { texts.append(history.pick(choice)) }
            let (world, populations) = (history, texts)
            try await registry.write { desk in
                for id in world.models.keys {
                    guard let model = try Models.find(id, desk.transaction) else { continue }
                    // Of a model without a format some ranges have no order.
                    for (index, text) in populations.enumerated() where Self.isOrdered(text, of: model) {
                        _ = try ModelEntries.set(
                            ModelVersion("v\(index)", population: text), of: model, as: .administrator,
                            desk.transaction)
                    }
                }
            }
            let moments: [Int64?] = Set(history.events.map(\.draft.time)).sorted() + [nil]
            try await registry.read { reader in
                let today = try CivilDate(parsing: Self.day)
                for id in world.models.keys {
                    let model = try #require(try Models.find(id, reader))
                    let versions = try Self.versions(of: world, model, on: today, reader)
                    for moment in moments {
                        let stock = NaiveStock(history: world, time: moment ?? .max)
                        var expected: [Part: Int64] = [:]
                        for unit in world.units where unit.key.model == id {
                            guard let kind = stock.kind(of: unit) else { continue }
                            let part = Part(
                                location: kind.location, disposition: kind.disposition,
                                version: versions[unit.key] ?? .unnamed)
                            expected[part, default: 0] += 1
                        }
                        let counted = try Self.parts(of: model, at: moment, on: today, reader)
                        #expect(counted == expected, "\(model.number.text) at \(moment ?? .max): \(populations)")
                    }
                }
            }
        }
    }

    private static func isOrdered(_ population: String, of model: Model) -> Bool {
        model.number.text == "F-1" || !population.contains(" from ")
    }

    /// Of which version each unit is, each asked alone.
    private static func versions(
        of history: RandomHistory, _ model: Model, on today: CivilDate, _ reader: any SQLReader
    ) throws -> [UnitKey: StockVersion] {
        let scope = try PopulationScope.load(of: model.manufacturer, reader)
        let told = try ModelEntries<ModelVersion>.list(of: model.id, reader).map(\.entry)
        let compiled = try told.map { version in
            try CompiledPopulation(WrittenPopulation(parsing: version.population ?? ""), in: scope, on: today)
        }
        var versions: [UnitKey: StockVersion] = [:]
        for unit in history.units where unit.key.model == model.id {
            guard let row = try Units.find(unit.key, reader), let known = scope.model(model.id) else { continue }
            let facts = UnitFacts(row, batch: try row.batch.flatMap { try Batches.find($0, reader) }, model: known)
            let last = try compiled.lastIndex { try $0.holds(facts, in: scope, reader) }
            versions[unit.key] = last.map { .version(told[$0].version) }
        }
        return versions
    }

    private static func parts(
        of model: Model, at time: Int64?, mostRows: Int64 = StockByVersion.mostRows, on today: CivilDate,
        _ reader: any SQLReader
    ) throws -> [Part: Int64] {
        var byVersion = try StockByVersion(
            of: model, asOf: time, knownAt: try Stock.counted(reader).position, on: today, mostRows: mostRows, reader)
        var counted: [Part: Int64] = [:]
        for part in try byVersion.parts(of: try Stock.levels(ofBatchesOf: model.id, at: time, reader)) {
            counted[
                Part(location: part.level.location, disposition: part.level.disposition, version: part.version),
                default: 0] += part.level.quantity
        }
        return counted.filter { $0.value != 0 }
    }

    @Test(arguments: Engine.available)
    func whatCannotBeToldApartSaysWhy(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (serialised, pieces) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model("F-1", of: maker, format: "F{seq:4}")
                let batch = try desk.issue(100, of: model, from: 1)
                let part = try desk.model("W-2", of: maker)
                let lot = try Batches.findOrCreate(
                    "L1", of: part, producedOn: try CivilDate(parsing: "2026-02"), desk.transaction)
                for (model, text) in [
                    (model, "serial from F0011 to F0030"), (part, "batch = L1"), (part, "serial = \"x\""),
                ] {
                    _ = try ModelEntries.set(
                        ModelVersion(text == "batch = L1" ? "A" : "B", population: text), of: model,
                        as: .administrator, desk.transaction)
                }
                let now = desk.transaction.now
                var receiving = EventDraft(time: now)
                (receiving.businessStep, receiving.businessLocation) = (.receiving, "plant")
                receiving.disposition = .sellableAccessible
                receiving.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: 1...100)]
                try desk.record(receiving, of: maker.id)
                // Ten units are looked at alone.
                var looking = EventDraft(time: now)
                looking.businessStep = .inspecting
                looking.units = try (6...15).map { try desk.unit($0, of: batch) }
                try desk.record(looking, of: maker.id)
                for batch in [lot.id, nil] {
                    var coming = EventDraft(time: now)
                    (coming.action, coming.businessLocation) = (.add, "plant")
                    coming.details.quantities = [EventDetails.Quantity(40, of: part.id, batch: batch)]
                    try desk.record(coming, of: maker.id)
                }
                return (model, part)
            }
            try await registry.advance(StockFollower())
            try await registry.read { reader in
                let today = try CivilDate(parsing: Self.day)
                func told(_ model: Model, mostRows: Int64 = StockByVersion.mostRows) throws -> [StockVersion: Int64] {
                    Dictionary(
                        try Self.parts(of: model, at: nil, mostRows: mostRows, on: today, reader).map {
                            ($0.key.version, $0.value)
                        }, uniquingKeysWith: +)
                }
                #expect(try told(serialised) == [.version("B"): 20, .unnamed: 80])
                #expect(try told(serialised, mostRows: 10) == [.version("B"): 20, .unnamed: 80])
                #expect(try told(serialised, mostRows: 9) == [.untold(.tooMany): 100])
                #expect(try told(pieces) == [.version("A"): 40, .untold(.pieces): 40])
            }
        }
    }
}
