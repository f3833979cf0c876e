/// How many events, such as claims, are to come in the next periods of units that may have several.
///
/// The expected number is the sum of Λ(t + D) − Λ(t) over the units. Limits allow both for chance and for what is not known of
/// the intensity: a constant rate after n events gives negative binomial limits with the sizes n and n + 1, which are exact
/// (Nelson, 'Confidence intervals for the ratio of two Poisson means and Poisson predictor intervals', IEEE Transactions on
/// Reliability 19, 1970); of a fitted power law the inverse of the relative variance of the expected number, by the delta
/// method, takes the place of n.
public struct EventForecast: Hashable, Sendable {
    /// What is to come up to the end of a period.
    public struct Period: Hashable, Sendable {
        /// The expected number, from now on.
        public let events: Double
        /// Limits of the number, whole.
        public let limits: ConfidenceLimits
    }

    /// One for each coming period, with all events from now to its end.
    public let periods: [Period]

    /// - Parameters:
    ///   - units: the ages and numbers of the units in the field.
    ///   - horizon: how many periods to look ahead, 1...10,000.
    ///   - period: how long one is, in the unit of the ages.
    ///   - shipments: units to be shipped in each coming period, each 0 or more.
    ///   - end: the age at which events no longer count; nil: never.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range, ``NoAnswer/notComputed`` where a figure passes the
    ///   range of numbers.
    public init(
        _ intensity: EventIntensity, units: [IntervalLifeData.Suspensions], horizon: Int, period: Double,
        shipments: [Double] = [], until end: Double? = nil, confidence: Double = 0.95
    ) throws(NoAnswer) {
        let confidence = try confidence.checkedProbability()
        let period = try period.checked(in: Double.positiveAmounts)
        let end = try end?.checked(in: Double.amounts) ?? .infinity
        for group in units {
            _ = try (group.age.checked(in: Double.amounts), group.count.checked(in: 0...greatestCount))
        }
        for count in shipments { _ = try count.checked(in: 0...Double(greatestCount)) }
        var periods: [Period] = []
        for ahead in 1...(try horizon.checked(in: 1...10_000)) {
            var sum = EventIntensity.Sum()
            for group in units where group.age < end && group.count > 0 {
                let then = min(group.age + Double(ahead) * period, end)
                intensity.add(Double(group.count), from: group.age, to: then, to: &sum)
            }
            for (shipped, count) in shipments.prefix(ahead).enumerated() where count > 0 {
                intensity.add(count, from: 0, to: min(Double(ahead - shipped) * period, end), to: &sum)
            }
            let events = try sum.expected.checked(in: 0...1e12)
            periods.append(
                Period(events: events, limits: try intensity.limits(sum, confidence: confidence)))
        }
        self.periods = periods
    }
}
