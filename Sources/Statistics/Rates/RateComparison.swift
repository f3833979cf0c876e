import CBoostMath

/// Two failure rates compared: how many times as often the first group fails as the second, and how surely.
///
/// Given the sum of both counts, the first is a binomial variable whose probability is the first group's share of the
/// unit-days where the rates are equal. So both the test and the limits are exact, whatever the counts
/// (Przyborowski and Wilenski, 'Homogeneity of results in testing samples from Poisson series', Biometrika 31, 1940).
public struct RateComparison: Hashable, Sendable {
    /// The first rate over the second, or nil where nothing failed in the second group: infinite, or undefined where
    /// nothing failed in either.
    public let ratio: Double?
    /// Exact limits of the ratio (Clopper and Pearson, Biometrika 26, 1934). The lower one is 0 where nothing failed
    /// in the first group, the upper one nil where nothing failed in the second.
    public let limits: ConfidenceLimits
    /// How probable it is, were the rates equal, to see counts no more probable than these: the two-sided exact test.
    public let pValue: Double

    /// Compares `first` with `second`, or answers nil where the limits pass the range of numbers.
    ///
    /// - Parameter confidence: of the ratio's limits, between 0 and 1, both excluded; else the answer is nil.
    public init?(_ first: ExponentialRate, with second: ExponentialRate, confidence: Double = 0.95) {
        guard confidence > 0, confidence < 1 else { return nil }
        let (a, b) = (Double(first.failures), Double(second.failures))
        let exposure = second.unitDays / first.unitDays
        let tail = (1 - confidence) / 2
        var complement = 1.0
        var lower = 0.0
        if a > 0 {
            let share = boost_ibeta_inv(a, b + 1, tail, &complement)
            lower = share / complement * exposure
        }
        var upper: Double?
        if b > 0 {
            let share = boost_ibetac_inv(a + 1, b, tail, &complement)
            upper = share / complement * exposure
        }
        let pValue = Self.pValue(first, second)
        guard lower.isFinite, upper?.isFinite ?? true, pValue.isFinite else { return nil }
        ratio = b > 0 ? a / b * exposure : nil
        limits = ConfidenceLimits(lower: lower, upper: upper)
        self.pValue = pValue
    }

    private static func pValue(_ first: ExponentialRate, _ second: ExponentialRate) -> Double {
        // The smaller share of the unit-days is the probability that loses no digits.
        let (one, other) = first.unitDays <= second.unitDays ? (first, second) : (second, first)
        let share = one.unitDays / (one.unitDays + other.unitDays)
        return Binomial(trials: one.failures + other.failures, probability: share)
            .twoSidedTest(successes: one.failures)
    }
}
