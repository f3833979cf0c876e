import Foundation
import Statistics
import Testing

@Suite("Exponential rates")
struct ExponentialRateTests {
    @Test(
        "No exposure and meaningless arguments have no rate",
        arguments: [
            (0, 0.0, 365.0, 0.95), (3, 0.0, 365.0, 0.95), (0, -1.0, 365.0, 0.95), (-1, 10.0, 365.0, 0.95),
            (1, .nan, 365.0, 0.95), (1, .infinity, 365.0, 0.95), (1, 10.0, 0.0, 0.95), (1, 10.0, .nan, 0.95),
            (1, 10.0, 365.0, 0.0), (1, 10.0, 365.0, 1.0), (1, 10.0, 365.0, .nan), (.max, 10.0, 365.0, 0.95),
            (1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.95),
        ])
    func refused(failures: Int, unitDays: Double, daysPerYear: Double, confidence: Double) {
        #expect(
            ExponentialRate(
                failures: failures, unitDays: unitDays, daysPerYear: daysPerYear, confidence: confidence) == nil)
    }

    @Test("Nothing failed: rate 0, the lower limit is 0 and the upper is −ln(α/2) a unit-year")
    func nothingFailed() throws {
        let rate = try #require(ExponentialRate(failures: 0, unitDays: 36_500))
        #expect(rate.annualRate == 0)
        #expect(rate.limits.lower == 0)
        let upper = try #require(rate.limits.upper)
        #expect(abs(upper - 0.036888794541139363) < 1e-12)
        #expect(rate.mtbfDays == nil)
        #expect(rate.logLikelihoodPerDay == 0)
    }

    @Test(
        "Limits hold the rate between them and tighten with the count",
        arguments: [1, 2, 7, 100, 65_000, 1_000_000_000])
    func limitsEncloseTheRate(failures: Int) throws {
        let few = try #require(ExponentialRate(failures: failures, unitDays: Double(failures) * 1_000))
        let more = try #require(ExponentialRate(failures: failures * 4, unitDays: Double(failures) * 4_000))
        let (fewUpper, moreUpper) = (try #require(few.limits.upper), try #require(more.limits.upper))
        #expect(few.limits.lower < more.limits.lower && more.limits.lower < 0.365)
        #expect(0.365 < moreUpper && moreUpper < fewUpper)
    }

    @Test("Where n failed, each limit leaves its half of α: the Poisson sums say so")
    func limitsInvertThePoissonDistribution() throws {
        for failures in 1...40 {
            // One unit-year, so that the rate is the Poisson mean.
            let rate = try #require(ExponentialRate(failures: failures, unitDays: 365, confidence: 0.9))
            let upper = try #require(rate.limits.upper)
            #expect(abs(1 - poissonAtMost(failures - 1, mean: rate.limits.lower) - 0.05) < 1e-12)
            #expect(abs(poissonAtMost(failures, mean: upper) - 0.05) < 1e-12)
        }
    }

    private func poissonAtMost(_ count: Int, mean: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for step in stride(from: 1, through: count, by: 1) {
            term *= mean / Double(step)
            sum += term
        }
        return sum * exp(-mean)
    }
}
