import Identifiers
import Storage

// What an event says of parts of batches.
extension EventRecorder {
    /// Brings the units of a range up to date with the event; the answer is the range's commitment.
    func touch(
        _ range: EventDraft.SequenceRange, ordinal: Int, _ header: EventHeader, _ event: inout RecordedEvent
    ) throws -> [UInt8] {
        let batch = try require(range, of: event.manufacturer)
        try transaction.claim(.rowlessUnits(of: range.batch), .exclusive)
        let earlier = try BatchRanges.overlapping(range, transaction)
        try follow(earlier.map(\.entry.recordTime).max(), at: event.recordTime)
        let salt = transaction.salt()
        try BatchRanges.insert(range, ordinal: ordinal, salt: salt, header, event, transaction)
        let role: HistoryEntry.Role = event.draft.parent == nil ? .unit : .child
        let entry = HistoryEntry(event, role: role, fromBatch: true)
        try touchRows(in: range, of: batch, entry, &event)
        try touchRowless(in: range, of: batch, earlier, entry, &event)
        return CanonicalEvent.range(range, salt: salt)
    }

    private func require(_ range: EventDraft.SequenceRange, of manufacturer: ID<Manufacturer>) throws -> Batch {
        guard let batch = try Batches.find(range.batch, transaction), batch.manufacturer == manufacturer else {
            throw RegistryError(.batchUnknown, "There is no batch \(range.batch).", field: "batch")
        }
        guard let issued = batch.issue?.sequences, issued.contains(range.sequences.lowerBound),
            issued.contains(range.sequences.upperBound)
        else {
            throw RegistryError(
                .batchRoom, "The batch \(batch.number) does not hold all sequence numbers of the range.", field: "batch"
            )
        }
        return batch
    }

    /// Folds the units of the range that have a row.
    private func touchRows(
        in range: EventDraft.SequenceRange, of batch: Batch, _ entry: HistoryEntry, _ event: inout RecordedEvent
    ) throws {
        let mentioned = Set(event.draft.units + [event.draft.parent].compactMap(\.self))
        for known in try UnitRows.list(in: batch.id, range.sequences, transaction) {
            guard !mentioned.contains(known.key) else {
                throw RegistryError(
                    .eventInvalid, "The event names the unit \(known.key.serial.text) alone and within a range.",
                    field: "units")
            }
            try follow(known.recordedAt, at: event.recordTime)
            try check(known.state, event.draft) { known.key }
            let history = try Units.history(of: known, transaction)
            try note(entry, in: history.state(asOf: entry.time, before: entry), &event) { known.key }
            var row = known
            row.state = history.state()
            row.recordedAt = event.recordTime
            try UnitRows.update(row, transaction)
            event.changes.append(UnitChange(model: batch.model, count: 1, before: known.state, after: row.state))
        }
    }

    /// Works out what the event changes for the units of the range that have no row: those alike at once.
    private func touchRowless(
        in range: EventDraft.SequenceRange, of batch: Batch, _ earlier: [BatchRanges.Covering],
        _ entry: HistoryEntry, _ event: inout RecordedEvent
    ) throws {
        for segment in BatchRanges.segments(of: range.sequences, earlier) {
            let rows = try UnitRows.count(in: batch.id, segment.sequences, transaction)
            let rowless = segment.sequences.length - rows
            guard rowless > 0 else { continue }
            let after = UnitHistory(segment.entries + [entry])
            var before: UnitState?
            if !segment.entries.isEmpty {
                let state = UnitHistory(segment.entries).state()
                let first = { try self.firstRowless(in: segment.sequences, of: batch) }
                try check(state, event.draft, of: first)
                try note(entry, in: after.state(asOf: entry.time, before: entry), &event, of: first)
                before = state
            }
            event.changes.append(
                UnitChange(model: batch.model, count: rowless, before: before, after: after.state()))
        }
    }

    /// The unit that stands for the rowless ones of a segment in errors and discrepancies.
    private func firstRowless(in sequences: ClosedRange<Int64>, of batch: Batch) throws -> UnitKey {
        let sequence = try UnitRows.firstRowless(in: batch.id, sequences, transaction)
        let format = try formats(of: batch.model).first { $0.id == batch.issue?.format }
        let text = try format?.format.writer(for: batch.fields).text(of: sequence)
        return UnitKey(batch.model, try SerialNumber(parsing: text ?? batch.number))
    }
}
