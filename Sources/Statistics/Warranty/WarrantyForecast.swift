import Foundation

/// How many units in the field, and of those still to be shipped, will fail under warranty in the coming periods.
///
/// A unit of age t fails within the next D periods with the probability 1 − R(t + D)/R(t). The number of failures is taken
/// as a Poisson variable, which gives its limits; how surely the distribution itself is known does not enter them
/// (Minitab, 'Methods and formulas for warranty prediction'; Meeker and Escobar 1998, ch. 12).
public struct WarrantyForecast: Hashable, Sendable {
    /// Failures up to the end of a coming period.
    public struct Period: Hashable, Sendable {
        /// The expected number, from now on.
        public let failures: Double
        /// Limits of the number.
        public let limits: ConfidenceLimits
    }

    /// One for each coming period, with all failures from now to its end.
    public let periods: [Period]

    /// - Parameters:
    ///   - distribution: of ages at failure, in periods.
    ///   - units: the ages and numbers of the units in the field, in periods.
    ///   - horizon: how many periods to look ahead, 1...10,000.
    ///   - shipments: units to be shipped in each of the coming periods, each 0 or more; those beyond the horizon do not
    ///     count. A unit shipped in a period has the age 1 at its end.
    ///   - warranty: the age at which the warranty ends, in periods, 0 or more; nil: never.
    ///   - confidence: between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range, ``NoAnswer/notComputed`` where limits pass the
    ///   range of numbers.
    public init(
        _ distribution: Weibull, units: [IntervalLifeData.Suspensions], horizon: Int, shipments: [Double] = [],
        warranty: Double? = nil, confidence: Double = 0.95
    ) throws(NoAnswer) {
        let confidence = try confidence.checkedProbability()
        let end = try warranty?.checked(in: Double.amounts) ?? .infinity
        for group in units {
            _ = try (group.age.checked(in: Double.amounts), group.count.checked(in: 0...greatestCount))
        }
        for count in shipments { _ = try count.checked(in: 0...Double(greatestCount)) }
        var periods: [Period] = []
        for ahead in 1...(try horizon.checked(in: 1...10_000)) {
            var failures = 0.0
            for group in units where group.age < end {
                let then = min(group.age + Double(ahead), end)
                failures += Double(group.count) * distribution.failureProbability(from: group.age, to: then)
            }
            for (shipped, count) in shipments.prefix(ahead).enumerated() {
                let age = min(Double(ahead - shipped), end)
                failures += count * distribution.failureProbability(from: 0, to: age)
            }
            periods.append(
                Period(failures: failures, limits: try Poisson.limits(count: failures, confidence: confidence)))
        }
        self.periods = periods
    }
}
