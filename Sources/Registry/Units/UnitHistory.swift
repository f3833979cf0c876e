import Identifiers
package import Storage

/// A unit's events and the state that follows from them, as of any time and as known at any position.
package struct UnitHistory: Sendable {
    /// All events of the unit that are known, corrected ones too, in order of event time, then position.
    package let entries: [HistoryEntry]

    package init(_ entries: [HistoryEntry]) {
        self.entries = entries.sorted { Self.precedes($0, $1) }
    }

    /// The events of a unit: its own, and those of its batch that cover its sequence number.
    package static func load(
        _ key: UnitKey, batch: ID<Batch>?, sequence: Int64?, _ reader: any SQLReader
    ) throws -> UnitHistory {
        var entries = try own(key, reader)
        if let batch, let sequence {
            entries += try ranges(of: batch, covering: sequence, reader)
        }
        return UnitHistory(entries)
    }

    /// The events that name a unit alone.
    static func own(_ key: UnitKey, _ reader: any SQLReader) throws -> [HistoryEntry] {
        try reader.all(
            UnitHistorySQL.own, [.integer(key.model.value), .text(key.serial.key), .text(key.storedSerial)]
        ) { row in
            try HistoryEntry(row, from: 1, role: row.word(0), fromBatch: false)
        }
    }

    /// The range events of a batch that cover a sequence number.
    static func ranges(
        of batch: ID<Batch>, covering sequence: Int64, _ reader: any SQLReader
    ) throws -> [HistoryEntry] {
        try reader.all(UnitHistorySQL.covering, [.integer(batch.value), .integer(sequence)]) { row in
            try HistoryEntry(row, from: 0, role: row.isNull(11) ? .unit : .child, fromBatch: true)
        }
    }

    /// The events that hold: as known at `position`, happened by `time`, and not dropped by a correction that holds.
    package func effective(asOf time: Int64? = nil, knownAt position: Int64? = nil) -> [HistoryEntry] {
        let known = entries.filter { entry in position.map { (entry.position ?? .max) <= $0 } ?? true }
        var corrected: Set<ID<Event>> = []
        // A correction comes after what it corrects, so the latest in the ledger are judged first: a correction that
        // is itself corrected drops nothing.
        for entry in known.sorted(by: Self.recordedLater) where !corrected.contains(entry.event) {
            if let original = entry.corrects { corrected.insert(original) }
        }
        return known.filter { entry in
            !corrected.contains(entry.event) && (time.map { entry.time <= $0 } ?? true)
        }
    }

    /// The state that follows from the effective events.
    package func state(asOf time: Int64? = nil, knownAt position: Int64? = nil) -> UnitState {
        var state = UnitState()
        for entry in effective(asOf: time, knownAt: position) { state.apply(entry) }
        return state
    }

    /// The state in which an event found the unit: as of the time of the event, as known when it was recorded.
    func state(asOf time: Int64, before event: HistoryEntry) -> UnitState {
        UnitHistory(entries.filter { $0.event != event.event }).state(asOf: time)
    }

    static func precedes(_ left: HistoryEntry, _ right: HistoryEntry) -> Bool {
        if left.time != right.time { return left.time < right.time }
        return recordedLater(right, left)
    }

    /// By position; events that have none yet come after those that have, by record time.
    private static func recordedLater(_ left: HistoryEntry, _ right: HistoryEntry) -> Bool {
        let (leftPosition, rightPosition) = (left.position ?? .max, right.position ?? .max)
        if leftPosition != rightPosition { return leftPosition > rightPosition }
        if left.recordTime != right.recordTime { return left.recordTime > right.recordTime }
        return left.event > right.event
    }
}

private enum UnitHistorySQL {
    static let own = Statement(
        """
        SELECT role, event_id, event_time, position, record_time, zone_offset, type, action, business_step,
               disposition, read_point, business_location, parent_model_id, parent_serial, corrects_event_id,
               error_reason, details
          FROM unit_events
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
        """)
    static let covering = Statement(
        """
        SELECT event_id, event_time, position, record_time, zone_offset, type, action, business_step, disposition,
               read_point, business_location, parent_model_id, parent_serial, corrects_event_id, error_reason, details
          FROM batch_ranges
         WHERE batch_id = $1
           AND $2 BETWEEN first_sequence AND last_sequence
        """)
}
