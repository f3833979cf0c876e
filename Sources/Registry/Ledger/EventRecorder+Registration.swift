import Identifiers
import Storage

extension EventRecorder {
    /// A unit to be registered, whose serial number was issued elsewhere.
    struct NewUnit {
        var key: UnitKey
        var batch: ID<Batch>?
        var producedOn: CivilDate?
    }

    /// Registers many units by one event: the rows, commitments and changes are those of ``record(_:of:)``, without
    /// asking for each unit whether there is one.
    ///
    /// - Returns: The indices of units that there are already, which the event leaves out. No event is recorded where
    ///   that leaves none.
    /// - Throws: `serial.notIssued`, `event.invalid`, `event.future`, `model.unknown`.
    func register(
        _ units: ArraySlice<NewUnit>, by request: EventDraft, of manufacturer: ID<Manufacturer>
    ) throws -> [Int] {
        var event = try begin(request, naming: units, of: manufacturer)
        let header = try event.header(as: principal)
        let headerSalt = transaction.salt()
        var state = UnitState()
        state.apply(HistoryEntry(event, role: .unit, fromBatch: false))

        var known: [Int] = []
        var foreign: [Int] = []
        for (index, unit) in zip(units.indices, units) {
            if try isIssued(unit.key, event) { known.append(index) } else { foreign.append(index) }
        }
        let taken = try UnitRows.insertNew(
            foreign.lazy.map { units[$0] }, of: manufacturer, state, recordedAt: event.recordTime, transaction)
        known += taken.map { foreign[$0] }
        for place in taken.reversed() { foreign.remove(at: place) }
        guard !foreign.isEmpty else { return known }

        var commitments = [CanonicalEvent.header(header, salt: headerSalt)]
        var salts: [[UInt8]] = []
        var counts: [ID<Model>: Int64] = [:]
        for index in foreign {
            let key = units[index].key
            let salt = transaction.salt()
            commitments.append(CanonicalEvent.unit(key, role: .unit, salt: salt))
            salts.append(salt)
            event.draft.units.append(key)
            counts[key.model, default: 0] += 1
        }
        try EventRows.insertMentions(salts, header, event, transaction)
        event.changes = counts.sorted { $0.key < $1.key }.map { model, count in
            UnitChange(model: model, count: count, before: nil, after: state)
        }
        try EventRows.insert(
            header, position: event.position, salt: headerSalt, leaf: CanonicalEvent.leaf(commitments), transaction)
        try PartyEvents.insert(event, transaction)
        for projector in projectors { try projector.project(event, transaction) }
        return known
    }

    private func begin(
        _ request: EventDraft, naming units: ArraySlice<NewUnit>, of manufacturer: ID<Manufacturer>
    ) throws -> RecordedEvent {
        var draft = request
        draft.units = units.map(\.key)
        try EventRules.check(draft, now: transaction.now)
        draft.units = []
        draft.units.reserveCapacity(units.count)
        return RecordedEvent(
            id: ID(transaction.newID()), position: try Positions.next(transaction), manufacturer: manufacturer,
            recordTime: nextRecordTime(), draft: draft, changes: [], discrepancies: [])
    }

    /// Whether a batch has issued this serial number.
    private func isIssued(_ key: UnitKey, _ event: RecordedEvent) throws -> Bool {
        let formats = try formats(of: key.model)
        guard let origin = try origin(of: key.model), origin.manufacturer == event.manufacturer else {
            throw RegistryError(.modelUnknown, "There is no such model.", field: "model")
        }
        guard formats.contains(where: { $0.format.fits(key.serial.text) }) else { return false }
        guard try Units.implied(key, formats: formats, transaction) != nil else { throw notIssued(key) }
        return true
    }
}
