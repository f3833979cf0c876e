/// What an event costs in the mean, and what a number of them that is itself uncertain comes to.
public struct MeanCost: Hashable, Sendable {
    /// Fewer amounts give no limits: their mean is not normal.
    public static let fewestForLimits = 10

    /// How many amounts there are.
    public let count: Int
    /// Their mean.
    public let mean: Double
    /// Their standard deviation; 0 of a single one.
    public let standardDeviation: Double
    /// Normal limits of the mean, not below 0; nil of fewer than ``fewestForLimits``.
    public let limits: ConfidenceLimits?
    private let z: Double

    /// A number of events and their cost.
    public struct Total: Hashable, Sendable {
        /// The expected cost.
        public let cost: Double
        /// Its limits; nil where the mean has none.
        public let limits: ConfidenceLimits?
    }

    /// - Parameter amounts: each 0 or more.
    /// - Throws: ``NoAnswer/noData`` of none, ``NoAnswer/outOfRange`` of a negative amount or for the confidence,
    ///   ``NoAnswer/notComputed``.
    public init(_ amounts: [Double], confidence: Double = 0.95) throws(NoAnswer) {
        guard !amounts.isEmpty else { throw .noData }
        z = Normal.halfWidth(confidence: try confidence.checkedProbability())
        var (mean, squares) = (0.0, 0.0)
        for (index, amount) in amounts.enumerated() {
            // Welford's update.
            let step = try amount.checked(in: 0...1e50) - mean
            mean += step / Double(index + 1)
            squares += step * (amount - mean)
        }
        count = amounts.count
        self.mean = try mean.checkedResult()
        let deviation = count > 1 ? (max(0, squares) / Double(count - 1)).squareRoot() : 0
        standardDeviation = try deviation.checkedResult()
        let reach = z * deviation / Double(count).squareRoot()
        limits =
            count < Self.fewestForLimits
            ? nil : ConfidenceLimits(lower: max(0, mean - reach), upper: mean + reach)
    }

    /// What so many events cost. The distances of its limits are the roots of three squares: of the limits of the number times
    /// the mean, of the limits of the mean times the number, and of the spread of that many single amounts.
    public func total(of events: Double, _ eventLimits: ConfidenceLimits) -> Total {
        let cost = events * mean
        guard count >= Self.fewestForLimits, let most = eventLimits.upper else { return Total(cost: cost, limits: nil) }
        let ofMean = events * z * standardDeviation / Double(count).squareRoot()
        let ofSingle = z * standardDeviation * max(0, events).squareRoot()
        func reach(_ limit: Double) -> Double {
            let ofNumber = mean * (limit - events)
            return (ofNumber * ofNumber + ofMean * ofMean + ofSingle * ofSingle).squareRoot()
        }
        let (lower, upper) = (max(0, cost - reach(eventLimits.lower)), cost + reach(most))
        guard upper.isFinite else { return Total(cost: cost, limits: nil) }
        return Total(cost: cost, limits: ConfidenceLimits(lower: lower, upper: upper))
    }
}
