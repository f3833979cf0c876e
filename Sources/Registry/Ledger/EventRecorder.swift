package import Identifiers
package import Storage

/// Records events within one transaction: checks, commits, stores, folds, projects.
///
/// One recorder serves all events of a transaction and keeps the models' formats that they need.
package final class EventRecorder {
    private let principal: Principal
    private let projectors: [any Projector]
    let transaction: any SQLTransaction
    private var formats: [ID<Model>: [ModelFormat]] = [:]
    private var origins: [ID<Model>: (manufacturer: ID<Manufacturer>, kind: Model.Kind)] = [:]

    package init(as principal: Principal, projectors: [any Projector], _ transaction: any SQLTransaction) {
        self.principal = principal
        self.projectors = projectors
        self.transaction = transaction
    }

    /// Appends an event to the ledger and brings the units that it touches up to date.
    /// - Throws: `event.invalid`, `event.future`, `event.unknown`, `event.corrected`, `unit.unknown`, `unit.state`,
    ///   `serial.taken`, `serial.notIssued`, `batch.unknown`, `batch.room`, `party.unknown`, `access.forbidden`.
    package func record(_ request: EventDraft, of manufacturer: ID<Manufacturer>) throws -> RecordedEvent {
        try EventRules.check(request, now: transaction.now)
        var draft = request
        if let original = request.corrects {
            try include(original, in: &draft, of: manufacturer)
        }
        if let party = draft.details.owningParty, try !Parties.exists(party, of: manufacturer, transaction) {
            throw RegistryError(.partyUnknown, "No party has the id \(party); create it first.", field: "owner")
        }
        var event = RecordedEvent(
            id: ID(transaction.newID()), position: try Positions.head(transaction) + 1, manufacturer: manufacturer,
            recordTime: transaction.now, draft: draft, changes: [], discrepancies: [])
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
        try EventRows.insert(
            header, position: event.position, salt: headerSalt, leaf: CanonicalEvent.leaf(commitments), transaction)
        try Discrepancies.insert(event, transaction)
        for projector in projectors { try projector.project(event, transaction) }
        return event
    }

    /// A correction speaks of everything that the corrected event spoke of.
    private func include(
        _ original: ID<Event>, in draft: inout EventDraft, of manufacturer: ID<Manufacturer>
    ) throws {
        guard let corrected = try EventRows.find(original, transaction), corrected.header.manufacturer == manufacturer
        else {
            throw RegistryError(.eventUnknown, "There is no event \(original) to correct.", field: "corrects")
        }
        guard try !EventRows.isCorrected(original, transaction) else {
            throw RegistryError(
                .eventCorrected, "The event \(original) is already corrected; correct the correction instead.",
                field: "corrects")
        }
        let mentions = try EventRows.mentions(of: original, transaction)
        if draft.parent == nil { draft.parent = mentions.parent }
        for key in mentions.units where !draft.units.contains(key) { draft.units.append(key) }
        for range in mentions.ranges where !draft.ranges.contains(range) { draft.ranges.append(range) }
        if draft.type == .object, draft.parent != nil { draft.type = corrected.header.type }
        guard draft.units.count <= EventRules.maximumUnits else {
            throw RegistryError(
                .eventInvalid, "The correction and what it corrects name too many units.", field: "units")
        }
    }

    // MARK: Single units

    private func touch(
        _ key: UnitKey, as role: HistoryEntry.Role, ordinal: Int, _ header: EventHeader, _ event: inout RecordedEvent
    ) throws -> [UInt8] {
        let draft = event.draft
        let known = try resolve(key, event)
        try check(known, draft)
        let salt = transaction.salt()
        try EventRows.insertMention(key, as: role, ordinal: ordinal, salt: salt, header, event, transaction)

        let entry = HistoryEntry(event, role: role, fromBatch: false)
        let before = known.row.state
        let inOrder = entry.corrects == nil && (before.lastTime ?? .min) <= entry.time
        var row = known.row
        if inOrder {
            row.state.apply(entry)
            note(entry, of: row.key, in: known.isNew ? nil : before, draft, &event)
        } else {
            let history = try Units.history(of: row, transaction)
            row.state = history.state()
            let then = history.state(asOf: entry.time, knownAt: (entry.position ?? .max) - 1)
            note(entry, of: row.key, in: known.isNew ? nil : then, draft, &event)
        }
        if known.hasRow {
            try UnitRows.update(row, transaction)
        } else {
            try UnitRows.insert(row, transaction)
        }
        event.changes.append(
            UnitChange(model: key.model, count: 1, before: known.isNew ? nil : before, after: row.state))
        return CanonicalEvent.unit(key, role: role, salt: salt)
    }

    /// A unit as it is known before the event.
    private struct KnownUnit {
        var row: UnitRow
        var hasRow: Bool
        /// The event brings the unit into the registry.
        var isNew: Bool
    }

    private func resolve(_ key: UnitKey, _ event: RecordedEvent) throws -> KnownUnit {
        let draft = event.draft
        let registers = draft.registersUnits && draft.corrects == nil
        if let row = try UnitRows.find(key, transaction) {
            try requireSameManufacturer(row.manufacturer, event)
            if registers, draft.action == .add { throw taken(key, since: row.state.firstTime) }
            return KnownUnit(row: row, hasRow: true, isNew: false)
        }
        let formats = try formats(of: key.model)
        if let row = try Units.implied(key, formats: formats, transaction) {
            try requireSameManufacturer(row.manufacturer, event)
            if registers, draft.action == .add { throw taken(key, since: row.state.firstTime) }
            return KnownUnit(row: row, hasRow: false, isNew: false)
        }
        guard let origin = try origin(of: key.model) else {
            throw RegistryError(.modelUnknown, "There is no such model.", field: "model")
        }
        try requireSameManufacturer(origin.manufacturer, event)
        if formats.contains(where: { (try? $0.format.decode(key.serial.text)) != nil }) {
            throw RegistryError(
                .serialNotIssued, "The serial number \(key.serial.text) has the model's format but was never issued.",
                field: "serial")
        }
        // Whoever packs a case or pallet gives it its number.
        guard registers || origin.kind == .container else {
            throw RegistryError(
                .unitUnknown,
                "No unit of this model has the serial number \(key.serial.text). "
                    + "Check it, or register the unit first.", field: "serial")
        }
        let row = UnitRow(
            key: key, manufacturer: origin.manufacturer, batch: registration?.batch, sequence: nil,
            producedOn: registration?.producedOn, state: UnitState())
        return KnownUnit(row: row, hasRow: false, isNew: true)
    }

    /// What is known of the units that the next events register: their batch and production date.
    package var registration: Registration?

    package struct Registration: Sendable {
        package var batch: ID<Batch>?
        package var producedOn: CivilDate?

        package init(batch: ID<Batch>? = nil, producedOn: CivilDate? = nil) {
            self.batch = batch
            self.producedOn = producedOn
        }
    }

    private func requireSameManufacturer(_ owner: ID<Manufacturer>, _ event: RecordedEvent) throws {
        guard owner == event.manufacturer else {
            throw RegistryError(
                .forbidden, "An event speaks of units of one manufacturer; send one event for each.", field: "units")
        }
    }

    private func taken(_ key: UnitKey, since time: Int64?) -> RegistryError {
        let since = time.map { ", registered with an event of \(CivilDate(microseconds: $0).isoText)" } ?? ""
        return RegistryError(
            .serialTaken,
            "The serial number \(key.serial.text) already belongs to another unit of this model\(since). "
                + "Look that unit up before you mark a second one.", field: "serial")
    }

    /// A command is refused where the unit is in another state.
    private func check(_ known: KnownUnit, _ draft: EventDraft) throws(RegistryError) {
        guard case .required(let allowed) = draft.expectation else { return }
        let found = known.row.state.disposition
        guard let found, allowed.contains(found) else {
            let words = allowed.map(\.rawValue).sorted().joined(separator: " or ")
            throw RegistryError(
                .unitState,
                "The unit \(known.row.key.serial.text) is \(found?.rawValue ?? "in no known state"), not \(words).",
                field: "disposition")
        }
    }

    /// Notes where a reported fact does not fit the state in which it found the unit.
    private func note(
        _ entry: HistoryEntry, of key: UnitKey, in state: UnitState?, _ draft: EventDraft, _ event: inout RecordedEvent
    ) {
        guard let state, entry.corrects == nil else { return }
        func raise(_ code: Discrepancy.Code, expected: String?, found: String?) {
            event.discrepancies.append(Discrepancy(code: code, unit: key, expected: expected, found: found))
        }
        if let ended = state.endedAt, entry.time > ended {
            raise(.afterEnd, expected: nil, found: entry.businessStep?.rawValue)
        }
        if state.firstTime == nil {
            raise(.beforeMade, expected: nil, found: entry.businessStep?.rawValue)
        }
        if entry.businessStep == .retailSelling, state.disposition == .retailSold {
            raise(.soldTwice, expected: nil, found: Disposition.retailSold.rawValue)
        }
        if case .reported(let supposed) = draft.expectation {
            let found = state.disposition
            if found.map({ !supposed.contains($0) }) ?? true {
                raise(
                    .otherState, expected: supposed.map(\.rawValue).sorted().joined(separator: " "),
                    found: found?.rawValue)
            }
        }
    }

    private func formats(of model: ID<Model>) throws -> [ModelFormat] {
        if let known = formats[model] { return known }
        let found = try SerialFormats.list(of: model, transaction)
        formats[model] = found
        return found
    }

    private func origin(
        of model: ID<Model>
    ) throws -> (manufacturer: ID<Manufacturer>, kind: Model.Kind)? {
        if let known = origins[model] { return known }
        let found = try Models.origin(of: model, transaction)
        origins[model] = found
        return found
    }

    // MARK: Ranges of batches

    private func touch(
        _ range: EventDraft.SequenceRange, ordinal: Int, _ header: EventHeader, _ event: inout RecordedEvent
    ) throws -> [UInt8] {
        guard let batch = try Batches.find(range.batch, transaction), batch.manufacturer == event.manufacturer else {
            throw RegistryError(.batchUnknown, "There is no batch \(range.batch).", field: "batch")
        }
        guard let issued = batch.issue?.sequences, issued.contains(range.sequences.lowerBound),
            issued.contains(range.sequences.upperBound)
        else {
            throw RegistryError(
                .batchRoom, "The batch \(batch.number) does not hold all sequence numbers of the range.", field: "batch"
            )
        }
        let earlier = try BatchRanges.overlapping(range, transaction)
        let salt = transaction.salt()
        try BatchRanges.insert(range, ordinal: ordinal, salt: salt, header, event, transaction)

        try UnitRows.forEach(in: batch.id, range.sequences, transaction) { known in
            try check(KnownUnit(row: known, hasRow: true, isNew: false), event.draft)
            var row = known
            row.state = try Units.history(of: row, transaction).state()
            try UnitRows.update(row, transaction)
            event.changes.append(UnitChange(model: batch.model, count: 1, before: known.state, after: row.state))
        }
        let role: HistoryEntry.Role = event.draft.parent == nil ? .unit : .child
        let entry = HistoryEntry(event, role: role, fromBatch: true)
        for segment in BatchRanges.segments(of: range.sequences, earlier) {
            let rows = try UnitRows.count(in: batch.id, segment.sequences, transaction)
            let rowless = segment.sequences.upperBound - segment.sequences.lowerBound - rows + 1
            guard rowless > 0 else { continue }
            let before = UnitHistory(segment.entries)
            if !segment.entries.isEmpty {
                try check(rowlessUnits(of: batch, in: before.state()), event.draft)
            }
            event.changes.append(
                UnitChange(
                    model: batch.model, count: rowless, before: segment.entries.isEmpty ? nil : before.state(),
                    after: UnitHistory(segment.entries + [entry]).state()))
        }
        return CanonicalEvent.range(range, salt: salt)
    }

    /// Stands for the rowless units of a segment, named by their batch.
    private func rowlessUnits(of batch: Batch, in state: UnitState) throws -> KnownUnit {
        let key = UnitKey(batch.model, try SerialNumber(parsing: batch.number))
        let row = UnitRow(
            key: key, manufacturer: batch.manufacturer, batch: batch.id, sequence: nil, producedOn: nil, state: state)
        return KnownUnit(row: row, hasRow: false, isNew: false)
    }
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
