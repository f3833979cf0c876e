/// How long it takes from an order to its receipt, learned from past ones.
public struct LeadTimes: Hashable, Sendable {
    /// How many receipts.
    public let count: Int
    /// The mean, in the unit of what was given.
    public let mean: Double
    /// The sample standard deviation (n − 1); nil of a single receipt.
    public let standardDeviation: Double?
    private let sorted: [Double]

    /// - Parameter durations: one for each receipt, 0 or more, in days or in the periods of the demand.
    /// - Throws: ``NoAnswer/noData`` of none, ``NoAnswer/outOfRange`` of a negative one or what is no number.
    public init(_ durations: [Double]) throws(NoAnswer) {
        guard !durations.isEmpty else { throw .noData }
        for duration in durations { _ = try duration.checked(in: Double.amounts) }
        count = durations.count
        mean = durations.mean
        standardDeviation = durations.sampleDeviation
        sorted = durations.sorted()
    }

    /// The shortest.
    public var shortest: Double { sorted[0] }
    /// The longest.
    public var longest: Double { sorted[sorted.count - 1] }
    /// The middle one.
    public var median: Double { interpolated(0.5) }

    /// The duration that a share of the receipts stayed within, linear between neighbours (type 7 of Hyndman and Fan,
    /// 'Sample quantiles in statistical packages', The American Statistician 50, 1996).
    ///
    /// - Parameter share: 0...1.
    public func quantile(_ share: Double) throws(NoAnswer) -> Double {
        interpolated(try share.checked(in: 0...1))
    }

    private func interpolated(_ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
