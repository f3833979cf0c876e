import Foundation
import Statistics
import Testing

@Suite("Two rates compared")
struct RateComparisonTests {
    @Test("Nothing failed in either: no ratio, no upper limit, p = 1")
    func nothingFailed() throws {
        let comparison = try #require(RateComparison(rate(0, 100), with: rate(0, 5_000)))
        #expect(comparison.ratio == nil)
        #expect(comparison.limits == ConfidenceLimits(lower: 0, upper: nil))
        #expect(comparison.pValue == 1)
    }

    @Test("Nothing failed in the first: ratio 0 with an upper limit")
    func nothingFailedInTheFirst() throws {
        let comparison = try #require(RateComparison(rate(0, 10_000), with: rate(5, 10_000)))
        #expect(comparison.ratio == 0)
        #expect(comparison.limits.lower == 0)
        #expect(comparison.limits.upper != nil)
        #expect(abs(comparison.pValue - 0.0625) < 1e-12)
    }

    @Test("The exact test adds up the outcomes no more probable than the one seen")
    func testMatchesEnumeration() throws {
        for (exposureA, exposureB) in [(1.0, 1.0), (1.0, 3.0), (7.0, 2.0), (1.0, 1_000.0)] {
            for trials in 1...30 {
                let share = exposureA / (exposureA + exposureB)
                let densities = binomialDensities(trials: trials, probability: share)
                for a in 0...trials {
                    let comparison = try #require(
                        RateComparison(rate(a, exposureA), with: rate(trials - a, exposureB)))
                    let expected = densities.filter { $0 <= densities[a] * (1 + 1e-7) }.reduce(0, +)
                    #expect(
                        abs(comparison.pValue - expected) <= 1e-10 * expected + 1e-13,
                        "\(a) of \(trials) over \(exposureA) and \(exposureB)")
                }
            }
        }
    }

    @Test(
        "Groups change places: the ratio and its limits turn over, the test stays",
        arguments: [
            (3, 100.0, 12, 110.0), (1, 1.0, 1, 1e9), (40_000, 3e7, 41_000, 2.9e7), (2_000_000_000, 1e12, 1, 1.0),
        ])
    func symmetry(a: Int, daysA: Double, b: Int, daysB: Double) throws {
        let there = try #require(RateComparison(rate(a, daysA), with: rate(b, daysB)))
        let back = try #require(RateComparison(rate(b, daysB), with: rate(a, daysA)))
        let (ratio, inverse) = (try #require(there.ratio), try #require(back.ratio))
        let (upper, lower) = (try #require(there.limits.upper), back.limits.lower)
        #expect(abs(ratio * inverse - 1) < 1e-12)
        #expect(abs(upper * lower - 1) < 1e-9)
        #expect(abs(there.pValue - back.pValue) <= 1e-9 * there.pValue)
        #expect((0...1).contains(there.pValue))
    }

    @Test("Rates beyond the range of numbers and meaningless confidence have no comparison")
    func refused() throws {
        let tiny = try #require(
            ExponentialRate(failures: 0, unitDays: .leastNonzeroMagnitude, daysPerYear: .leastNonzeroMagnitude))
        #expect(RateComparison(tiny, with: try rate(1, 1e300)) == nil)
        for confidence in [0, 1, -1, 2, Double.nan] {
            #expect(RateComparison(try rate(1, 1), with: try rate(1, 1), confidence: confidence) == nil)
        }
    }

    private func rate(_ failures: Int, _ unitDays: Double) throws -> ExponentialRate {
        try #require(ExponentialRate(failures: failures, unitDays: unitDays))
    }

    private func binomialDensities(trials: Int, probability: Double) -> [Double] {
        var coefficient = 1.0
        return (0...trials).map { successes in
            if successes > 0 { coefficient *= Double(trials - successes + 1) / Double(successes) }
            return coefficient * pow(probability, Double(successes)) * pow(1 - probability, Double(trials - successes))
        }
    }
}
