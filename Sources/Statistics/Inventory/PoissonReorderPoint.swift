/// The point at which to order where demand is small and random: a Poisson variable, as of spare parts.
public struct PoissonReorderPoint: Hashable, Sendable {
    /// The smallest inventory position at which the lead time's demand is covered with the service level, in units.
    public let quantity: Int
    /// The probability that it is covered, the service level or more.
    public let cycleService: Double

    /// - Parameters:
    ///   - leadTimeDemand: mean demand over the lead time (and the review period), 0...10⁹.
    ///   - serviceLevel: between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range.
    public init(leadTimeDemand: Double, serviceLevel: Double) throws(NoAnswer) {
        let demand = Poisson(mean: try leadTimeDemand.checked(in: Poisson.means))
        quantity = demand.quantile(try serviceLevel.checkedProbability())
        cycleService = try demand.atMost(quantity).checkedResult()
    }
}
