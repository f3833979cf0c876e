/// The policy (r, Q) of least cost: as soon as the inventory position falls to r, Q are ordered. For a Poisson demand
/// that waits (backorders), exact.
///
/// The cost a period is (Kλ + Σ G(y))/Q over the inventory positions y = r + 1 … r + Q, with
/// G(y) = h E(y − D)⁺ + p E(D − y)⁺ and D the demand over the lead time. G has one valley, so the best Q positions are
/// taken one by one, the cheaper neighbour first, until one costs more than the mean so far (Federgruen and Zheng, 'An
/// efficient algorithm for computing an optimal (r, Q) policy', Operations Research 40, 1992).
public struct ReorderPolicy: Hashable, Sendable {
    /// r: the inventory position (on hand and on order, less backorders) at which to order; it may be negative.
    public let reorderPoint: Int
    /// Q: how much to order, 1 or more.
    public let orderQuantity: Int
    /// The cost a period: ordering, holding and stockouts.
    public let cost: Double

    /// The greatest order quantity that is searched.
    public static let greatestQuantity = 200_000

    /// - Parameters:
    ///   - holdingCost: of a unit in a period, more than 0.
    ///   - stockoutCost: of a unit that is waited for, in a period, more than 0.
    ///   - fixedCost: of an order, 0 or more.
    ///   - demandMean: units a period, more than 0.
    ///   - leadTime: periods, 0 or more; both together up to a demand of 10⁶ over the lead time.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range, ``NoAnswer/tooLarge`` where the quantity would
    ///   pass ``greatestQuantity``.
    public init(
        holdingCost: Double, stockoutCost: Double, fixedCost: Double, demandMean: Double, leadTime: Double
    ) throws(NoAnswer) {
        let rate = try demandMean.checked(in: 1e-9...1e9)
        let demand = Poisson(mean: try (rate * (try leadTime.checked(in: 0...1e9))).checked(in: 0...1e6))
        let holding = try holdingCost.checked(in: 1e-50...1e50)
        let stockout = try stockoutCost.checked(in: 1e-50...1e50)
        let ordering = try fixedCost.checked(in: 0...1e50) * rate
        func positionCost(_ position: Int) -> Double {
            holding * demand.excess(position) + stockout * demand.shortage(position)
        }
        // The cheapest single position: the newsvendor's.
        let cheapest = demand.quantile(min(stockout / (stockout + holding), 1 - 1e-15))
        var (low, high) = (cheapest, cheapest)
        var sum = ordering + positionCost(cheapest)
        var (below, above) = (positionCost(low - 1), positionCost(high + 1))
        while true {
            let quantity = high - low + 1
            guard min(below, above) < sum / Double(quantity) else { break }
            guard quantity < Self.greatestQuantity else { throw .tooLarge }
            if below < above {
                low -= 1
                sum += below
                below = positionCost(low - 1)
            } else {
                high += 1
                sum += above
                above = positionCost(high + 1)
            }
        }
        reorderPoint = low - 1
        orderQuantity = high - low + 1
        cost = try (sum / Double(orderQuantity)).checkedResult()
    }
}
