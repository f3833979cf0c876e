import Foundation
import Statistics
import Testing

@Suite("Charts of rates")
struct RateChartTests {
    @Test("Limits by hand: three standard deviations where much is expected, exact ones where little is")
    func byHand() throws {
        let chart = try RateChart(counts: [30, 10, 50, 0], exposures: [100, 100, 200, 0], centre: 0.2)
        #expect(chart.centre == 0.2)
        #expect(chart.points[3].rate == nil && chart.points[3].lower == nil && chart.points[3].upper == nil)
        let upper = try #require(chart.points[0].upper)
        #expect(abs(upper - (0.2 + 3 * (0.2 / 100).squareRoot())) < 1e-12)
        // Of a Poisson variable of mean 2, P(> 7) = 0.00110 and P(> 6) = 0.0045.
        let few = try RateChart(counts: [7, 8, 0], exposures: [10, 10, 10], centre: 0.2)
        #expect(few.alarms == [1])
        #expect(few.points[0].upper == 0.7)
        #expect(few.points[0].lower == 0)
    }

    @Test("Without a change hardly any group alarms; a changed one does", arguments: 0..<20 as Range<UInt64>)
    func alarms(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let exposures = (0..<50).map { _ in Double.random(in: 100...2_000, using: &random) }
        var counts = exposures.map { random.poisson(0.01 * $0) }
        counts[20] = Int(0.05 * exposures[20]) + 6
        let chart = try RateChart(counts: counts, exposures: exposures, centre: 0.01)
        #expect(chart.alarms.contains(20), "seed \(seed)")
        #expect(chart.alarms.count <= 3, "seed \(seed)")
    }

    @Test("What is no chart has a reason")
    func reasons() {
        #expect(throws: NoAnswer.unequalLengths) { try RateChart(counts: [1], exposures: []) }
        #expect(throws: NoAnswer.noData) { try RateChart(counts: [], exposures: []) }
        #expect(throws: NoAnswer.noData) { try RateChart(counts: [0], exposures: [5]) }
        #expect(throws: NoAnswer.outOfRange) { try RateChart(counts: [1], exposures: [0]) }
        for count in [-1, .min, .max] {
            #expect(throws: NoAnswer.outOfRange) { try RateChart(counts: [count], exposures: [1]) }
        }
        for number in hostileNumbers {
            #expect(throws: NoAnswer.outOfRange) { try RateChart(counts: [1, 1], exposures: [1, number]) }
            #expect(throws: NoAnswer.outOfRange) { try RateChart(counts: [1], exposures: [1], centre: number) }
        }
    }
}
