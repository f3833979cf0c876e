import Identifiers
package import Registry
package import Storage

/// Where units change hands: everything here happens in one transaction, for one unit after the other.
package struct OwnershipDesk {
    let recorder: EventRecorder
    let principal: Principal
    let source: RequestSource
    let transaction: any SQLTransaction

    package init(
        _ recorder: EventRecorder, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) {
        self.recorder = recorder
        self.principal = principal
        self.source = source
        self.transaction = transaction
    }

    /// The unit as it is now, while nobody else changes whose it is.
    /// - Throws: `unit.unknown`.
    func hold(_ key: UnitKey) throws -> UnitRow {
        try transaction.claim(Claim("ownership \(key.model)", key.serial.text), .exclusive)
        try recorder.moveOn(past: key)
        guard let unit = try Units.find(key, transaction) else {
            throw RegistryError(.unitUnknown, "No unit has this serial number.", field: "serial")
        }
        return unit
    }

    /// Tells the ledger that a unit is a party's from a moment on.
    func give(
        _ key: UnitKey, of manufacturer: ID<Manufacturer>, to party: ID<Party>, at time: Int64, naming type: String,
        _ id: String, discrepancies: [Discrepancy] = []
    ) throws -> ID<Event> {
        var draft = EventDraft(time: time)
        draft.businessStep = .other
        draft.units = [key]
        draft.details.owningParty = party
        draft.details.transactions = [.init(type: type, id: id)]
        draft.discrepancies = discrepancies
        return try recorder.record(draft, of: manufacturer).id
    }

    func note(
        _ action: String, _ unit: UnitKey, of manufacturer: ID<Manufacturer>, detail: String? = nil,
        about party: ID<Party>? = nil, reason: Reason? = nil
    ) throws {
        let number = try Models.find(unit.model, transaction)?.number.text ?? "?"
        try AuditTrail.write(
            action, subject: "\(number) \(unit.serial.text)", of: manufacturer, as: principal, from: source,
            detail: detail, about: party, reason: reason, transaction)
    }

    /// Registers a unit that has just become a party's.
    func enter(
        _ unit: UnitKey, of manufacturer: ID<Manufacturer>, _ party: ID<Party>, _ evidence: Registration.Evidence,
        by event: ID<Event>, id: ID<Registration>, because why: String
    ) throws -> Registration {
        let registration = Registration(
            id: id, unit: unit, manufacturer: manufacturer, party: party, state: .valid, evidence: evidence,
            madeAt: transaction.now, expiresAt: .max, changedAt: transaction.now, event: event)
        try Registrations.insert(registration, transaction)
        try Registrations.settleOthers(than: registration, because: why, transaction)
        return registration
    }
}
