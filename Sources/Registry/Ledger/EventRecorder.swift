package import Identifiers
package import Storage

/// Records events within one transaction: checks, commits, stores, folds, projects.
///
/// One recorder serves all events of a transaction and keeps the models' formats that they need.
package final class EventRecorder {
    let principal: Principal
    let source: RequestSource
    let projectors: [any Projector]
    package let transaction: any SQLTransaction
    /// What is known of the units that the next events register: their batch and production date.
    package var registration: Registration?
    /// How many events it has recorded.
    private var count: Int64 = 0
    private var formats: [ID<Model>: [ModelFormat]] = [:]
    private var origins: [ID<Model>: (manufacturer: ID<Manufacturer>, kind: Model.Kind)] = [:]

    package struct Registration: Sendable {
        package var batch: ID<Batch>?
        package var producedOn: CivilDate?

        package init(batch: ID<Batch>? = nil, producedOn: CivilDate? = nil) {
            self.batch = batch
            self.producedOn = producedOn
        }
    }

    package init(
        as principal: Principal, from source: RequestSource = .local, projectors: [any Projector],
        _ transaction: any SQLTransaction
    ) {
        self.principal = principal
        self.source = source
        self.projectors = projectors
        self.transaction = transaction
    }

    /// Appends an event to the ledger and brings the units that it touches up to date.
    /// - Throws: `event.invalid`, `event.future`, `event.unknown`, `event.corrected`, `unit.unknown`, `unit.state`,
    ///   `serial.taken`, `serial.notIssued`, `batch.unknown`, `batch.room`, `party.unknown`, `access.forbidden`.
    package func record(_ request: EventDraft, of manufacturer: ID<Manufacturer>) throws -> RecordedEvent {
        try EventRules.check(request, now: transaction.now)
        let draft = try completed(request, of: manufacturer)
        if let party = draft.details.owningParty, try !Parties.exists(party, of: manufacturer, transaction) {
            throw RegistryError(.partyUnknown, "No party has the id \(party); create it first.", field: "owner")
        }
        try checkQuantities(of: draft, manufacturer)
        var event = RecordedEvent(
            id: ID(transaction.newID()), position: try Positions.next(transaction), manufacturer: manufacturer,
            recordTime: nextRecordTime(), draft: draft, changes: [], discrepancies: draft.discrepancies)
        let header = try event.header(as: principal)
        let headerSalt = transaction.salt()
        var commitments = [CanonicalEvent.header(header, salt: headerSalt)]

        let unitRole: HistoryEntry.Role = draft.parent == nil ? .unit : .child
        let mentions = (draft.parent.map { [($0, .parent)] } ?? []) + draft.units.map { ($0, unitRole) }
        for (ordinal, (key, role)) in mentions.enumerated() {
            commitments.append(try touch(key, as: role, ordinal: ordinal, header, &event))
        }
        for (ordinal, range) in draft.ranges.enumerated() {
            commitments.append(try touch(range, ordinal: mentions.count + ordinal, header, &event))
        }
        for (ordinal, note) in draft.notes.enumerated() {
            let salt = transaction.salt()
            let commitment = CanonicalEvent.text(note, salt: salt)
            commitments.append(commitment)
            try EventRows.insertText(
                note, salt: salt, commitment: commitment, ordinal: ordinal, of: event.id, transaction)
        }
        try Containment.check(event, transaction)
        try EventRows.insert(
            header, position: event.position, salt: headerSalt, leaf: CanonicalEvent.leaf(commitments), transaction)
        try PartyEvents.insert(event, transaction)
        try Discrepancies.insert(event, transaction)
        for projector in projectors { try projector.project(event, transaction) }
        return event
    }

    /// Units with serial numbers are named by them; only of others does an event say how many.
    private func checkQuantities(of draft: EventDraft, _ manufacturer: ID<Manufacturer>) throws {
        for element in draft.details.quantities ?? [] {
            guard let origin = try origin(of: element.model), origin.manufacturer == manufacturer else {
                throw RegistryError(.modelUnknown, "There is no such model.", field: "quantities")
            }
            guard try formats(of: element.model).isEmpty else {
                throw RegistryError(
                    .eventInvalid, "Units of a model with serial numbers are named by them; give serials or a range.",
                    field: "quantities")
            }
            if let batch = element.batch, try Batches.find(batch, transaction)?.model != element.model {
                throw RegistryError(.batchUnknown, "There is no batch \(batch) of this model.", field: "quantities")
            }
        }
    }

    /// A correction comes after what it corrects, and no two of one event stand.
    private func completed(_ request: EventDraft, of manufacturer: ID<Manufacturer>) throws -> EventDraft {
        guard let original = request.corrects else { return request }
        try transaction.claim(Claim("event", original), .exclusive)
        let (draft, corrected) = try Corrections.completed(request, of: manufacturer, transaction)
        guard let corrected else { return draft }
        // It gets its position in a moment, and the correction one after it.
        if transaction.isOrdered, corrected.position == nil { throw transaction.overtaken() }
        try follow(corrected.header.recordTime, at: transaction.now + count)
        return draft
    }

    /// Has the event recorded later than what it follows: that is the order in which events without a position are numbered
    /// (see ``Positions``), whatever the clocks of the servers say.
    func follow(_ earlier: Int64?, at recordTime: Int64) throws {
        if let earlier, earlier >= recordTime, !transaction.isOrdered { try transaction.follow(earlier) }
    }

    /// Moves the transaction's time past all that is recorded of a unit, for a command that asks what is the case now: the
    /// clock of the server that recorded it may be ahead.
    package func moveOn(past key: UnitKey) throws {
        guard !transaction.isOrdered else { return }
        // What this transaction has recorded itself lies before that.
        try follow(Units.find(key, transaction)?.recordedAt, at: transaction.now + count)
    }

    /// The time of the transaction. Events that get their positions later are a microsecond apart, so that they keep the
    /// order in which they were recorded.
    func nextRecordTime() -> Int64 {
        guard !transaction.isOrdered else { return transaction.now }
        defer { count += 1 }
        return transaction.now + count
    }

    func formats(of model: ID<Model>) throws -> [ModelFormat] {
        if let known = formats[model] { return known }
        // Whoever gives the model a further format must not do so while a unit is registered that it would read.
        try transaction.claim(.serials(of: model), .shared)
        let found = try SerialFormats.list(of: model, transaction)
        formats[model] = found
        return found
    }

    func origin(
        of model: ID<Model>
    ) throws -> (manufacturer: ID<Manufacturer>, kind: Model.Kind)? {
        if let known = origins[model] { return known }
        let found = try Models.origin(of: model, transaction)
        origins[model] = found
        return found
    }
}

extension Claim {
    /// What the model's serial numbers look like.
    static func serials(of model: ID<Model>) -> Claim { Claim("serials", model) }

    /// What happens to units of the batch that have no row.
    static func rowlessUnits(of batch: ID<Batch>) -> Claim { Claim("batch", batch) }
}

extension RecordedEvent {
    func header(as principal: Principal) throws -> EventHeader {
        EventHeader(
            id: id, manufacturer: manufacturer, type: draft.type, action: draft.action, time: draft.time,
            zoneOffset: draft.zoneOffset, recordTime: recordTime, businessStep: draft.businessStep,
            disposition: draft.disposition, readPoint: draft.readPoint, businessLocation: draft.businessLocation,
            corrects: draft.corrects, errorReason: draft.errorReason, detailsText: try draft.details.text(),
            principal: principal.auditName)
    }
}
