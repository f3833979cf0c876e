import Identifiers
import Registry
import Storage

/// The tables `holds` and `hold_items`.
enum HoldRows {
    static func find(_ id: ID<Hold>, _ reader: any SQLReader) throws -> Hold? {
        try reader.first(HoldRowsSQL.find, [.integer(id.value)], hold)
    }

    /// Up to `limit` holds, the latest first.
    /// - Parameter place: after which the page begins.
    static func page(
        of manufacturer: ID<Manufacturer>, open: Bool, after place: Hold?, limit: Int, _ reader: any SQLReader
    ) throws -> [Hold] {
        let values: [SQLValue] = [
            .integer(manufacturer.value), .integer(place?.placedAt ?? .max),
            .integer(place?.number.value ?? .max), .integer(Int64(limit)),
        ]
        return try reader.all(open ? HoldRowsSQL.openPage : HoldRowsSQL.page, values, hold)
    }

    /// The holds of a unit that last, and those of its place in its batch.
    static func lasting(
        of key: UnitKey, in range: EventDraft.SequenceRange?, _ reader: any SQLReader
    ) throws -> [Hold] {
        let own = try reader.all(
            HoldRowsSQL.lastingOfUnit,
            [.integer(key.model.value), .text(key.serial.key), .text(key.storedSerial)], hold)
        guard let range else { return own }
        let ofBatch = try reader.all(HoldRowsSQL.lastingOfRange, Self.values(range), hold)
        return own + ofBatch.filter { found in !own.contains { $0.number == found.number } }
    }

    static func items(of id: ID<Hold>, limit: Int, _ reader: any SQLReader) throws -> [HeldItem] {
        try reader.all(HoldRowsSQL.items, [.integer(id.value), .integer(Int64(limit))]) { try item($0, from: 0) }
    }

    /// What other holds that last hold of a part of a batch.
    static func others(
        than id: ID<Hold>, holding range: EventDraft.SequenceRange, _ reader: any SQLReader
    ) throws -> [ClosedRange<Int64>] {
        try reader.all(HoldRowsSQL.heldByOthers, values(range) + [.integer(id.value)]) { row in
            row.integer(0)...max(row.integer(0), row.integer(1))
        }
    }

    private static func values(_ range: EventDraft.SequenceRange) -> [SQLValue] {
        [.integer(range.batch.value), .integer(range.sequences.lowerBound), .integer(range.sequences.upperBound)]
    }

    /// - Returns: false where another hold has the number.
    static func insert(_ hold: Hold, _ items: [HeldItem], _ transaction: any SQLTransaction) throws -> Bool {
        let isNew =
            try transaction.rowsChanged(
                by: HoldRowsSQL.insert,
                [
                    .integer(hold.number.value), .integer(hold.manufacturer.value), .text(hold.reason.rawValue),
                    .text(hold.note), .integer(hold.placedAt), .text(hold.placedBy), .integer(hold.event.value),
                    .integer(hold.unitCount),
                ]) == 1
        guard isNew else { return false }
        for (ordinal, item) in items.enumerated() {
            var unit: [SQLValue] = [.integer(0), .text(""), .text("")]
            if case .unit(let key, _) = item {
                unit = [.integer(key.model.value), .text(key.serial.key), .text(key.storedSerial)]
            }
            try transaction.run(
                HoldRowsSQL.insertItem,
                [.integer(hold.number.value), .integer(Int64(ordinal))] + unit + [
                    SQLValue(item.range?.batch.value), SQLValue(item.range?.sequences.lowerBound),
                    SQLValue(item.range?.sequences.upperBound),
                ])
        }
        return true
    }

    /// - Throws: `hold.changed` where somebody was faster.
    static func decide(_ hold: inout Hold, _ outcome: Hold.Outcome, _ transaction: any SQLTransaction) throws {
        let isDone =
            try transaction.rowsChanged(
                by: HoldRowsSQL.decide,
                [
                    .text(outcome.decision.rawValue), .text(outcome.note), .integer(outcome.at), .text(outcome.by),
                    .integer(hold.number.value), .integer(hold.rowVersion),
                ]) == 1
        guard isDone else { throw Holds.changedMeanwhile }
        hold.outcome = outcome
        hold.rowVersion += 1
    }

