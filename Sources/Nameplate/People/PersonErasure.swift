package import Registry
import Storage

/// What an erasure has done, or would do.
package struct PersonErasure: Sendable {
    package var manufacturer: Manufacturer
    package var extents: [PartyErasure.Extent]
    package var isDryRun: Bool
}

extension NameplateRegistry {
    /// Erases what names somebody whom a manufacturer knows; history and proofs stay. It cannot be undone.
    /// - Parameter isConfirmed: whether whoever asks has said that they mean it; a dry run needs no such word.
    /// - Throws: `confirmation.missing`, `reason.invalid`, `manufacturer.unknown`, `party.unknown`, `access.forbidden`.
    package func erasePerson(
        _ name: PersonName, of slug: String, reason: String?, isDryRun: Bool, isConfirmed: Bool,
        as principal: Principal, from source: RequestSource = .local
    ) async throws -> PersonErasure {
        let erasure = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .erase, of: manufacturer.id)
            let parties = try name.parties(of: manufacturer.id, reader)
            guard !parties.isEmpty else { throw People.unknown }
            return PersonErasure(
                manufacturer: manufacturer, extents: try parties.map { try PartyErasure.extent(of: $0, reader) },
                isDryRun: isDryRun)
        }
        guard !isDryRun else { return erasure }
        let reason = try Reason(reason)
        guard isConfirmed else { throw Self.unconfirmed("An erasure cannot be undone.") }
        let records = OwnerRecords(as: principal, from: source)
        for extent in erasure.extents {
            let party = extent.party
            _ = try await PartyErasure.run(party.id, in: database, andOthers: records.erase) { transaction in
                try AuditTrail.write(
                    "person.erase", subject: "party \(party.id)", of: party.manufacturer, as: principal, from: source,
                    detail: "notes: \(extent.notes), reasons: \(extent.reasons)", about: party.id, reason: reason,
                    transaction)
            }
        }
        try await removeUnused(records.digests)
        return erasure
    }

    static func unconfirmed(_ why: String) -> RegistryError {
        RegistryError(
            .confirmationMissing, "\(why) See first what it would do, with a dry run; then confirm it.",
            field: "confirm")
    }
}
