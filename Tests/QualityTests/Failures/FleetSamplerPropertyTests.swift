import Identifiers
import Registry
import Statistics
import Storage
import TestSupport
import Testing

@testable import Quality

/// A fleet that is counted by rows, batches and arithmetic against each unit asked alone.
@Suite struct FleetSamplerPropertyTests {
    private static let cuts: [FleetCut] = [.whole, .model, .batch, .month, .week, .serials]

    @Test(arguments: Engine.available, [11 as UInt64, 12, 13, 14])
    func sampleIsTheSumOfItsUnits(_ engine: Engine, _ seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var history = RandomHistory(seed: seed)
            history.steps += [.retailSelling, .retailSelling, .installing, .repairing]
            try await history.run(120, in: registry)
            try await registry.advance(QualityFollower())
            let world = history
            let lastDay = CivilDate(microseconds: registry.clock.now)
            for cut in Self.cuts {
                for text in ["everything", "model = F-1", "serial like F00*", "not disposition = destroyed"] {
                    var question = FleetQuestion(try WrittenPopulation(parsing: text), until: lastDay)
                    question.cut = cut
                    question.exposure = ExposureRule(until: seed % 2 == 0 ? .automatic : .lastReport, salesLag: 1)
                    let asked = question
                    try await registry.read { reader in
                        let scope = try PopulationScope.load(of: world.manufacturer, reader)
                        let sample = try FleetSampler(asked, in: scope, noFaults: [], reader).sample()
                        let naive = try Self.count(asked, world, scope, reader)
                        #expect(sample.whole.counted == naive.counted, "\(text) by \(cut.text), seed \(seed)")
                        // Each group is counted again by its own population.
                        for group in sample.groups {
                            var alone = FleetQuestion(WrittenPopulation(group.population), until: lastDay)
                            alone.exposure = asked.exposure
                            let again = try Self.count(alone, world, scope, reader)
                            #expect(
                                group.tally.counted == again.counted,
                                "\(text) by \(cut.text), group \(group.label.text), seed \(seed)")
                        }
                    }
                }
            }
        }
    }

    /// Each unit by its own history and facts.
    private static func count(
        _ question: FleetQuestion, _ world: RandomHistory, _ scope: PopulationScope, _ reader: any SQLReader
    ) throws -> FleetTally {
        let population = try CompiledPopulation(question.population, in: scope, on: question.lastDay)
        var tally = FleetTally()
        for unit in world.products {
            guard let row = try Units.find(unit.key, reader), let model = scope.model(unit.key.model) else { continue }
            let batch = try row.batch.flatMap { try Batches.find($0, reader) }
            guard try population.holds(UnitFacts(row, batch: batch, model: model), in: scope, reader) else { continue }
            let history = try UnitHistory.load(unit.key, batch: row.batch, sequence: row.sequence, reader)
            tally.add(
                ServiceLife(history), count: 1, question.exposure, until: Int64(question.lastDay.dayNumber),
                counting: { _ in true })
        }
        return tally
    }
}

extension FleetTally {
    /// What is counted, in one order.
    fileprivate var counted: Counted {
        let units = Dictionary(grouping: stories) { [$0.span.from, $0.span.to] + $0.failures }
        return Counted(
            units: self.units, unitDays: unitDays, failures: failures, quiet: quiet, codes: codes,
            stories: units.mapValues { $0.reduce(0) { $0 + $1.units } })
    }

    /// Units that were never in service count only where they have a row, so they are left out.
    fileprivate struct Counted: Equatable {
        var units, unitDays, failures: Int64
        var quiet: [Span: Int64]
        var codes: [String: Int64]
        var stories: [[Int64]: Int64]
    }
}
