/// The point at which to order so that a stated share of the demand is served from stock, for a normal demand.
///
/// The safety factor k solves G(k) = Q(1 − fill rate)/σ, G(k) = φ(k) − k(1 − Φ(k)) being the expected shortage of a
/// cycle (Silver, Pyke and Thomas, 'Inventory and Production Management in Supply Chains', 4th ed. 2017, ch. 6.7.8).
public struct FillRateReorderPoint: Hashable, Sendable {
    /// Standard deviations kept as safety stock; below 0 where large orders alone serve enough.
    public let safetyFactor: Double
    /// The safety stock in units.
    public let safetyStock: Double
    /// The inventory position at which to order, in units.
    public let quantity: Double

    /// - Parameters:
    ///   - leadTimeDemand: mean demand over the lead time, 0 or more.
    ///   - deviation: its standard deviation, more than 0: without it the reorder point is the mean.
    ///   - orderQuantity: units ordered at once, more than 0.
    ///   - fillRate: the share of demand served from stock, between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range.
    public init(
        leadTimeDemand: Double, deviation: Double, orderQuantity: Double, fillRate: Double
    ) throws(NoAnswer) {
        let mean = try leadTimeDemand.checked(in: 0...1e50)
        let deviation = try deviation.checked(in: 1e-50...1e50)
        let quantity = try orderQuantity.checked(in: 1e-50...1e50)
        let loss = quantity * (1 - (try fillRate.checkedProbability())) / deviation
        // G falls; G(k) > −k bounds it from the left, and beyond 38 it is less than any double.
        guard loss > Normal.loss(37) else { throw .notComputed }
        safetyFactor = bisection(from: -loss - 1, to: 38) { Normal.loss($0) <= loss }
        safetyStock = safetyFactor * deviation
        self.quantity = mean + safetyStock
    }
}
