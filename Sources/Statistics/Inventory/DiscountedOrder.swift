/// The order quantity of least cost where the price of all units falls with the quantity (all-units discount).
///
/// In each price range the economic quantity at that price, raised to the range's beginning where it lies below, is a
/// candidate; the cheapest of them is the answer (Hadley and Whitin, 'Analysis of Inventory Systems', 1963; Snyder and
/// Shen, 'Fundamentals of Supply Chain Theory', 2nd ed. 2019, ch. 3.4.2).
public struct DiscountedOrder: Hashable, Sendable {
    /// Units ordered at once.
    public let quantity: Double
    /// Which price applies, counted from 0.
    public let region: Int
    /// The cost of buying, ordering and holding, a period.
    public let cost: Double

    /// A price from a quantity on.
    public struct PriceBreak: Hashable, Sendable {
        /// The smallest quantity at this price, in units.
        public let quantity: Double
        /// The price of a unit.
        public let unitCost: Double

        /// A price from a quantity on.
        public init(from quantity: Double, unitCost: Double) {
            self.quantity = quantity
            self.unitCost = unitCost
        }
    }

    /// - Parameters:
    ///   - fixedCost: of an order, more than 0.
    ///   - holdingRate: the cost of holding a unit for a period as a share of its price, more than 0.
    ///   - demandRate: units a period, more than 0.
    ///   - prices: by rising quantity, the first from 0 on; prices need not fall.
    /// - Throws: ``NoAnswer/noData`` without prices, ``NoAnswer/outOfRange`` for a parameter beyond its range and for
    ///   quantities that do not rise from 0.
    public init(
        fixedCost: Double, holdingRate: Double, demandRate: Double, prices: [PriceBreak]
    ) throws(NoAnswer) {
        guard let first = prices.first else { throw .noData }
        guard first.quantity == 0 else { throw .outOfRange }
        let range = 1e-30...1e30
        let fixed = try fixedCost.checked(in: range)
        let rate = try demandRate.checked(in: range)
        let holdingRate = try holdingRate.checked(in: range)
        var best: (quantity: Double, region: Int, cost: Double)?
        for (region, price) in prices.enumerated() {
            let next = region + 1 < prices.count ? try prices[region + 1].quantity.checked(in: range) : .infinity
            guard price.quantity < next else { throw .outOfRange }
            let unitCost = try price.unitCost.checked(in: range)
            let holding = holdingRate * unitCost
            let quantity = max((2 * fixed * rate / holding).squareRoot(), price.quantity)
            // Beyond its range another price applies, whose own candidate is considered there.
            guard quantity < next else { continue }
            let cost = unitCost * rate + fixed * rate / quantity + holding * quantity / 2
            if best.map({ cost < $0.cost }) ?? true { best = (quantity, region, cost) }
        }
        guard let best else { throw .notComputed }
        quantity = best.quantity
        region = best.region
        cost = try best.cost.checkedResult()
    }
}
