package import AfterSales
package import Identifiers
package import Registry
import Storage

/// A product of somebody's, as its owner sees it.
package struct OwnedProduct: Sendable {
    package var unit: UnitReference
    /// As which party it is theirs.
    package var party: ID<Party>
    /// Nil where a seller has named the owner and nobody has registered it.
    package var registration: RegistrationAnswer?
    /// Registrations of others who say that it is theirs: since when, in microseconds since 1970 UTC.
    package var disputes: [Int64]
    /// Nil where it has not been released.
    package var release: Handover?
    package var proofs: [OwnershipProof]
    package var entitlements: [HeldEntitlement]
    /// What its owner has asked the support desk and is not at an end, the newest first.
    package var openCases: [ServiceCase]
}

/// What the owner of a unit gets.
package struct HeldEntitlement: Hashable, Sendable {
    package var entitlement: Entitlement
    /// Its last day; nil where it has none.
    package var until: CivilDate?
    package var holds: Bool
}

/// What somebody has and has had to do with units.
package struct OwnershipOverview: Sendable {
    package var products: [OwnedProduct]
    /// Registrations of units that are not theirs, or not yet.
    package var others: [RegistrationAnswer]
    package var handovers: [HandoverAnswer]
}

/// A handover as both sides keep it.
package struct HandoverAnswer: Sendable {
    package var unit: UnitReference
    package var handover: Handover
    package var state: Handover.State
    /// Whether whoever asks has given the unit away; otherwise they have got it.
    package var isGiven: Bool
}

/// What a code of a proof tells.
package struct ProofAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    package var proof: OwnershipProof
}
