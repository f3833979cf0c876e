/// A chart of claims per unit-month by build week, or of other counts over what they came from: the u-chart.
///
/// The limits are u ± 3√(u/exposure) around the common rate u (Montgomery, 'Introduction to Statistical Quality Control',
/// ch. 7). Where fewer than ``fewestForNormal`` claims are to be expected these are wrong, and the limits are the counts
/// that a Poisson variable passes with the probability of three standard deviations, 0.00135 on either side.
public struct RateChart: Hashable, Sendable {
    /// One week, or another group.
    public struct Point: Hashable, Sendable {
        /// Claims over exposure; nil without exposure.
        public let rate: Double?
        /// The lower limit of the rate, 0 where no rate is too low; nil without exposure.
        public let lower: Double?
        /// The upper limit of the rate; nil without exposure.
        public let upper: Double?
    }

    /// The common rate: all claims over all exposure, or the one that was given.
    public let centre: Double
    /// One for each group, in the order given.
    public let points: [Point]
    /// Which groups lie outside their limits, from 0.
    public let alarms: [Int]

    /// Up to how many expected claims the limits are those of a Poisson variable: 5.
    public static let fewestForNormal = 5.0

    /// - Parameters:
    ///   - counts: claims of each group, 0...10¹².
    ///   - exposures: for example unit-months of each, 0 or more, and more than 0 where there are claims.
    ///   - centre: the rate in control, more than 0; nil: that of all groups together.
    /// - Throws: ``NoAnswer/unequalLengths``, ``NoAnswer/outOfRange``, and ``NoAnswer/noData`` where there is no exposure
    ///   or, without a given rate, no claim.
    public init(counts: [Int], exposures: [Double], centre: Double? = nil) throws(NoAnswer) {
        guard counts.count == exposures.count else { throw .unequalLengths }
        var (claims, exposure) = (0.0, 0.0)
        for (count, own) in zip(counts, exposures) {
            claims += Double(try count.checked(in: 0...greatestCount))
            exposure += try own.checked(in: 0...1e50)
            guard own >= 1e-50 || (own == 0 && count == 0) else { throw .outOfRange }
        }
        guard exposure > 0, claims > 0 || centre != nil else { throw .noData }
        let rate = try centre?.checked(in: 1e-50...1e50) ?? claims / exposure
        var (points, alarms) = ([Point](), [Int]())
        for (index, own) in exposures.enumerated() {
            guard own > 0 else {
                points.append(Point(rate: nil, lower: nil, upper: nil))
                continue
            }
            let (lower, upper) = Self.limits(expected: rate * own)
            points.append(Point(rate: Double(counts[index]) / own, lower: lower / own, upper: upper / own))
            if Double(counts[index]) > upper || Double(counts[index]) < lower { alarms.append(index) }
        }
        (self.centre, self.points, self.alarms) = (rate, points, alarms)
    }

    /// The fewest and the most claims that do not alarm.
    private static func limits(expected: Double) -> (lower: Double, upper: Double) {
        guard expected < fewestForNormal else {
            let reach = 3 * expected.squareRoot()
            return (max(0, expected - reach), expected + reach)
        }
        let tail = 0.001349898031630095
        let count = Poisson(mean: expected)
        return (Double(count.quantile(tail)), Double(count.quantile(1 - tail)))
    }
}
