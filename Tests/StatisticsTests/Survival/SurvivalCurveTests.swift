import Foundation
import Statistics
import Testing

@Suite("Survival curves")
struct SurvivalCurveTests {
    @Test("Numbers at risk, survival and hazard are those of the definition", arguments: 0..<30 as Range<UInt64>)
    func definition(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let units = RandomUnits(Int.random(in: 1...80, using: &random), late: seed % 2 == 1, &random)
        let table = try units.table()
        let (curve, hazard) = (try KaplanMeier(table), try NelsonAalen(table))
        #expect(curve.points.map(\.age) == units.failureAges, "seed \(seed)")
        var (survival, sum) = (1.0, 0.0)
        for (point, other) in zip(curve.points, hazard.points) {
            let (atRisk, failures) = (units.atRisk(point.age), units.failures(point.age))
            survival *= 1 - Double(failures) / Double(atRisk)
            sum += Double(failures) / Double(atRisk)
            #expect((point.atRisk, point.failures) == (atRisk, failures), "seed \(seed)")
            #expect(table.atRisk(at: point.age) == atRisk, "seed \(seed)")
            #expect(abs(point.survival - survival) < 1e-12, "seed \(seed)")
            #expect(abs(other.hazard - sum) < 1e-9, "seed \(seed)")
        }
    }

    @Test("One row for each unit, counts and whole days are the same table", arguments: 0..<20 as Range<UInt64>)
    func sameTable(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let units = RandomUnits(200, late: seed % 2 == 1, &random)
        let table = try units.table()
        let days = try LifeTable(
            wholeDays: units.exits.map { Int32($0) }, failed: units.failed, entries: units.entries.map { Int32($0) })
        #expect(days == table, "seed \(seed)")
        let halves = try LifeTable(
            exits: units.exits, failed: units.failed, entries: units.entries,
            counts: units.exits.map { _ in Int.random(in: 0...3, using: &random) })
        let doubled = try LifeTable(
            exits: units.exits + units.exits, failed: units.failed + units.failed,
            entries: units.entries + units.entries)
        let counted = try LifeTable(
            exits: units.exits, failed: units.failed, entries: units.entries, counts: units.exits.map { _ in 2 })
        #expect(counted == doubled, "seed \(seed)")
        #expect(halves.units <= 600)
    }

    @Test("Failures expected of a fleet by its own hazard are those it had", arguments: 0..<20 as Range<UInt64>)
    func expectedFailures(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let table = try RandomUnits(300, late: seed % 2 == 1, &random).table()
        let expected = try NelsonAalen(table).expectedFailures(of: table)
        #expect(abs(expected - Double(table.totalFailures)) < 1e-8, "seed \(seed)")
    }

    @Test("Limits hold the survival between them and stay within 0 and 1", arguments: KaplanMeier.LimitType.allCases)
    func limits(_ type: KaplanMeier.LimitType) throws {
        for seed in 0..<20 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let table = try RandomUnits(40, late: seed % 2 == 1, &random).table()
            for point in try KaplanMeier(table, confidence: 0.9, limits: type).points {
                guard let limits = point.limits, let upper = limits.upper else {
                    #expect(point.survival == 0)
                    continue
                }
                #expect(0 <= limits.lower && limits.lower <= point.survival, "seed \(seed)")
                #expect(point.survival <= upper && upper <= 1, "seed \(seed)")
            }
        }
    }

    @Test("Failures of one age as if one after the other: sums of reciprocals, however many")
    func untied() throws {
        for (units, failures) in [(10, 10), (5_000, 3), (20_000, 12_000), (1_000_000, 999_999), (2_000, 1_900)] {
            let table = try LifeTable(exits: [5, 9], failed: [true, false], counts: [failures, units - failures])
            let point = try #require(try NelsonAalen(table).points.first)
            var (sum, squares) = (0.0, 0.0)
            for k in units - failures + 1...units {
                sum += 1 / Double(k)
                squares += 1 / Double(k) / Double(k)
            }
            #expect(abs(point.untiedHazard - sum) < 1e-11 * sum, "\(failures) of \(units)")
            #expect(abs(point.untiedVariance - squares) < 1e-11 * squares, "\(failures) of \(units)")
        }
    }

    @Test("A million million units are counted without overflow; more are refused")
    func manyUnits() throws {
        let table = try LifeTable(exits: [1, 2], failed: [true, false], counts: [1, LifeTable.greatestUnits - 1])
        let point = try #require(try KaplanMeier(table).points.first)
        #expect(point.survival <= 1 && point.limits?.upper ?? 2 <= 1)
        #expect(throws: NoAnswer.tooLarge) {
            try LifeTable(exits: [1, 2], failed: [true, false], counts: [1, LifeTable.greatestUnits])
        }
    }

    @Test("Ages that are none are refused", arguments: hostileNumbers)
    func refused(_ number: Double) throws {
        #expect(throws: NoAnswer.outOfRange) { try LifeTable(exits: [1, number], failed: [true, false]) }
        #expect(throws: NoAnswer.outOfRange) {
            try LifeTable(exits: [1, 2], failed: [true, false], entries: [0, number])
        }
        let table = try LifeTable(exits: [1, 2], failed: [true, false])
        #expect(throws: NoAnswer.outOfRange) { try KaplanMeier(table, confidence: number) }
        #expect(throws: NoAnswer.outOfRange) { try NelsonAalen(table, confidence: number) }
        #expect(table.atRisk(at: number) >= 0)
        _ = try KaplanMeier(table).point(at: number)
    }

    @Test("Tables that are none have a reason")
    func reasons() {
        #expect(throws: NoAnswer.noData) { try LifeTable(exits: [], failed: []) }
        #expect(throws: NoAnswer.noData) { try LifeTable(wholeDays: [], failed: []) }
        #expect(throws: NoAnswer.noData) { try LifeTable(exits: [1], failed: [true], counts: [0]) }
        #expect(throws: NoAnswer.unequalLengths) { try LifeTable(exits: [1], failed: []) }
        #expect(throws: NoAnswer.unequalLengths) { try LifeTable(exits: [1], failed: [true], entries: []) }
        #expect(throws: NoAnswer.unequalLengths) { try LifeTable(exits: [1], failed: [true], counts: []) }
        #expect(throws: NoAnswer.unequalLengths) { try LifeTable(wholeDays: [1], failed: [true], entries: []) }
        #expect(throws: NoAnswer.emptyInterval) { try LifeTable(exits: [1], failed: [true], entries: [1]) }
        #expect(throws: NoAnswer.emptyInterval) { try LifeTable(wholeDays: [1], failed: [true], entries: [1]) }
        #expect(throws: NoAnswer.outOfRange) { try LifeTable(exits: [1], failed: [true], counts: [-1]) }
        for day in [-1, LifeTable.greatestDay + 1, .max, .min] {
            #expect(throws: NoAnswer.outOfRange) { try LifeTable(wholeDays: [day], failed: [true]) }
        }
        for day in [-1, Int32.min] {
            #expect(throws: NoAnswer.outOfRange) { try LifeTable(wholeDays: [1], failed: [true], entries: [day]) }
        }
    }

    @Test("Nothing failed: no points, no median, nothing to be expected")
    func nothingFailed() throws {
        let table = try LifeTable(exits: [3, 5], failed: [false, false])
        #expect(try KaplanMeier(table).points.isEmpty)
        #expect(try KaplanMeier(table).median == nil)
        #expect(try NelsonAalen(table).expectedFailures(of: table) == 0)
    }
}
