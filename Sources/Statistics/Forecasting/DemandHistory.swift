import Foundation

/// What was asked for in equal periods, oldest first, periods without demand included as 0.
public struct DemandHistory: Hashable, Sendable {
    /// The demand of each period, in units.
    public let values: [Double]

    /// - Throws: ``NoAnswer/noData`` where there is no period, ``NoAnswer/outOfRange`` where a demand is negative,
    ///   more than 10¹⁰⁰ or not a number. Returns must be taken off before.
    public init(_ values: [Double]) throws(NoAnswer) {
        guard !values.isEmpty else { throw .noData }
        for value in values { _ = try value.checked(in: Double.amounts) }
        self.values = values
    }

    /// The mean demand of a period.
    public var mean: Double { values.mean }

    /// The sample standard deviation (n − 1) of a period's demand; nil where there is but one period.
    public var standardDeviation: Double? { values.sampleDeviation }

    /// The standard deviation over the mean; nil where nothing was demanded or there is but one period.
    public var coefficientOfVariation: Double? {
        guard mean > 0 else { return nil }
        return standardDeviation.map { $0 / mean }
    }
}

extension [Double] {
    /// The arithmetic mean of at least one number.
    var mean: Double { reduce(0, +) / Double(count) }

    /// The sample standard deviation (n − 1), or nil of fewer than two.
    var sampleDeviation: Double? {
        guard count > 1 else { return nil }
        let mean = mean
        return (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)).squareRoot()
    }
}
