/// How probable so many events or more are, were they no more frequent than elsewhere.
///
/// The events elsewhere are few as well, so both counts are uncertain: given their sum, the first is a binomial variable whose
/// probability is its share of the exposure (Przyborowski and Wilenski, Biometrika 31, 1940). Of many events elsewhere it is
/// the upper tail of the Poisson distribution with the expected number as its mean.
public struct EventExcess: Hashable, Sendable {
    /// Events seen.
    public let observed: Int
    /// The probability of as many or more, one-sided.
    public let probability: Double

    /// - Parameters:
    ///   - observed: 0...10¹¹ events.
    ///   - exposure: what they were seen in, more than 0: time at risk, or the number that was expected by a curve.
    ///   - reference: 0...10¹¹ events elsewhere.
    ///   - referenceExposure: what those were seen in, in the same unit: where a curve is made of the events elsewhere, their
    ///     own number.
    /// - Returns: nil where a number lies outside its range.
    public init?(observed: Int, exposure: Double, reference: Int, referenceExposure: Double) {
        let counts = 0...100_000_000_000
        guard counts.contains(observed), counts.contains(reference), exposure > 0, referenceExposure > 0,
            exposure.isFinite, referenceExposure.isFinite
        else { return nil }
        let share = exposure / (exposure + referenceExposure)
        guard share > 0, share < 1 else { return nil }
        let probability = Binomial(trials: observed + reference, probability: share).atLeast(observed)
        guard probability.isFinite else { return nil }
        self.observed = observed
        self.probability = min(1, max(0, probability))
    }
}
