import Identifiers
package import Storage

/// The tables `events`, `event_texts` and `unit_events`.
package enum EventRows {
    /// An event as stored, without its units.
    package struct Stored: Sendable {
        package var header: EventHeader
        package var position: Int64?
        package var headerSalt: [UInt8]
        package var leaf: [UInt8]
    }

    /// What an event speaks of.
    package struct Mentions: Sendable {
        package var parent: UnitKey?
        package var units: [UnitKey] = []
        package var ranges: [EventDraft.SequenceRange] = []

        /// The units that it names one by one, the container among them.
        var all: [UnitKey] { (parent.map { [$0] } ?? []) + units }
    }

    package static func find(_ id: ID<Event>, _ reader: any SQLReader) throws -> Stored? {
        try reader.first(EventRowsSQL.byID, [.integer(id.value)], stored)
    }

    /// Events from a position on, in order.
    package static func page(after position: Int64, limit: Int, _ reader: any SQLReader) throws -> [Stored] {
        try reader.all(EventRowsSQL.page, [.integer(position), .integer(Int64(limit))], stored)
    }

    /// A manufacturer's events whose positions lie after one and up to another, in order.
    static func page(
        after position: Int64, through last: Int64, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [Stored] {
        try reader.all(
            EventRowsSQL.pageOf, [.integer(position), .integer(last), .integer(manufacturer.value)], stored)
    }

    /// Whether a correction of this event stands that is not itself corrected.
    package static func isCorrected(_ id: ID<Event>, _ reader: any SQLReader) throws -> Bool {
        let corrections = try reader.all(EventRowsSQL.corrections, [.integer(id.value)]) { ID<Event>($0.integer(0)) }
        return try corrections.contains { try !isCorrected($0, reader) }
    }

    package static func mentions(of id: ID<Event>, _ reader: any SQLReader) throws -> Mentions {
        var mentions = Mentions()
        try reader.forEachRow(EventRowsSQL.units, [.integer(id.value)]) { row in
            let key = try key(row)
            if row.text(3) == HistoryEntry.Role.parent.rawValue {
                mentions.parent = key
            } else {
                mentions.units.append(key)
            }
            return true
        }
        mentions.ranges = try reader.all(EventRowsSQL.ranges, [.integer(id.value)]) { row in
            EventDraft.SequenceRange(
                batch: ID(row.integer(0)), sequences: row.integer(1)...max(row.integer(1), row.integer(2)))
        }
        return mentions
    }

    package static func texts(of id: ID<Event>, _ reader: any SQLReader) throws -> [ErasableText] {
        try reader.all(EventRowsSQL.texts, [.integer(id.value)]) { row in
            ErasableText(text: row.optionalText(0), salt: row.optionalBlob(1), commitment: row.blob(2))
        }
    }

    /// The commitments of an event recomputed from its rows, in their order; those of texts as stored (see
    /// ``ErasableText/isSound(as:)``).
    static func commitments(of event: Stored, _ reader: any SQLReader) throws -> [[UInt8]] {
        var commitments = [CanonicalEvent.header(event.header, salt: event.headerSalt)]
        try reader.forEachRow(EventRowsSQL.units, [.integer(event.header.id.value)]) { row in
            commitments.append(CanonicalEvent.unit(try key(row), role: try row.word(3), salt: row.blob(4)))
            return true
        }
        try reader.forEachRow(EventRowsSQL.ranges, [.integer(event.header.id.value)]) { row in
            let range = EventDraft.SequenceRange(
                batch: ID(row.integer(0)), sequences: row.integer(1)...max(row.integer(1), row.integer(2)))
            commitments.append(CanonicalEvent.range(range, salt: row.blob(3)))
            return true
        }
        return commitments + (try texts(of: event.header.id, reader).map(\.commitment))
    }

    // MARK: Writing

    static func insert(
        _ header: EventHeader, position: Int64?, salt: [UInt8], leaf: [UInt8], _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            EventRowsSQL.insert,
            [
                .integer(header.id.value), .integer(header.manufacturer.value), SQLValue(position),
                .text(header.type.rawValue), .text(header.action.rawValue), .integer(header.time),
                .integer(Int64(header.zoneOffset)), .integer(header.recordTime),
                SQLValue(header.businessStep?.rawValue), SQLValue(header.disposition?.rawValue),
                SQLValue(header.readPoint), SQLValue(header.businessLocation), SQLValue(header.corrects?.value),
                SQLValue(header.errorReason?.rawValue), SQLValue(header.detailsText), .text(header.principal),
                .blob(salt), .blob(leaf),
            ])
    }

    static func insertText(
        _ text: String, salt: [UInt8], commitment: [UInt8], ordinal: Int, of event: ID<Event>,
        _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            EventRowsSQL.insertText,
            [
                .integer(event.value), .integer(Int64(ordinal)), .text(text), .blob(salt), .blob(commitment),
            ])
    }

    static func insertMention(
        _ key: UnitKey, as role: HistoryEntry.Role, ordinal: Int, salt: [UInt8], _ header: EventHeader,
        _ event: RecordedEvent, _ transaction: any SQLTransaction
    ) throws {
        let identity: [SQLValue] = [
            .integer(key.model.value), .text(key.serial.key), .text(key.storedSerial), .text(role.rawValue),
            .integer(Int64(ordinal)),
        ]
        let parent = role == .child ? event.draft.parent : nil
        try transaction.run(EventRowsSQL.insertMention, identity + said(header, event, parent: parent) + [.blob(salt)])
    }

    /// Inserts what an event without a parent says of its units, of each with a salt of its own.
    static func insertMentions(
        _ salts: [[UInt8]], _ header: EventHeader, _ event: RecordedEvent, _ transaction: any SQLTransaction
    ) throws {
        let identity: [SQLValue] = [.null, .null, .null, .text(HistoryEntry.Role.unit.rawValue), .null]
        var values = identity + said(header, event, parent: nil) + [.null]
        let keys = event.draft.units
        try transaction.insert(keys.count, into: EventRowsSQL.mentions) { ordinal in
            values[0] = .integer(keys[ordinal].model.value)
            values[1] = .text(keys[ordinal].serial.key)
            values[2] = .text(keys[ordinal].storedSerial)
            values[4] = .integer(Int64(ordinal))
            values[values.count - 1] = .blob(salts[ordinal])
            return values
        }
    }

    /// The columns that `unit_events` and `batch_ranges` share, from `event_id` to `details`.
    static func said(_ header: EventHeader, _ event: RecordedEvent, parent: UnitKey?) -> [SQLValue] {
        said(
            header, position: event.position, parent: [SQLValue(parent?.model.value), SQLValue(parent?.serial.text)])
    }

    static func said(_ header: EventHeader, position: Int64?, parent: [SQLValue]) -> [SQLValue] {
        [
            .integer(header.id.value), .integer(header.time), SQLValue(position), .integer(header.recordTime),
            .integer(Int64(header.zoneOffset)), .text(header.type.rawValue), .text(header.action.rawValue),
            SQLValue(header.businessStep?.rawValue), SQLValue(header.disposition?.rawValue),
            SQLValue(header.readPoint), SQLValue(header.businessLocation),
        ] + parent + [
            SQLValue(header.corrects?.value), SQLValue(header.errorReason?.rawValue), SQLValue(header.detailsText),
        ]
    }

    /// Erases the free texts of an event with their salts; the commitments stay.
    static func eraseTexts(of id: ID<Event>, _ transaction: any SQLTransaction) throws {
        try transaction.run(EventRowsSQL.eraseTexts, [.integer(transaction.now), .integer(id.value)])
    }

    // MARK: Rows

    private static func key(_ row: borrowing Row) throws -> UnitKey {
        let serial = row.text(2)
        return UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial.isEmpty ? row.text(1) : serial))
    }

    private static func stored(_ row: borrowing Row) throws -> Stored {
        let header = EventHeader(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)),
            type: try row.word(3), action: try row.word(4), time: row.integer(5), zoneOffset: Int(row.integer(6)),
            recordTime: row.integer(7),
            businessStep: try row.optionalWord(8),
            disposition: try row.optionalWord(9),
            readPoint: row.optionalText(10), businessLocation: row.optionalText(11),
            corrects: row.optionalInteger(12).map { ID($0) },
            errorReason: try row.optionalWord(13),
            detailsText: row.optionalText(14), principal: row.text(15))
        return Stored(
            header: header, position: row.optionalInteger(2), headerSalt: row.blob(16), leaf: row.blob(17))
    }
}

