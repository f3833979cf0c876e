import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import Quality

/// The cells in which a fleet is searched against the populations by which they are named.
@Suite struct FleetCellsPropertyTests {
    @Test(arguments: Engine.available, [31 as UInt64, 32, 33])
    func cellsHoldWhatTheirPopulationsHold(_ engine: Engine, _ seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var history = RandomHistory(seed: seed)
            history.steps += [.retailSelling, .retailSelling, .installing, .repairing]
            try await history.run(120, in: registry)
            try await registry.advance(QualityFollower())
            let manufacturer = history.manufacturer
            let lastDay = CivilDate(microseconds: registry.clock.now)
            let rule = ExposureRule(salesLag: 1)
            try await registry.read { reader in
                let scope = try PopulationScope.load(of: manufacturer, reader)
                for kind in scope.models {
                    let model = try #require(try Models.find(kind.id, reader))
                    let fleet = try FleetCells(
                        model, in: scope, until: lastDay, rule, kinds: { [$0] }, reader)
                    for (index, entry) in fleet.orders.enumerated() {
                        // An assembly with several components of a model counts for one of their batches.
                        if case .component = entry.order { continue }
                        for (cell, value) in entry.cells.enumerated() {
                            let population = try Cohort(entry.order, [value]).population(of: model, reader)
                            var question = FleetQuestion(WrittenPopulation(population), until: lastDay)
                            question.exposure = rule
                            let tally = try FleetSampler(question, in: scope, noFaults: [], reader).sample().whole
                            let months = AgedExposure.months
                            let days = entry.exposure[cell * months..<(cell + 1) * months].reduce(0, +)
                            let failed = fleet.failed.filter { $0.cells[index] == cell }.reduce(0) { $0 + $1.units }
                            #expect(
                                abs(days - Double(tally.unitDays)) < 1e-6 * (1 + days),
                                "\(model.number.text) \(population.text), seed \(seed)")
                            #expect(
                                failed == tally.failedUnits, "\(model.number.text) \(population.text), seed \(seed)")
                        }
                    }
                }
            }
        }
    }
}
