import Foundation
import Statistics
import Testing

@Suite("Recurrent events")
struct RecurrenceTests {
    @Test("Mean and robust error are those of the definition", arguments: 0..<40 as Range<UInt64>)
    func definition(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let histories = try randomHistories(&random, costs: seed % 3 == 0)
        let curve = try MeanCumulativeFunction(histories)
        var residuals = histories.map { _ in 0.0 }
        var mean = 0.0
        for point in curve.points {
            let atRisk = histories.indices.filter { histories[$0].start < point.age && point.age <= histories[$0].end }
            let units = Double(atRisk.reduce(0) { $0 + histories[$1].units })
            let own = histories.map { history in
                history.events.indices.reduce(0) { sum, event in
                    history.events[event] == point.age ? sum + (history.costs?[event] ?? 1) : sum
                }
            }
            let average = atRisk.reduce(0) { $0 + own[$1] * Double(histories[$1].units) } / units
            mean += average
            for index in atRisk { residuals[index] += (own[index] - average) / units }
            let squares = histories.indices.reduce(0) {
                $0 + residuals[$1] * residuals[$1] * Double(histories[$1].units)
            }
            #expect(Double(point.atRisk) == units, "seed \(seed)")
            #expect(abs(point.mean - mean) < 1e-9 * max(1, abs(mean)), "seed \(seed)")
            #expect(abs(point.standardError - squares.squareRoot()) < 1e-9 * max(1, abs(mean)), "seed \(seed)")
        }
    }

    @Test("A group of units is as many single ones", arguments: 0..<20 as Range<UInt64>)
    func groups(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let histories = try randomHistories(&random, costs: false)
        let single = try histories.flatMap { history in
            try (0..<history.units).map { _ in
                try RepairHistory(start: history.start, end: history.end, events: history.events)
            }
        }
        let (one, other) = (try MeanCumulativeFunction(histories), try MeanCumulativeFunction(single))
        #expect(one.points.map(\.events) == other.points.map(\.events), "seed \(seed)")
        for (left, right) in zip(one.points, other.points) {
            #expect(abs(left.standardError - right.standardError) < 1e-12, "seed \(seed)")
        }
    }

    @Test("Units that all fare alike have no error, to the last digit")
    func alike() throws {
        let history = try RepairHistory(end: 100, events: (1...90).map { Double($0) }, units: 7)
        let curve = try MeanCumulativeFunction([history])
        #expect(curve.points.allSatisfy { $0.standardError < 1e-12 })
        #expect(curve.points.last?.mean == 90)
    }

    @Test("Histories and sets of them that are none have a reason")
    func reasons() throws {
        #expect(throws: NoAnswer.noData) { try MeanCumulativeFunction([]) }
        #expect(throws: NoAnswer.emptyInterval) { try RepairHistory(start: 5, end: 5) }
        #expect(throws: NoAnswer.eventOutsideObservation) { try RepairHistory(start: 5, end: 9, events: [5]) }
        #expect(throws: NoAnswer.eventOutsideObservation) { try RepairHistory(end: 9, events: [9.5]) }
        #expect(throws: NoAnswer.unequalLengths) { try RepairHistory(end: 9, events: [1], costs: []) }
        for units in [0, -1, .min, .max] {
            #expect(throws: NoAnswer.outOfRange) { try RepairHistory(end: 9, units: units) }
        }
        for number in hostileNumbers {
            #expect(throws: NoAnswer.outOfRange) { try RepairHistory(end: number) }
            #expect(throws: NoAnswer.outOfRange) { try RepairHistory(start: number, end: 5) }
            #expect(throws: NoAnswer.outOfRange) { try RepairHistory(end: 5, events: [number]) }
        }
        #expect(throws: NoAnswer.outOfRange) { try RepairHistory(end: 5, events: [1], costs: [.nan]) }
        let (counted, priced) = (try RepairHistory(end: 5), try RepairHistory(end: 5, costs: []))
        #expect(throws: NoAnswer.unequalLengths) { try MeanCumulativeFunction([counted, priced]) }
        let many = try RepairHistory(end: 5, events: [1, 2], units: 1_000_000_000_000)
        #expect(throws: NoAnswer.tooLarge) { try MeanCumulativeFunction([many]) }
        for confidence in hostileNumbers {
            #expect(throws: NoAnswer.outOfRange) { try MeanCumulativeFunction([counted], confidence: confidence) }
        }
    }

