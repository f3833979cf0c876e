import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import Quality

/// What warranty costs, counted by rows, batches and arithmetic, against each unit asked alone.
@Suite struct WarrantySamplerPropertyTests {
    private static let day: Int64 = 86_400_000_000

    @Test(arguments: Engine.available, [21 as UInt64, 22, 23])
    func tableIsTheSumOfItsUnits(_ engine: Engine, _ seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var history = RandomHistory(seed: seed)
            history.steps += [.retailSelling, .retailSelling, .installing, .repairing]
            try await history.run(100, in: registry)
            let world = history
            try await Self.decide(world, seed, in: registry)
            try await registry.advance(QualityFollower())
            let lastDay = CivilDate(microseconds: registry.clock.now + 200 * Self.day)
            for text in ["everything", "model = F-1", "not disposition = destroyed"] {
                var fleet = FleetQuestion(try WrittenPopulation(parsing: text), until: lastDay)
                fleet.exposure = ExposureRule(until: .lastDay, salesLag: 1)
                for rows in WarrantyQuestion.Rows.allCases {
                    let asked = WarrantyQuestion(fleet, by: rows, currency: "EUR")
                    try await registry.read { reader in
                        let scope = try PopulationScope.load(of: world.manufacturer, reader)
                        let sample = try WarrantySampler(asked, in: scope, reader).sample()
                        let table = WarrantyTable(sample)
                        let naive = try Self.count(asked, world, scope, reader)
                        #expect(table.total.counted == naive.counted, "\(text) by \(rows), seed \(seed)")
                        #expect(table.rows.reduce(0) { $0 + $1.claims } == naive.claims)
                        #expect(table.rows.reduce(0) { $0 + $1.units } == naive.units)
                        guard rows == .build else { return }
                        for row in table.rows {
                            var alone = asked
                            alone.fleet.population = WrittenPopulation(row.population)
                            let again = try Self.count(alone, world, scope, reader)
                            #expect(row.counted == again.counted, "\(text), row \(row.label.text), seed \(seed)")
                        }
                    }
                }
            }
        }
    }

    /// Claims about some of the units, decided one to three times each.
    private static func decide(_ world: RandomHistory, _ seed: UInt64, in registry: TestRegistry) async throws {
        var random = SplitMix64(seed: seed)
        let now = registry.clock.now
        for (number, unit) in world.products.shuffled(using: &random).prefix(30).enumerated() {
            let times = Int.random(in: 1...3, using: &random)
            var drafts: [EventDraft] = []
            for time in 0..<times {
                var draft = EventDraft(time: now + Int64(time))
                (draft.type, draft.units) = (.transaction, [unit.key])
                draft.details.transactions = [.init(type: "claim", id: "C-\(number)")]
                let isAccepted = Int.random(in: 0...3, using: &random) > 0
                draft.details.decision = isAccepted ? "approved" : "rejected"
                draft.details.remedy = isAccepted ? "repair" : nil
                draft.details.faultCode = Bool.random(using: &random) ? "E\(number % 3)" : nil
                let amount = Int64.random(in: 0...10_000, using: &random)
                draft.details.cost = EventDetails.Cost(amount, number % 7 == 0 ? "NOK" : "EUR")
                draft.details.failedOn =
                    Bool.random(using: &random)
                    ? CivilDate(microseconds: now - Int64.random(in: 0...60, using: &random) * day).isoText : nil
                drafts.append(draft)
            }
            let said = drafts
            try await registry.write { desk in
                for draft in said { try desk.record(draft, of: world.manufacturer) }
            }
        }
    }

    private static func count(
        _ question: WarrantyQuestion, _ world: RandomHistory, _ scope: PopulationScope, _ reader: any SQLReader
    ) throws -> WarrantyTable.Row {
        let population = try CompiledPopulation(
            question.fleet.population, in: scope, on: question.fleet.lastDay)
        var tally = WarrantyTally()
        for unit in world.products {
            guard let row = try Units.find(unit.key, reader), let model = scope.model(unit.key.model) else { continue }
            let batch = try row.batch.flatMap { try Batches.find($0, reader) }
            guard try population.holds(UnitFacts(row, batch: batch, model: model), in: scope, reader) else { continue }
            let history = try UnitHistory.load(unit.key, batch: row.batch, sequence: row.sequence, reader)
            tally.add(
                ServiceLife(history)?.exposure(
                    question.fleet.exposure, until: Int64(question.fleet.lastDay.dayNumber), counting: { _ in true }),
                count: 1)
        }
        let sample = WarrantySample(
            question: question,
            groups: [WarrantyGroup(label: .whole, population: .everything, tally: tally)],
            whole: tally, currency: "EUR")
        return WarrantyTable(sample).total
    }
}

extension WarrantyTable.Row {
    /// What is counted; unit-months as sums in another order.
    fileprivate var counted: [String] {
        cells.map {
            let days = ($0.unitMonths * AgeMonth.days).rounded()
            return "\($0.atRisk) \($0.whole) \(days) \($0.claims) \($0.cost) \($0.isPartial)"
        }
            + ["\(units) \(claims) \(cost) \(outside) \(withoutCost) \(otherCurrency)"]
            + byMonth.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    }
}
