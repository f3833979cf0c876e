/// How much to have where what is left over is worth less and what lacks is lost: one period, one order.
///
/// The best quantity is the smallest whose probability to suffice reaches the critical ratio p/(p + h) (Edgeworth 1888;
/// Arrow, Harris and Marschak, 'Optimal inventory policy', Econometrica 19, 1951).
public struct Newsvendor: Hashable, Sendable {
    /// What a unit too much and a unit too few cost.
    public struct Costs: Hashable, Sendable {
        /// Of a unit left over, more than 0.
        public let holding: Double
        /// Of a unit that lacked, more than 0.
        public let stockout: Double

        /// - Throws: ``NoAnswer/outOfRange`` where one is not between 10⁻⁵⁰ and 10⁵⁰.
        public init(holding: Double, stockout: Double) throws(NoAnswer) {
            self.holding = try holding.checked(in: 1e-50...1e50)
            self.stockout = try stockout.checked(in: 1e-50...1e50)
        }

        /// By prices: a unit left over loses what it cost less its salvage value, one that lacked the margin.
        ///
        /// - Throws: ``NoAnswer/outOfRange`` where either is not more than 0.
        public init(revenue: Double, purchaseCost: Double, salvageValue: Double) throws(NoAnswer) {
            try self.init(holding: purchaseCost - salvageValue, stockout: revenue - purchaseCost)
        }

        /// The critical ratio p/(p + h).
        public var criticalRatio: Double { stockout / (stockout + holding) }
    }

    /// With which costs.
    public let costs: Costs
    /// The best quantity, in units.
    public let quantity: Double
    /// The expected cost of what is left over and what lacks.
    public let expectedCost: Double
    /// The mean demand, in units.
    public let meanDemand: Double

    /// The expected profit where the costs come from prices: the margin on the mean demand, less the expected cost.
    public var expectedProfit: Double { costs.stockout * meanDemand - expectedCost }

    /// For a normal demand, of which some lies below 0 where the deviation is large: that is not cut off.
    ///
    /// - Parameters:
    ///   - mean: any number.
    ///   - deviation: the standard deviation, 0 or more.
    public static func normal(mean: Double, deviation: Double, costs: Costs) throws(NoAnswer) -> Newsvendor {
        let mean = try mean.checked(in: -1e50...1e50)
        let deviation = try deviation.checked(in: 0...1e50)
        let z = try Normal.quantile(costs.criticalRatio).checkedResult()
        return try Newsvendor(
            costs: costs, quantity: mean + deviation * z,
            expectedCost: (costs.holding + costs.stockout) * deviation * Normal.density(z), meanDemand: mean)
    }

    /// For a Poisson demand.
    ///
    /// - Parameter mean: 0...10⁹.
    public static func poisson(mean: Double, costs: Costs) throws(NoAnswer) -> Newsvendor {
        let demand = Poisson(mean: try mean.checked(in: Poisson.means))
        let quantity = demand.quantile(costs.criticalRatio - ratioSlack)
        let cost = costs.holding * demand.excess(quantity) + costs.stockout * demand.shortage(quantity)
        return try Newsvendor(costs: costs, quantity: Double(quantity), expectedCost: cost, meanDemand: mean)
    }

    /// For a demand of stated probabilities.
    ///
    /// - Parameters:
    ///   - values: possible demands in any order, 0 or more.
    ///   - probabilities: of each, 0 or more; together 1 but for a millionth.
    public static func discrete(
        values: [Double], probabilities: [Double], costs: Costs
    ) throws(NoAnswer) -> Newsvendor {
        guard values.count == probabilities.count else { throw .unequalLengths }
        guard !values.isEmpty else { throw .noData }
        for value in values { _ = try value.checked(in: 0...1e50) }
        for probability in probabilities { _ = try probability.checked(in: 0...1) }
        guard abs(probabilities.reduce(0, +) - 1) <= 1e-6 else { throw .outOfRange }
        let demands = zip(values, probabilities).sorted { $0.0 < $1.0 }
        var (sum, quantity) = (0.0, demands[demands.count - 1].0)
        for (value, probability) in demands {
            sum += probability
            if sum >= costs.criticalRatio - ratioSlack {
                quantity = value
                break
            }
        }
        let cost = demands.reduce(0) { cost, demand in
            let left = quantity - demand.0
            return cost + demand.1 * (left > 0 ? costs.holding * left : -costs.stockout * left)
        }
        let mean = demands.reduce(0) { $0 + $1.0 * $1.1 }
        return try Newsvendor(costs: costs, quantity: quantity, expectedCost: cost, meanDemand: mean)
    }

    /// Sums of probabilities that differ from the ratio by rounding alone reach it.
    private static let ratioSlack = 1e-12

    private init(costs: Costs, quantity: Double, expectedCost: Double, meanDemand: Double) throws(NoAnswer) {
        self.costs = costs
        self.quantity = try quantity.checkedResult()
        self.expectedCost = try expectedCost.checkedResult()
        self.meanDemand = meanDemand
    }
}
