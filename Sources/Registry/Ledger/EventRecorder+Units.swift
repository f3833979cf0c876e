import Identifiers
import Storage

// What an event says of single units.
extension EventRecorder {
    /// Brings one unit up to date with the event; the answer is its commitment.
    func touch(
        _ key: UnitKey, as role: HistoryEntry.Role, ordinal: Int, _ header: EventHeader, _ event: inout RecordedEvent
    ) throws -> [UInt8] {
        let draft = event.draft
        var known = try resolve(key, as: role, event)
        try follow(known.row.recordedAt, at: event.recordTime)
        known.row.recordedAt = event.recordTime
        try check(known.row.state, draft) { key }
        let salt = transaction.salt()
        try EventRows.insertMention(key, as: role, ordinal: ordinal, salt: salt, header, event, transaction)

        let entry = HistoryEntry(event, role: role, fromBatch: false)
        let before = known.row.state
        // Which faults are open only a fold tells.
        // An event with a position precedes those of the same time that have none yet.
        let last = before.lastTime ?? .min
        let isLast = entry.position == nil ? last <= entry.time : last < entry.time
        let isNext = isLast && entry.corrects == nil && entry.details.faultCode == nil
        var row = known.row
        let then: UnitState
        if isNext {
            then = before
            row.state.apply(entry)
        } else {
            let history = try Units.history(of: row, transaction)
            then = history.state(asOf: entry.time, before: entry)
            row.state = history.state()
        }
        if !known.isNew { try note(entry, in: then, &event) { key } }
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

    private func resolve(_ key: UnitKey, as role: HistoryEntry.Role, _ event: RecordedEvent) throws -> KnownUnit {
        let draft = event.draft
        let registers = draft.registersUnits && draft.corrects == nil
        // The first event of a unit alone is its registration; ADD to a container or assembly is not.
        let registersOnly = registers && draft.action == .add && role == .unit
        if let row = try UnitRows.find(key, transaction) {
            try requireSameManufacturer(row.manufacturer, event)
            if registersOnly { throw taken(key, since: row.state.firstTime) }
            return KnownUnit(row: row, hasRow: true, isNew: false)
        }
        let formats = try formats(of: key.model)
        if let row = try implied(key, formats) {
            try requireSameManufacturer(row.manufacturer, event)
            if registersOnly { throw taken(key, since: row.state.firstTime) }
            return KnownUnit(row: row, hasRow: false, isNew: false)
        }
        guard let origin = try origin(of: key.model) else {
            throw RegistryError(.modelUnknown, "There is no such model.", field: "model")
        }
        try requireSameManufacturer(origin.manufacturer, event)
        if formats.contains(where: { $0.format.fits(key.serial.text) }) {
            throw notIssued(key)
        }
        // Whoever packs a case or pallet gives it its number.
        let isContainer = origin.kind == .container
        guard registers || isContainer else {
            throw RegistryError(
                .unitUnknown,
                "No unit of this model has the serial number \(key.serial.text). "
                    + "Check it, or register the unit first.", field: "serial")
        }
        let row = UnitRow(
            key: key, manufacturer: origin.manufacturer, batch: isContainer ? nil : registration?.batch, sequence: nil,
            producedOn: isContainer ? nil : registration?.producedOn, state: UnitState())
        return KnownUnit(row: row, hasRow: false, isNew: true)
    }

    /// The unit as its batch implies it, of whose range events none may come between.
    private func implied(_ key: UnitKey, _ formats: [ModelFormat]) throws -> UnitRow? {
        guard let row = try Units.implied(key, formats: formats, transaction), let batch = row.batch else { return nil }
        let mayBeOld = try transaction.claim(.rowlessUnits(of: batch), .shared)
        return mayBeOld ? try Units.implied(key, formats: formats, transaction) : row
    }

    private func requireSameManufacturer(_ owner: ID<Manufacturer>, _ event: RecordedEvent) throws {
        guard owner == event.manufacturer else {
            throw RegistryError(
                .forbidden, "An event speaks of units of one manufacturer; send one event for each.", field: "units")
        }
    }

    func notIssued(_ key: UnitKey) -> RegistryError {
        RegistryError(
            .serialNotIssued, "The serial number \(key.serial.text) has the model's format but was never issued.",
            field: "serial")
    }

    private func taken(_ key: UnitKey, since time: Int64?) -> RegistryError {
        let since = time.map { ", registered with an event of \(CivilDate(microseconds: $0).isoText)" } ?? ""
        return RegistryError(
            .serialTaken,
            "The serial number \(key.serial.text) already belongs to another unit of this model\(since). "
                + "Look that unit up before you mark a second one.", field: "serial")
    }

    /// A command is refused where a unit is in another state than it needs.
    func check(_ state: UnitState, _ draft: EventDraft, of unit: () throws -> UnitKey) throws {
        guard case .required(let allowed) = draft.expectation else { return }
        if let found = state.disposition, allowed.contains(found) { return }
        let words = allowed.map(\.rawValue).sorted().joined(separator: " or ")
        throw RegistryError(
            .unitState,
            "The unit \(try unit().serial.text) is \(state.disposition?.rawValue ?? "in no known state"), not \(words).",
            field: "disposition")
    }

    /// Notes where a reported fact does not fit the state in which it found a unit.
    func note(
        _ entry: HistoryEntry, in state: UnitState, _ event: inout RecordedEvent, of unit: () throws -> UnitKey
    ) throws {
        guard entry.corrects == nil else { return }
        func raise(_ code: Discrepancy.Code, expected: String? = nil, found: String?) throws {
            event.discrepancies.append(Discrepancy(code: code, unit: try unit(), expected: expected, found: found))
        }
        if let ended = state.endedAt, entry.time > ended {
            try raise(.afterEnd, found: entry.businessStep?.rawValue)
        }
        if state.firstTime == nil {
            try raise(.beforeMade, found: entry.businessStep?.rawValue)
        }
        if entry.businessStep == .retailSelling, state.disposition == .retailSold {
            try raise(.soldTwice, found: Disposition.retailSold.rawValue)
        }
        if let misfit = try misplacement(entry, in: state) {
            try raise(misfit, expected: entry.parent?.serial.text, found: state.parent?.serial.text)
        }
        if case .reported(let supposed) = event.draft.expectation {
            let found = state.disposition
            if found.map({ !supposed.contains($0) }) ?? true {
                try raise(
                    .otherState, expected: supposed.map(\.rawValue).sorted().joined(separator: " "),
                    found: found?.rawValue)
            }
        }
    }

    /// Whether a report of a unit's container or assembly contradicts where the unit was.
    private func misplacement(_ entry: HistoryEntry, in state: UnitState) throws -> Discrepancy.Code? {
        guard entry.role == .child, entry.type != .transaction, let reported = entry.parent, state.parent != reported
        else { return nil }
        guard let present = state.parent else { return entry.action == .add ? nil : .notInside }
        // What comes out of its case and is built in at once is rarely scanned in between.
        let isUnpacked = try entry.type == .association && origin(of: present.model)?.kind == .container
        switch entry.action {
        case .add: return isUnpacked ? nil : .inAnother
        case .observe: return .inAnother
        case .delete: return .notInside
        }
    }
}
