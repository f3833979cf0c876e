/// The order quantity of least cost for a steady demand: cost of ordering against cost of holding.
///
/// Q = √(2KD/h) at the cost √(2KDh) a period (Harris, 'How many parts to make at once', Factory 10, 1913).
public struct EconomicOrder: Hashable, Sendable {
    /// Units ordered at once.
    public let quantity: Double
    /// The cost of ordering and holding, a period.
    public let cost: Double
    /// Periods from one order to the next.
    public let cycleTime: Double

    /// - Parameters:
    ///   - fixedCost: of an order, more than 0.
    ///   - holdingCost: of a unit in a period, more than 0.
    ///   - demandRate: units a period, more than 0.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range.
    public init(fixedCost: Double, holdingCost: Double, demandRate: Double) throws(NoAnswer) {
        let order = try OrderCosts(fixedCost: fixedCost, holdingCost: holdingCost, demandRate: demandRate)
        quantity = order.quantity(holding: order.holding)
        cost = order.cost(holding: order.holding)
        cycleTime = quantity / order.rate
    }
}

/// The same where customers wait, at a cost: Q = √(2KD(h + b)/(hb)) (Hadley and Whitin, 'Analysis of Inventory Systems',
/// 1963; Snyder and Shen, 'Fundamentals of Supply Chain Theory', 2nd ed. 2019, ch. 3.5).
public struct BackorderedEconomicOrder: Hashable, Sendable {
    /// Units ordered at once.
    public let quantity: Double
    /// The share of the demand that waits: h/(h + b).
    public let stockoutFraction: Double
    /// The most units that wait at a time.
    public let greatestBackorder: Double
    /// The cost of ordering, holding and waiting, a period.
    public let cost: Double

    /// - Parameters:
    ///   - fixedCost: of an order, more than 0.
    ///   - holdingCost: of a unit in a period, more than 0.
    ///   - demandRate: units a period, more than 0.
    ///   - backorderCost: of a unit that is waited for, in a period, more than 0.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range.
    public init(
        fixedCost: Double, holdingCost: Double, demandRate: Double, backorderCost: Double
    ) throws(NoAnswer) {
        let order = try OrderCosts(fixedCost: fixedCost, holdingCost: holdingCost, demandRate: demandRate)
        let waiting = try backorderCost.checked(in: OrderCosts.range)
        stockoutFraction = order.holding / (order.holding + waiting)
        let holding = order.holding * (waiting / (order.holding + waiting))
        quantity = try order.quantity(holding: holding).checkedResult()
        cost = order.cost(holding: holding)
        greatestBackorder = quantity * stockoutFraction
    }
}

/// The same where the lot is made at a finite rate and used meanwhile: h becomes h(1 − D/P) (Taft, 'The most economical
/// production lot', Iron Age 101, 1918).
public struct EconomicLot: Hashable, Sendable {
    /// Units made at once.
    public let quantity: Double
    /// The cost of setting up and holding, a period.
    public let cost: Double

    /// - Parameters:
    ///   - fixedCost: of a lot, more than 0.
    ///   - holdingCost: of a unit in a period, more than 0.
    ///   - demandRate: units a period, more than 0.
    ///   - productionRate: units a period, more than the demand.
    /// - Throws: ``NoAnswer/productionTooSlow`` where it is not more, ``NoAnswer/outOfRange`` for a parameter beyond its
    ///   range.
    public init(
        fixedCost: Double, holdingCost: Double, demandRate: Double, productionRate: Double
    ) throws(NoAnswer) {
        let order = try OrderCosts(fixedCost: fixedCost, holdingCost: holdingCost, demandRate: demandRate)
        let production = try productionRate.checked(in: OrderCosts.range)
        guard production > order.rate else { throw .productionTooSlow }
        let holding = order.holding * ((production - order.rate) / production)
        quantity = try order.quantity(holding: holding).checkedResult()
        cost = order.cost(holding: holding)
    }
}

/// What the three have in common.
struct OrderCosts {
    let fixed: Double
    let holding: Double
    let rate: Double

    static let range = 1e-50...1e50

    init(fixedCost: Double, holdingCost: Double, demandRate: Double) throws(NoAnswer) {
        fixed = try fixedCost.checked(in: Self.range)
        holding = try holdingCost.checked(in: Self.range)
        rate = try demandRate.checked(in: Self.range)
    }

    func quantity(holding: Double) -> Double { (2 * fixed * rate / holding).squareRoot() }

    func cost(holding: Double) -> Double { (2 * fixed * rate * holding).squareRoot() }
}
