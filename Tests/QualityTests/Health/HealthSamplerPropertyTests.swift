import Identifiers
import Registry
import Statistics
import Storage
import TestSupport
import Testing

@testable import Quality

/// A unit's siblings as counted by rows, batches and arithmetic, against each of them asked alone.
@Suite struct HealthSamplerPropertyTests {
    @Test(arguments: Engine.available, [21 as UInt64, 22])
    func siblingsAreTheSumOfTheOthers(_ engine: Engine, _ seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            var history = RandomHistory(seed: seed)
            history.steps += [.retailSelling, .retailSelling, .installing, .repairing]
            try await history.run(120, in: registry)
            try await registry.advance(QualityFollower())
            let world = history
            let today = CivilDate(microseconds: registry.clock.now)
            let lastDay = Int64(today.dayNumber)
            try await registry.read { reader in
                let scope = try PopulationScope.load(of: world.manufacturer, reader)
                let histories = try world.products.map { unit in
                    (unit.key, ServiceLife(try Units.history(of: #require(try Units.find(unit.key, reader)), reader)))
                }
                for model in Set(world.products.map(\.key.model)) {
                    let found = try #require(try Models.find(model, reader))
                    let sampler = try HealthSampler(found, in: scope, noFaults: [], until: today, reader)
                    for (key, life) in histories where key.model == model {
                        let health = try sampler.health(of: #require(try Units.find(key, reader)))
                        #expect(
                            (health == nil) == (life?.exposure(ExposureRule(), until: lastDay) { _ in true } == nil))
                        guard let health else { continue }
                        var naive = FleetTally()
                        for (other, life) in histories where other.model == model && other != key {
                            naive.add(life, count: 1, ExposureRule(), until: lastDay) { _ in true }
                        }
                        let siblings = health.siblings
                        #expect(siblings.units == naive.units && siblings.unitDays == naive.unitDays, "\(key), \(seed)")
                        #expect(siblings.failures == naive.failures && siblings.codes == naive.codes, "\(key), \(seed)")
                        #expect(siblings.quiet == naive.quiet && siblings.bases == naive.bases, "\(key), \(seed)")
                        let counts = UnitsAtRisk(siblings)
                        for age in [0 as Int64, 1, 2, 5, 20] {
                            let atRisk = histories.count { other, life in
                                guard other.model == model, other != key,
                                    let exposure = life?.exposure(
                                        ExposureRule(), until: lastDay, counting: { _ in true })
                                else { return false }
                                return exposure.from < age && age <= exposure.to
                            }
                            #expect(counts.at(age) == atRisk, "age \(age) of \(key), seed \(seed)")
                        }
                    }
                }
            }
        }
    }

    /// Units that report themselves, some of which fail.
    private static func run(_ seed: UInt64, _ desk: TestDesk) throws -> [UnitKey] {
        var random = SplitMix64(seed: seed)
        let day: Int64 = 86_400_000_000
        let maker = try desk.manufacturer()
        let model = try desk.model(of: maker)
        return try (0..<24).map { number in
            let key = try desk.register("S\(number)", of: model, at: 0)
            let sold = Int64.random(in: 1...200, using: &random)
            func tell(_ at: Int64, _ step: BusinessStep, _ change: (inout EventDraft) -> Void = { _ in }) throws {
                var draft = EventDraft(time: at * day)
                (draft.units, draft.businessStep) = ([key], step)
                change(&draft)
                try desk.record(draft, of: maker.id)
            }
            try tell(sold, .retailSelling)
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let value = Int.random(in: 0...9, using: &random)
                try tell(sold + Int64.random(in: 0...500, using: &random), .sensorReporting) {
                    $0.details.readings = [.init(type: "smart_5", value: "\(value)")]
                }
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                try tell(sold + Int64.random(in: 0...500, using: &random), .repairing) { $0.details.faultCode = "E1" }
            }
            return key
        }
    }

    @Test(arguments: Engine.available, [31 as UInt64, 32, 33])
    func readingsAreThoseOfEachOtherUnit(_ engine: Engine, _ seed: UInt64) async throws {
        try await engine.withRegistry(seed: seed) { registry in
            let keys = try await registry.write { try Self.run(seed, $0) }
            try await registry.advance(QualityFollower())
            let today = CivilDate(microseconds: registry.clock.now)
            let lastDay = Int64(today.dayNumber)
            try await registry.read { reader in
                let model = try #require(try Models.find(keys[0].model, reader))
                let scope = try PopulationScope.load(of: model.manufacturer, reader)
                let one = try HealthSampler(model, in: scope, noFaults: [], until: today, reader)
                let many = try HealthSampler(model, in: scope, noFaults: [], until: today, isForMany: true, reader)
                let known = try keys.map { key in
                    let row = try #require(try Units.find(key, reader))
                    let history = try Units.history(of: row, reader)
                    let life = try #require(ServiceLife(history))
                    return (row, life, UnitReading.all(in: history, life).first)
                }
                for (row, _, own) in known {
                    guard let own, let value = own.last.number else { continue }
                    let standing = try #require(try one.health(of: row)?.readings.first)
                    #expect(try many.health(of: row)?.readings.first == standing)
                    let age = own.last.age
                    var sides = [ReadingStanding.Side(), ReadingStanding.Side()]
                    for (other, life, reading) in known where other.key != row.key {
                        guard let point = reading?.point(near: age, within: max(age / 4, 30)),
                            let read = point.number,
                            let exposure = life.exposure(ExposureRule(), until: lastDay, counting: { _ in true })
                        else { continue }
                        let side = read < value ? 0 : 1
                        sides[side].units += 1
                        let end = min(exposure.to, point.age + 90)
                        let failed = exposure.failures.first {
                            $0.age >= point.age && $0.age <= max(end, point.age + 1)
                        }
                        sides[side].unitDays += failed.map { max(1, $0.age - point.age) } ?? max(1, end - point.age)
                        sides[side].failed += failed == nil ? 0 : 1
                    }
                    #expect(
                        standing.low.units == sides[0].units && standing.high.units == sides[1].units, "seed \(seed)")
                    #expect(standing.low.unitDays == sides[0].unitDays && standing.high.unitDays == sides[1].unitDays)
                    #expect(standing.low.failed == sides[0].failed && standing.high.failed == sides[1].failed)
                }
            }
        }
    }
}
