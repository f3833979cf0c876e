import Identifiers
import Storage

/// Finds an event that is in the ledger already: so that who sends a file twice records nothing twice.
enum EventMatch {
    /// The event of the same unit, range or container at the same time that says all that `draft` says; of free texts
    /// and of the reporter nothing is asked.
    /// - Parameter anybodys: nor is it asked who owns the units from there on, but that somebody does.
    static func find(
        _ draft: EventDraft, whoeverOwns anybodys: Bool = false, _ reader: any SQLReader
    ) throws -> ID<Event>? {
        let details = Details(text: try draft.details.text(), isAnybodys: anybodys)
        if let range = draft.ranges.first {
            return try first(
                EventMatchSQL.ofRange,
                [
                    .integer(range.batch.value), .integer(draft.time), .integer(range.sequences.lowerBound),
                    .integer(range.sequences.upperBound),
                ], draft, details, parent: draft.parent, reader)
        }
        guard let key = draft.units.first ?? draft.parent else { return nil }
        return try first(
            EventMatchSQL.ofUnit,
            [
                .integer(key.model.value), .text(key.serial.key), .text(key.storedSerial), .integer(draft.time),
            ], draft, details, parent: draft.units.isEmpty ? nil : draft.parent, reader)
    }

    private struct Details {
        var text: String?
        var isAnybodys: Bool

        func agree(with stored: String?) throws -> Bool {
            guard isAnybodys else { return stored == text }
            var details = try EventDetails(text: stored)
            guard details.owningParty != nil else { return false }
            details.owningParty = nil
            return try details.text() == text
        }
    }

    private static func first(
        _ statement: Statement, _ values: [SQLValue], _ draft: EventDraft, _ details: Details, parent: UnitKey?,
        _ reader: any SQLReader
    ) throws -> ID<Event>? {
        var found: ID<Event>?
        try reader.forEachRow(statement, values) { row in
            let isSame =
                try row.text(1) == draft.type.rawValue && row.text(2) == draft.action.rawValue
                && row.optionalText(3) == draft.businessStep?.rawValue
                && row.optionalText(4) == draft.disposition?.rawValue
                && row.optionalText(5) == draft.readPoint && row.optionalText(6) == draft.businessLocation
                && row.optionalInteger(7) == parent?.model.value && row.optionalText(8) == parent?.serial.text
                && row.optionalInteger(9) == draft.corrects?.value
                && row.optionalText(10) == draft.errorReason?.rawValue && details.agree(with: row.optionalText(11))
            if isSame { found = ID(row.integer(0)) }
            return !isSame
        }
        return found
    }
}

private enum EventMatchSQL {
    static let ofUnit = Statement(
        """
        SELECT event_id, type, action, business_step, disposition, read_point, business_location, parent_model_id,
               parent_serial, corrects_event_id, error_reason, details
          FROM unit_events
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND event_time = $4
         ORDER BY event_id
        """)
    static let ofRange = Statement(
        """
        SELECT event_id, type, action, business_step, disposition, read_point, business_location, parent_model_id,
               parent_serial, corrects_event_id, error_reason, details
          FROM batch_ranges
         WHERE batch_id = $1
           AND event_time = $2
           AND first_sequence = $3
           AND last_sequence = $4
         ORDER BY event_id
        """)
}
