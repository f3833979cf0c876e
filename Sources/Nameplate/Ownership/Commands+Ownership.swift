package import AfterSales
import Identifiers
package import Registry
import Storage

extension Commands {
    /// Lets a unit of one's own go; see ``OwnershipDesk/release(_:from:)``.
    /// - Throws: `ownership.notYours`, `handover.blocked`, `unit.unknown`, `access.forbidden`.
    package func release(
        unit serial: String, model number: String, of slug: String
    ) throws -> (handover: Handover, code: String) {
        let (key, party) = try own(serial, number, slug)
        return try ownershipDesk.release(key, from: party)
    }

    /// Takes that back. - Throws: as above, `handover.code`, `state.step`.
    package func cancelRelease(unit serial: String, model number: String, of slug: String) throws {
        let (key, party) = try own(serial, number, slug)
        _ = try ownershipDesk.cancelRelease(key, by: party)
    }

    /// Makes a proof that a unit is one's own. - Throws: `ownership.notYours`, `value.invalid`, `unit.unknown`.
    package func proveOwnership(
        ofUnit serial: String, model number: String, of slug: String, days: Int
    ) throws -> (proof: OwnershipProof, code: String) {
        let (key, party) = try own(serial, number, slug)
        return try ownershipDesk.prove(key, of: party, days: days)
    }

    /// Ends such a proof at once. - Throws: `proof.unknown`, `access.forbidden`.
    package func revokeProof(_ id: ID<OwnershipProof>) throws {
        try Access.require(principal, .ownUnits, .anything)
        for party in principal.parties where try OwnershipProofs.revoke(id, of: party, transaction) { return }
        throw RegistryError(.proofUnknown, "You have no such proof, or it has been revoked.", field: "proof")
    }

    /// Sets how one is reached, and what one consents to, as an owner of a manufacturer's units.
    /// - Parameter consents: those that hold from now on; every other ends.
    /// - Throws: `access.forbidden`; `ownership.notYours` where one is no party of theirs, `manufacturer.unknown`, `value.invalid`.
    package func setOwnContact(_ contact: PartyContact, consents: Set<ConsentPurpose>, of slug: String) throws {
        try Access.require(principal, .ownUnits, .anything)
        let manufacturer = try Manufacturers.require(slug, transaction)
        let own = try principal.parties.compactMap { try Parties.find($0, transaction) }
            .filter { $0.manufacturer == manufacturer.id && $0.erasedAt == nil }
        guard !own.isEmpty else {
            throw RegistryError(
                .ownershipNotYours, "This is for those who have a product of \(manufacturer.name).",
                field: "manufacturer")
        }
        for party in own {
            try PartyContacts.set(contact, of: party.id, transaction)
            for purpose in ConsentPurpose.allCases {
                if consents.contains(purpose) {
                    try PartyConsents.give(purpose, of: party.id, how: "on the owner's page", transaction)
                } else {
                    try PartyConsents.withdraw(purpose, of: party.id, how: "on the owner's page", transaction)
                }
            }
        }
    }

    /// A unit, and as whom it is one's own. Nobody learns whether it is anybody else's.
    private func own(_ serial: String, _ number: String, _ slug: String) throws -> (UnitKey, ID<Party>) {
        try Access.require(principal, .ownUnits, .anything)
        let manufacturer = try Manufacturers.require(slug, transaction)
        let model = try visibleModel(number, of: manufacturer)
        let key = UnitKey(model.id, try SerialNumber(parsing: serial))
        guard let owner = try Units.find(key, transaction)?.state.owner, principal.parties.contains(owner) else {
            throw RegistryError(
                .ownershipNotYours, "This is possible only for a unit that is registered as yours.", field: "serial")
        }
        return (key, owner)
    }
}
