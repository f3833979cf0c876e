/// What a location is for.
package enum LocationKind: String, CaseIterable, Sendable {
    case plant
    case warehouse
    case shop
    case workshop
    /// A customer's site. What stands there has been delivered.
    case customer
    /// On the way between sites.
    case transit
    /// Goods that wait for a decision; they count as stock but nobody may ship them.
    case quarantine
    /// Goods to be destroyed.
    case scrap
}
