package import Identifiers
package import Registry

/// Somebody has said that a unit is theirs.
package struct Registration: Hashable, Sendable {
    /// What speaks for it that the unit is theirs.
    package enum Evidence: String, CaseIterable, Sendable {
        case none
        /// The hidden code of the package.
        case ownerCode
        /// Staff have seen a proof of purchase.
        case proof
        /// Staff have registered the unit themselves.
        case staff
        /// The owner before has let it go.
        case handover
    }

    package var id: ID<Registration>
    package var unit: UnitKey
    package var manufacturer: ID<Manufacturer>
    package var party: ID<Party>
    package var state: State
    package var evidence: Evidence
    /// When the party bought it, by its own word.
    package var purchasedOn: CivilDate?
    /// Where, by its own word.
    package var seller: String?
    /// Why it was refused, or how it ended; the party reads it.
    package var reason: String?
    /// Microseconds since 1970 UTC.
    package var madeAt: Int64
    /// Until when it is decided, if at all.
    package var expiresAt: Int64
    /// When it came into its state.
    package var changedAt: Int64
    /// The event by which the unit became the party's.
    package var event: ID<Event>?

    /// What it is at a moment, whatever its row says: one that nobody has decided in time has expired, and so has a valid
    /// one of a unit that has gone to somebody else, by whichever way, and a disputed one of a unit that is the party's now.
    /// - Parameter owner: the unit's owner at that moment.
    package func state(at now: Int64, owner: ID<Party>?) -> State {
        switch state {
        case .pending: expiresAt <= now ? .expired : state
        case .disputed: expiresAt <= now || owner == party ? .expired : state
        case .valid: owner == party ? .valid : .expired
        case .refused, .withdrawn, .expired: state
        }
    }

    /// What its party is told. Without evidence, a dispute would tell any stranger who types a serial number that the unit
    /// has an owner; until staff take it up it looks like one that waits.
    package static func told(_ state: State, _ evidence: Evidence) -> State {
        state == .disputed && evidence == .none ? .pending : state
    }

    /// What an event of the ledger names as its business transaction where it registers a unit, or hands it on.
    package static let eventType = "registration"
    package static let handoverType = "handover"
}
