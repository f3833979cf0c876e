/// Why goods leave a place where somebody wants them. What is lost, scrapped or counted anew is no demand.
package enum DemandKind: String, CaseIterable, Sendable {
    /// Sold or handed out to whoever uses it.
    case sold
    /// Installed, or built into another product.
    case used
    /// Sent to another place: what was wanted there.
    case shipped
}
