package import Identifiers
package import Registry
import Storage

/// Who owns a unit, as somebody is told who has given a reason.
package struct OwnerAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var serial: SerialNumber
    /// Nil where nobody has registered the unit.
    package var owner: Owner?

    package struct Owner: Sendable {
        package var party: Party
        /// Since when the unit has been theirs, in microseconds since 1970 UTC.
        package var since: Int64?
    }
}

extension Commands {
    /// Who owns a unit. The audit trail tells that somebody has asked, and why, before anything is answered; the owner can
    /// read it.
    /// - Throws: `reason.invalid`, `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.forbidden`.
    package func owner(
        of serialText: String, model number: String, of slug: String, reason: String?
    ) throws -> OwnerAnswer {
        let (manufacturer, model) = try require(slug, number, .readOwners)
        let reason = try Reason(reason)
        let serial = try SerialNumber(parsing: serialText)
        guard let unit = try Units.find(UnitKey(model.id, serial), transaction) else {
            throw NameplateRegistry.unknown(serial, number, of: manufacturer)
        }
        let party = unit.state.owner
        try AuditTrail.write(
            "owner.read", subject: "\(number) \(unit.key.serial.text)", of: manufacturer.id, as: principal,
            from: source, about: party, reason: reason, transaction)
        var answer = OwnerAnswer(manufacturer: manufacturer, model: model, serial: unit.key.serial)
        if let found = try party.flatMap({ try Parties.find($0, transaction) }) {
            let last = try Units.history(of: unit, transaction).ownerships().last
            answer.owner = OwnerAnswer.Owner(party: found, since: last?.from)
        }
        return answer
    }
}

extension NameplateRegistry {
    /// Who owns a unit: see ``Commands/owner(of:model:of:reason:)``. Its answer is never kept for a repeated request.
    package func owner(
        of serial: String, model number: String, of slug: String, reason: String?, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> OwnerAnswer {
        try await perform(as: principal, from: source) {
            try $0.owner(of: serial, model: number, of: slug, reason: reason)
        }
    }

    /// Who looked at a person's data, newest first: for the person itself, and for whoever may read the audit trail.
    /// - Throws: `party.unknown`, also where the principal may not know of it.
    package func looks(
        at party: ID<Party>, before place: AuditTrail.Place? = nil, limit: Int, as principal: Principal
    ) async throws -> LooksAnswer {
        try await database.read { reader in
            guard let found = try Parties.find(party, reader),
                Self.isOwn(party, principal) || Access.allows(principal, .readTrail, of: found.manufacturer)
            else { throw People.unknown }
            let entries = try AuditTrail.about(party, before: place, limit: limit + 1, reader)
            let shown = entries.prefix(limit)
            return LooksAnswer(
                items: shown.map(Look.init), next: entries.count > limit ? shown.last?.place : nil)
        }
    }

    /// Whether somebody asks as a party of their own, and may do what owners do.
    static func isOwn(_ party: ID<Party>, _ principal: Principal) -> Bool {
        principal.parties.contains(party) && Access.allows(principal, .ownUnits, .anything)
    }
}

/// What questions about people have in common.
enum People {
    static let unknown = RegistryError(
        .partyUnknown, "No such person or organisation is known.", field: "reference")
}
