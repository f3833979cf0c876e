import Foundation
package import Registry
package import Statistics

/// Whether units that are made with a correction fail less often, at the same age, than those before.
///
/// Young units look good merely by being young. So what failed first is compared with how many would have failed, had the units
/// failed at each age as those before (Breslow and Day, 'Statistical methods in cancer research' II, 1987, section 2.2). Both
/// counts are uncertain: given their sum, the first is binomial, which makes the limits of the ratio exact where the hazards
/// are proportional (Przyborowski and Wilenski, Biometrika 31, 1940).
package struct CorrectionCheck: Hashable, Sendable {
    package enum Verdict: String, CaseIterable, Sendable {
        /// They fail less often: the upper limit of the ratio is below 1.
        case fell
        /// It cannot be told yet.
        case notShown
        /// They fail more often: the lower limit is above 1.
        case rose
    }

    package static let confidence = 0.95
    /// How surely it is to be shown that the rate has halved, if it has.
    package static let power = 0.8
    /// A correction that takes more expected failures than this to be judged is not judged by them.
    private static let mostExpected = 1_200.0

    package var before: FleetTally
    package var after: FleetTally
    /// All failures by their unit-days, whatever the ages: what the comparison at equal ages is to be held against.
    package var rates: RateComparison?
    /// How many units with the correction had failed, had they done so at each age as those before; nil without a curve.
    package var expected: Double?
    /// Units that failed over those that were expected to; nil without these.
    package var ageAdjusted: RateComparison?
    /// How many more days in service of all units with the correction together it takes, until it would be shown with
    /// a probability of ``power`` that the rate has halved. 0 where there are enough; nil where so few failed before that it
    /// can never be shown.
    package var unitDaysNeeded: Double?

    package init(before: FleetTally, after: FleetTally) {
        (self.before, self.after) = (before, after)
        if let own = after.rate(Self.confidence), let other = before.rate(Self.confidence) {
            rates = RateComparison(own, with: other, confidence: Self.confidence)
        }
        let failed = Double(before.failedUnits)
        if let curve = try? NelsonAalen(before.lifeTable()), let table = try? after.lifeTable() {
            let sum = curve.expectedFailures(of: table)
            if sum.isFinite, sum > 0 { expected = sum }
        }
        // The units before failed as often as their own curve expects of them.
        if let expected {
            ageAdjusted = Self.ratio(Int(after.failedUnits), of: expected, against: Int(before.failedUnits))
        }
        guard failed > 0, let enough = Self.expectedFailuresNeeded(against: Int(failed)) else { return }
        let missing = enough - (expected ?? 0)
        let daily =
            expected.flatMap { after.unitDays > 0 ? $0 / Double(after.unitDays) : nil }
            ?? (before.unitDays > 0 ? failed / Double(before.unitDays) : 0)
        if missing <= 0 {
            unitDaysNeeded = 0
        } else if daily > 0 {
            unitDaysNeeded = missing / daily
        }
    }

    package var verdict: Verdict {
        guard let limits = ageAdjusted?.limits else { return .notShown }
        if let upper = limits.upper, upper < 1 { return .fell }
        return limits.lower > 1 ? .rose : .notShown
    }

    /// `failed` of which `expected` were expected by a curve that rests on `base` failures.
    private static func ratio(_ failed: Int, of expected: Double, against base: Int) -> RateComparison? {
        guard base > 0,
            let own = ExponentialRate(failures: failed, unitDays: expected, daysPerYear: 1, confidence: confidence),
            let other = ExponentialRate(
                failures: base, unitDays: Double(base), daysPerYear: 1, confidence: confidence)
        else { return nil }
        return RateComparison(own, with: other, confidence: confidence)
    }

    /// How many failures must be expected of the units with a correction, until ``Verdict/fell`` is found with a probability of
    /// ``power`` if half as many come: the least within 3 %. Nil where it takes more than some 1,200.
    static func expectedFailuresNeeded(against base: Int) -> Double? {
        var expected = 1.0
        while expected <= mostExpected {
            if let most = mostThatFell(expected, against: base),
                probability(ofAtMost: most, expecting: expected / 2) >= power
            {
                return expected
            }
            expected *= 1.03
        }
        return nil
    }

    /// The greatest number of failures by which the rate has fallen; nil where not even none shows it.
    private static func mostThatFell(_ expected: Double, against base: Int) -> Int? {
        func shows(_ failed: Int) -> Bool {
            ratio(failed, of: expected, against: base)?.limits.upper.map { $0 < 1 } ?? false
        }
        guard shows(0) else { return nil }
        var (low, high) = (0, Int(expected) + 1)
        while low + 1 < high {
            let middle = (low + high) / 2
            if shows(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// Of a Poisson variable; `mean` is at most some 600, so that no term vanishes.
    private static func probability(ofAtMost most: Int, expecting mean: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for count in stride(from: 1, through: most, by: 1) {
            term *= mean / Double(count)
            sum += term
        }
        return sum * exp(-mean)
    }
}