private enum EventRowsSQL {
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, position, type, action, event_time, zone_offset, record_time, business_step,
               disposition, read_point, business_location, corrects_event_id, error_reason, details, principal,
               header_salt, leaf
          FROM events
         WHERE id = $1
         LIMIT 1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, position, type, action, event_time, zone_offset, record_time, business_step,
               disposition, read_point, business_location, corrects_event_id, error_reason, details, principal,
               header_salt, leaf
          FROM events
         WHERE position > $1
         ORDER BY position
         LIMIT $2
        """)
    static let pageOf = Statement(
        """
        SELECT id, manufacturer_id, position, type, action, event_time, zone_offset, record_time, business_step,
               disposition, read_point, business_location, corrects_event_id, error_reason, details, principal,
               header_salt, leaf
          FROM events
         WHERE position > $1
           AND position <= $2
           AND manufacturer_id = $3
         ORDER BY position
        """)
    static let corrections = Statement("SELECT id FROM events WHERE corrects_event_id = $1")
    static let units = Statement(
        """
        SELECT model_id, serial_key, serial, role, salt
          FROM unit_events
         WHERE event_id = $1
         ORDER BY ordinal
        """)
    static let ranges = Statement(
        """
        SELECT batch_id, first_sequence, last_sequence, salt
          FROM batch_ranges
         WHERE event_id = $1
         ORDER BY ordinal
        """)
    static let texts = Statement(
        """
        SELECT text, salt, commitment
          FROM event_texts
         WHERE event_id = $1
         ORDER BY ordinal
        """)
    static let insert = Statement(
        """
        INSERT INTO events (id, manufacturer_id, position, type, action, event_time, zone_offset, record_time,
                            business_step, disposition, read_point, business_location, corrects_event_id,
                            error_reason, details, principal, header_salt, leaf)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """)
    static let insertText = Statement(
        """
        INSERT INTO event_texts (event_id, ordinal, text, salt, commitment)
        VALUES ($1, $2, $3, $4, $5)
        """)
    static let eraseTexts = Statement(
        """
        UPDATE event_texts
           SET text = NULL, salt = NULL, erased_at = $1
         WHERE event_id = $2
           AND text IS NOT NULL
        """)
    static let insertMention = Statement(
        """
        INSERT INTO unit_events (model_id, serial_key, serial, role, ordinal, event_id, event_time, position,
                                 record_time, zone_offset, type, action, business_step, disposition, read_point,
                                 business_location, parent_model_id, parent_serial, corrects_event_id, error_reason,
                                 details, salt)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        """)
    static let mentions = BulkTable(
        "unit_events",
        columns: [
            "model_id", "serial_key", "serial", "role", "ordinal", "event_id", "event_time", "position", "record_time",
            "zone_offset", "type", "action", "business_step", "disposition", "read_point", "business_location",
            "parent_model_id", "parent_serial", "corrects_event_id", "error_reason", "details", "salt",
        ])
}