    private static func hold(_ row: borrowing Row) throws -> Hold {
        var hold = Hold(
            number: HoldNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)), reason: try row.word(2),
            note: row.text(3), placedAt: row.integer(4), placedBy: row.text(5), event: ID(row.integer(6)),
            unitCount: row.integer(7))
        if let decidedAt = row.optionalInteger(10) {
            hold.outcome = Hold.Outcome(
                decision: try row.word(8), note: row.text(9), at: decidedAt, by: row.text(11))
        }
        hold.rowVersion = row.integer(12)
        return hold
    }

    private static func item(_ row: borrowing Row, from first: Int) throws -> HeldItem {
        let range = row.optionalInteger(Int32(first) + 3).map { batch in
            let (lower, upper) = (row.integer(Int32(first) + 4), row.integer(Int32(first) + 5))
            return EventDraft.SequenceRange(batch: ID(batch), sequences: lower...max(lower, upper))
        }
        let key = row.text(Int32(first) + 1)
        if key.isEmpty, let range { return .range(range) }
        let serial = row.text(Int32(first) + 2).isEmpty ? key : row.text(Int32(first) + 2)
        return .unit(UnitKey(ID(row.integer(Int32(first))), try SerialNumber(parsing: serial)), in: range)
    }
}

private enum HoldRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, reason, note, placed_at, placed_by, event_id, unit_count, decision, decision_note,
               decided_at, decided_by, row_version
          FROM holds
         WHERE id = $1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, reason, note, placed_at, placed_by, event_id, unit_count, decision, decision_note,
               decided_at, decided_by, row_version
          FROM holds
         WHERE manufacturer_id = $1
           AND (placed_at, id) < ($2, $3)
         ORDER BY placed_at DESC, id DESC
         LIMIT $4
        """)
    static let openPage = Statement(
        """
        SELECT id, manufacturer_id, reason, note, placed_at, placed_by, event_id, unit_count, decision, decision_note,
               decided_at, decided_by, row_version
          FROM holds
         WHERE manufacturer_id = $1
           AND (placed_at, id) < ($2, $3)
           AND decided_at IS NULL
         ORDER BY placed_at DESC, id DESC
         LIMIT $4
        """)
    static let lastingOfUnit = Statement(
        """
        SELECT DISTINCT id, manufacturer_id, reason, note, placed_at, placed_by, event_id, unit_count, decision,
               decision_note, decided_at, decided_by, row_version
          FROM hold_items
          JOIN holds ON holds.id = hold_items.hold_id
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
           AND (decision IS NULL OR decision <> 'released')
         ORDER BY placed_at, id
        """)
    static let lastingOfRange = Statement(
        """
        SELECT DISTINCT id, manufacturer_id, reason, note, placed_at, placed_by, event_id, unit_count, decision,
               decision_note, decided_at, decided_by, row_version
          FROM hold_items
          JOIN holds ON holds.id = hold_items.hold_id
         WHERE batch_id = $1
           AND last_sequence >= $2
           AND first_sequence <= $3
           AND (decision IS NULL OR decision <> 'released')
         ORDER BY placed_at, id
        """)
    static let items = Statement(
        """
        SELECT model_id, unit_key, serial, batch_id, first_sequence, last_sequence
          FROM hold_items
         WHERE hold_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let heldByOthers = Statement(
        """
        SELECT first_sequence, last_sequence
          FROM hold_items
          JOIN holds ON holds.id = hold_items.hold_id
         WHERE batch_id = $1
           AND last_sequence >= $2
           AND first_sequence <= $3
           AND hold_id <> $4
           AND (decision IS NULL OR decision <> 'released')
         ORDER BY first_sequence, last_sequence
        """)
    static let insert = Statement(
        """
        INSERT INTO holds (id, manufacturer_id, reason, note, placed_at, placed_by, event_id, unit_count, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let insertItem = Statement(
        """
        INSERT INTO hold_items (hold_id, ordinal, model_id, unit_key, serial, batch_id, first_sequence,
                                last_sequence)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    static let decide = Statement(
        """
        UPDATE holds
           SET decision = $1, decision_note = $2, decided_at = $3, decided_by = $4, row_version = row_version + 1
         WHERE id = $5
           AND row_version = $6
        """)
}
