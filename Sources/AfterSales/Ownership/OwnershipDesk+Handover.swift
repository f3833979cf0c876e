package import Registry
import Storage

extension OwnershipDesk {
    /// Lets a unit go: whoever shows the code within a fortnight gets it. A code that was open before no longer works.
    /// - Returns: the code, which nobody is shown again.
    /// - Throws: `ownership.notYours` where the unit is not the party's, `handover.blocked`, `unit.unknown`.
    package func release(_ key: UnitKey, from party: ID<Party>) throws -> (handover: Handover, code: String) {
        let unit = try hold(key)
        try requireOwner(party, of: unit)
        try requireFree(unit, from: party)
        for open in try Handovers.open(of: key, transaction) { try end(open, by: .cancel) }
        let code = SecretText.makeRecoveryCode(random: transaction.salt)
        let handover = Handover(
            id: ID(transaction.newID()), unit: key, manufacturer: unit.manufacturer, from: party,
            codeHash: SecretText.recoveryHash(code), state: .open, releasedAt: transaction.now,
            expiresAt: transaction.now + Handover.lifetime)
        try Handovers.insert(handover, transaction)
        try note(
            "handover.release", key, of: unit.manufacturer, detail: "handover \(handover.id)", about: party)
        return (handover, code)
    }

    /// Takes a release back. - Throws: `state.step` where there is none that could be accepted.
    package func cancelRelease(_ key: UnitKey, by party: ID<Party>) throws -> Handover {
        let unit = try hold(key)
        try requireOwner(party, of: unit)
        // Two of one moment stand in no order: the one that is open counts.
        let open = try Handovers.open(of: key, transaction).last { $0.from == party }
        guard let last = try open ?? Handovers.last(of: key, from: party, transaction) else {
            throw RegistryError(.handoverCode, "The unit has not been released.")
        }
        _ = try Handover.machine.state(
            after: .cancel, from: last.state(at: transaction.now, owner: unit.state.owner))
        return try end(last, by: .cancel)
    }

    @discardableResult
    private func end(_ handover: Handover, by step: Handover.Step) throws -> Handover {
        var handover = handover
        handover.state = try Handover.machine.state(after: step, from: handover.state)
        handover.endedAt = transaction.now
        try Handovers.update(handover, transaction)
        try note(
            "handover.\(step.rawValue)", handover.unit, of: handover.manufacturer, detail: "handover \(handover.id)",
            about: handover.to ?? handover.from)
        return handover
    }

    /// Takes over a unit that its owner has let go. Both sides keep a record, and what moves with a unit does so by the
    /// ledger.
    /// - Throws: `handover.code`, the same for a wrong code, an old one and a unit that nobody has released;
    ///   `handover.blocked`, `unit.unknown`.
    package func accept(_ key: UnitKey, code: String, as party: Party) throws -> (Handover, Registration) {
        let unit = try hold(key)
        let hash = SecretText.recoveryHash(code)
        let open = try Handovers.open(of: key, transaction).last {
            $0.state(at: transaction.now, owner: unit.state.owner) == .open && $0.codeHash == hash
        }
        guard var handover = open else {
            throw RegistryError(
                .handoverCode, "This code hands this unit over to nobody. Ask whoever gave it to you for a new one.",
                field: "code")
        }
        guard handover.from != party.id else {
            throw RegistryError(.handoverBlocked, "The unit is yours already.", field: "code")
        }
        try requireFree(unit, from: handover.from)
        let registration = ID<Registration>(transaction.newID())
        handover.to = party.id
        let event = try give(
            key, of: unit.manufacturer, to: party.id, at: transaction.now, naming: Registration.handoverType,
            handover.id.description)
        handover.event = event
        handover = try end(handover, by: .accept)
        let entered = try enter(
            key, of: unit.manufacturer, party.id, .handover, by: event, id: registration,
            because: "The unit was handed over.")
        return (handover, entered)
    }

    /// Gives a unit to a party, whoever owns it: after a death, a theft, the sale of a company.
    /// - Throws: `reason.invalid`, `unit.unknown`.
    package func reassign(_ key: UnitKey, to party: Party, reason: String?) throws -> Registration {
        let why = try Reason(reason)
        let unit = try hold(key)
        let id = ID<Registration>(transaction.newID())
        let event = try give(
            key, of: unit.manufacturer, to: party.id, at: transaction.now, naming: "reassignment", id.description)
        let registration = try enter(
            key, of: unit.manufacturer, party.id, .staff, by: event, id: id, because: "The unit was given to somebody.")
        try note("ownership.reassign", key, of: unit.manufacturer, about: party.id, reason: why)
        return registration
    }

    /// Makes a proof of ownership that anybody can check by its code.
    /// - Throws: `ownership.notYours` where the unit is not the party's, `value.invalid`.
    package func prove(
        _ key: UnitKey, of party: ID<Party>, days: Int
    ) throws -> (proof: OwnershipProof, code: String) {
        guard (1...OwnershipProof.longestDays).contains(days) else {
            throw RegistryError(
                .valueInvalid, "A proof holds for 1 to \(OwnershipProof.longestDays) days.", field: "days")
        }
        let unit = try hold(key)
        try requireOwner(party, of: unit)
        let made = try OwnershipProofs.create(
            for: key, of: unit.manufacturer, as: party,
            until: transaction.now + Int64(days) * 86_400_000_000, transaction)
        try note("ownership.prove", key, of: unit.manufacturer, detail: "proof \(made.proof.id)", about: party)
        return made
    }

    /// The same answer whether somebody else owns the unit or nobody.
    private func requireOwner(_ party: ID<Party>, of unit: UnitRow) throws {
        guard unit.state.owner == party else {
            throw RegistryError(
                .ownershipNotYours, "This is possible only for a unit that is registered as yours.", field: "serial")
        }
    }

    /// A claim for which nothing speaks stops nobody: anybody can make one of a serial number.
    private func requireFree(_ unit: UnitRow, from owner: ID<Party>) throws {
        let isContested = try Registrations.isContested(unit.key, owner: owner, at: transaction.now, transaction)
        guard !unit.state.marks.contains(.stolen), unit.state.disposition != .stolen, !isContested else {
            throw RegistryError(
                .handoverBlocked,
                "The unit cannot be handed over while it is reported stolen or somebody else shows that it is theirs.")
        }
    }
}
