/// The stock kept against demand above the mean, and the point at which to order, for a normal demand.
///
/// Over the risk period (lead time and review period) the demand has the standard deviation
/// √((L + R)σ² + μ²σ_L²): demand and lead time both vary, independent of each other (Silver, Pyke and Thomas,
/// 'Inventory and Production Management in Supply Chains', 4th ed. 2017, ch. 6; Hadley and Whitin 1963).
public struct SafetyStock: Hashable, Sendable {
    /// Standard deviations for the service level: Φ⁻¹(service level), negative below one half.
    public let safetyFactor: Double
    /// The standard deviation of demand over lead time and review period, in units.
    public let deviationOverRiskPeriod: Double
    /// The mean demand over lead time and review period, in units.
    public let meanOverRiskPeriod: Double
    /// The safety stock in units, negative for a service level below one half.
    public let quantity: Double
    /// The inventory position at which to order, in units; with a review period the level up to which to order at each
    /// review.
    public var reorderPoint: Double { meanOverRiskPeriod + quantity }

    /// - Parameters:
    ///   - demandMean: mean demand of a period, 0 or more.
    ///   - demandDeviation: its standard deviation, 0 or more; better still the root mean squared error of its forecast.
    ///   - leadTime: mean lead time in periods, 0 or more.
    ///   - leadTimeDeviation: its standard deviation in periods.
    ///   - reviewPeriod: periods between two looks at the stock, 0 where it is always looked at.
    ///   - serviceLevel: the probability that no order cycle ends in a stockout, between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range.
    public init(
        demandMean: Double, demandDeviation: Double, leadTime: Double, leadTimeDeviation: Double = 0,
        reviewPeriod: Double = 0, serviceLevel: Double
    ) throws(NoAnswer) {
        for parameter in [demandMean, demandDeviation, leadTime, leadTimeDeviation, reviewPeriod] {
            _ = try parameter.checked(in: 0...1e50)
        }
        safetyFactor = try Normal.quantile(try serviceLevel.checkedProbability()).checkedResult()
        let periods = leadTime + reviewPeriod
        let byLeadTime = demandMean * leadTimeDeviation
        deviationOverRiskPeriod =
            (periods * demandDeviation * demandDeviation + byLeadTime * byLeadTime).squareRoot()
        meanOverRiskPeriod = demandMean * periods
        quantity = safetyFactor * deviationOverRiskPeriod
    }

    /// With the mean and standard deviation of a history; of a single period the deviation is unknown.
    ///
    /// - Throws: ``NoAnswer/noData`` of a single period, else as the other initialiser.
    public init(
        history: DemandHistory, leadTime: Double, leadTimeDeviation: Double = 0, reviewPeriod: Double = 0,
        serviceLevel: Double
    ) throws(NoAnswer) {
        guard let deviation = history.standardDeviation else { throw .noData }
        try self.init(
            demandMean: history.mean, demandDeviation: deviation, leadTime: leadTime,
            leadTimeDeviation: leadTimeDeviation, reviewPeriod: reviewPeriod, serviceLevel: serviceLevel)
    }
}
