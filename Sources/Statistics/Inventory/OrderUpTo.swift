/// Ordering up to a level: what lacks of it at each review, or as soon as the reorder point is reached.
public struct OrderUpTo: Hashable, Sendable {
    /// The level up to which to order, in units.
    public let level: Double

    /// - Parameter level: 0 or more.
    /// - Throws: ``NoAnswer/outOfRange`` for any other.
    public init(level: Double) throws(NoAnswer) {
        self.level = try level.checked(in: Double.amounts)
    }

    /// For a review every so often: mean demand over lead time and review period, and the safety stock; 0 where a low
    /// service level would put it below.
    public init(_ safetyStock: SafetyStock) throws(NoAnswer) {
        try self.init(level: max(0, safetyStock.reorderPoint))
    }

    /// How much to order.
    ///
    /// - Parameters:
    ///   - onHand: units in stock, 0 or more.
    ///   - onOrder: units ordered and not received, 0 or more.
    ///   - backordered: units promised and not delivered, 0 or more.
    ///   - smallest: the smallest quantity that can be ordered, 0 or more; a smaller need is raised to it.
    ///   - multiple: the order is rounded up to a multiple of this, 0 where any quantity will do.
    /// - Returns: 0 where the inventory position (on hand and on order, less backorders) reaches the level.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range.
    public func quantity(
        onHand: Double, onOrder: Double, backordered: Double = 0, smallest: Double = 0, multiple: Double = 0
    ) throws(NoAnswer) -> Double {
        for amount in [onHand, onOrder, backordered, smallest, multiple] { _ = try amount.checked(in: Double.amounts) }
        let need = level - (onHand + onOrder - backordered)
        guard need > 0 else { return 0 }
        let quantity = max(need, smallest)
        guard multiple > 0 else { return quantity }
        return try ((quantity / multiple).rounded(.up) * multiple).checkedResult()
    }
}
