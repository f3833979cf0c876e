import Statistics
import Testing

@Suite("Failure rates meet the golden table")
struct GoldenRateTests {
    @Test("One sample: rate, limits, mean time between failures, likelihood", arguments: try samples(1))
    func oneSample(_ golden: RateVectors.Case) throws {
        let totals = try #require(golden.input.totals)
        let expected = golden.expected
        #expect(totals.failures == expected.failures)
        #expect(totals.unitDays == expected.unitDays)
        let rate = ExponentialRate(
            failures: totals.failures, unitDays: totals.unitDays,
            daysPerYear: try #require(golden.input.daysPerYear), confidence: golden.input.confLevel)
        let limits = try #require(expected.afrCi)
        #expect(close(rate?.annualRate, expected.afr, golden.tolerance))
        #expect(close(rate?.limits.lower, limits[0], golden.tolerance))
        #expect(close(rate?.limits.upper, limits[1], golden.tolerance))
        #expect(close(rate?.mtbfDays, expected.mtbfDays, golden.tolerance))
        #expect(close(rate?.logLikelihoodPerDay, expected.loglikPerDay, golden.tolerance))
    }

    @Test("Two samples: ratio, limits, exact test", arguments: try samples(2))
    func twoSamples(_ golden: RateVectors.Case) throws {
        let (input, expected) = (golden.input, golden.expected)
        let first = try rate(input.failuresA, input.unitDaysA)
        let second = try rate(input.failuresB, input.unitDaysB)
        let comparison = try #require(RateComparison(first, with: second, confidence: input.confLevel))
        let limits = try #require(expected.ratioCi)
        #expect(close(comparison.ratio, expected.rateRatio, golden.tolerance))
        #expect(close(comparison.limits.lower, limits[0], golden.tolerance))
        #expect(close(comparison.limits.upper, limits[1], golden.tolerance))
        #expect(close(comparison.pValue, expected.pValue, golden.tolerance))
    }

    /// The cases of one or of two samples. An empty table would test nothing, so it is an error.
    private static func samples(_ count: Int) throws -> [RateVectors.Case] {
        let cases = try RateVectors.load().filter { ($0.input.failuresA != nil) == (count == 2) }
        return try #require(cases.isEmpty ? nil : cases)
    }

    private func rate(_ failures: Int?, _ unitDays: Double?) throws -> ExponentialRate {
        let failures = try #require(failures)
        let unitDays = try #require(unitDays)
        return try #require(ExponentialRate(failures: failures, unitDays: unitDays))
    }

    /// The table's rule: nil means undefined and is exact, numbers within a relative tolerance.
    private func close(_ value: Double?, _ expected: Double?, _ tolerance: Double) -> Bool {
        guard let value, let expected else { return value == nil && expected == nil }
        return abs(value - expected) <= tolerance * abs(expected) + 1e-13
    }
}