    @Test("Refunds may bring the mean cost below 0, where logarithmic limits end")
    func refunds() throws {
        let curve = try MeanCumulativeFunction([RepairHistory(end: 9, events: [1, 2], costs: [-5, 20])])
        #expect(curve.points.map(\.mean) == [-5, 15])
        #expect(curve.points[0].limits == nil)
        #expect(curve.points[1].limits != nil)
        #expect(curve.points[0].poissonError == nil)
    }

    private func randomHistories(_ random: inout SeededGenerator, costs: Bool) throws -> [RepairHistory] {
        try (0..<25).map { _ in
            let start = Int.random(in: 0...20, using: &random)
            let end = Int.random(in: start + 1...60, using: &random)
            let events = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                Double(Int.random(in: start + 1...end, using: &random))
            }
            return try RepairHistory(
                start: Double(start), end: Double(end), events: events,
                costs: costs ? events.map { _ in Double(Int.random(in: -20...90, using: &random)) } : nil,
                units: Int.random(in: 1...3, using: &random))
        }
    }
}

@Suite("Trend tests")
struct TrendTests {
    @Test("Events told backwards turn the sign of the trend", arguments: 0..<20 as Range<UInt64>)
    func backwards(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let events = (0..<12).map { _ in Double.random(in: 0.01...99.9, using: &random) }
        let forth = try TrendTest([.init(events: events, end: 100)])
        let back = try TrendTest([.init(events: events.map { 100 - $0 }, end: 100)])
        #expect(abs(forth.laplace + back.laplace) < 1e-9, "seed \(seed)")
        #expect(abs(forth.laplaceProbability - back.laplaceProbability) < 1e-9, "seed \(seed)")
    }

    @Test("Without a trend either test rejects as often as it says")
    func level() throws {
        var (laplace, handbook) = (0, 0)
        for seed in 0..<1000 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let systems = (0..<3).map { _ in
                let end = Double.random(in: 50...150, using: &random)
                return TrendTest.System(
                    events: (0..<8).map { _ in Double.random(in: 1e-6...end, using: &random) }, end: end)
            }
            let test = try TrendTest(systems)
            if test.laplaceProbability < 0.1 { laplace += 1 }
            if test.militaryHandbookProbability < 0.1 { handbook += 1 }
        }
        // 100 ± 4 standard deviations of 9.5.
        #expect((62...138).contains(laplace) && (62...138).contains(handbook))
    }

    @Test("Without an event that tells of a trend there is no test")
    func reasons() {
        #expect(throws: NoAnswer.noFailures) { try TrendTest([]) }
        #expect(throws: NoAnswer.noFailures) { try TrendTest([.init(events: [], end: 9)]) }
        #expect(throws: NoAnswer.noFailures) { try TrendTest([.init(events: [4], end: nil)]) }
        #expect(throws: NoAnswer.failureAtAgeZero) { try TrendTest([.init(events: [0], end: 9)]) }
        #expect(throws: NoAnswer.eventOutsideObservation) { try TrendTest([.init(events: [10], end: 9)]) }
        for number in hostileNumbers {
            #expect(throws: NoAnswer.outOfRange) { try TrendTest([.init(events: [number], end: nil)]) }
            #expect(throws: NoAnswer.outOfRange) { try TrendTest([.init(events: [1], end: number)]) }
        }
    }

    @Test("All events at the end: surely more often with age, without a power law")
    func allAtTheEnd() throws {
        let test = try TrendTest([.init(events: [9, 9], end: 9)])
        #expect(test.militaryHandbook == 0 && test.militaryHandbookProbability == 0)
        #expect(test.powerLaw == nil)
    }
}
