private import Crypto
import Identifiers
package import Storage

/// Something to be announced, as whoever announces it says it.
package struct NoticeDraft: Hashable, Sendable {
    package var topic: NoticeTopic
    /// What it announces, so that it is announced once: the id of a claim and its state, for instance.
    package var key: String
    /// The unit that it is about.
    package var unit: UnitKey?
    /// Whom it is for, beside those who subscribe to its topic.
    package var party: ID<Party>?
    /// To what end it is written to, where that needs its consent; nil for what it must be told.
    package var purpose: ConsentPurpose?
    /// By the names that ``NoticeTopic/facts`` lists. Nothing personal, but in those that are for the person alone: the others
    /// go to programs, and are kept.
    package var facts: [String: String]

    package init(
        _ topic: NoticeTopic, key: String, unit: UnitKey? = nil, party: ID<Party>? = nil, facts: [String: String] = [:]
    ) {
        self.topic = topic
        self.key = key
        self.unit = unit
        self.party = party
        self.facts = facts
    }
}

/// Something that is announced.
package struct Notice: Hashable, Sendable {
    package var id: ID<Notice>
    package var manufacturer: ID<Manufacturer>
    package var topic: NoticeTopic
    package var key: String
    package var party: ID<Party>?
    /// To what end the party is written to; nil for what it must be told.
    package var purpose: ConsentPurpose?
    package var unit: UnitKey?
    /// The event that it tells of.
    package var event: ID<Event>?
    package var facts: [String: String]
    /// Microseconds since 1970 UTC.
    package var postedAt: Int64

    /// The most bytes of a key.
    static let longestKey = 200
    /// The most characters of a fact.
    package static let longestFact = 1_000

    /// The id of a notice: the first 63 bits of SHA-256 of what is announced, so that the same thing has the same id on
    /// every shard and is there once.
    /// - Parameter turn: counts up from 0 where another key has the id already.
    static func id(_ manufacturer: ID<Manufacturer>, _ topic: NoticeTopic, _ key: String, turn: Int) -> ID<Notice> {
        let digest = SHA256.hash(data: Array("notice 1\n\(manufacturer)\n\(topic.rawValue)\n\(turn)\n\(key)".utf8))
        let bits = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return ID(max(1, Int64(truncatingIfNeeded: bits & 0x7FFF_FFFF_FFFF_FFFF)))
    }
}

/// The table `notices`.
package enum Notices {
    package static func find(_ id: ID<Notice>, _ reader: any SQLReader) throws -> Notice? {
        try reader.first(NoticesSQL.byID, [.integer(id.value)], read)
    }

    /// The notice of a topic with a key; nil where none was posted.
    package static func find(
        _ topic: NoticeTopic, _ key: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Notice? {
        var turn = 0
        while let known = try find(Notice.id(manufacturer, topic, key, turn: turn), reader) {
            if known.key == key, known.topic == topic, known.manufacturer == manufacturer { return known }
            turn += 1
        }
        return nil
    }

    /// Keeps a notice, unless it is there.
    /// - Returns: It; nil where it was there.
    static func insert(
        _ draft: NoticeDraft, event: ID<Event>? = nil, of manufacturer: ID<Manufacturer>,
        _ transaction: any SQLTransaction
    ) throws -> Notice? {
        let facts = try FactText.text(draft.facts)
        var turn = 0
        while true {
            let notice = Notice(
                id: Notice.id(manufacturer, draft.topic, draft.key, turn: turn), manufacturer: manufacturer,
                topic: draft.topic, key: draft.key, party: draft.party, purpose: draft.purpose, unit: draft.unit,
                event: event, facts: draft.facts, postedAt: transaction.now)
            let inserted = try transaction.rowsChanged(
                by: NoticesSQL.insert,
                [
                    .integer(notice.id.value), .integer(manufacturer.value), .text(draft.topic.rawValue),
                    .text(draft.key), SQLValue(draft.party?.value), SQLValue(draft.unit?.model.value),
                    SQLValue(draft.unit?.serial.text), SQLValue(event?.value), .text(facts), .integer(notice.postedAt),
                    SQLValue(draft.purpose?.rawValue),
                ])
            if inserted == 1 { return notice }
            let known = try find(notice.id, transaction)
            guard let known, known.key != draft.key || known.topic != draft.topic || known.manufacturer != manufacturer
            else { return nil }
            turn += 1
        }
    }

    /// Takes away what a party alone was told.
    static func erase(of party: ID<Party>, _ transaction: any SQLTransaction) throws {
        for notice in try transaction.all(NoticesSQL.toParty, [.integer(party.value)], read) {
            let rest = notice.topic.publicFacts(of: notice.facts)
            guard rest.count < notice.facts.count else { continue }
            try transaction.run(NoticesSQL.setFacts, [.text(try FactText.text(rest)), .integer(notice.id.value)])
        }
    }

    private static func read(_ row: borrowing Row) throws -> Notice {
        let model = row.optionalInteger(5).map { ID<Model>($0) }
        let serial = try row.optionalText(6).map { try SerialNumber(parsing: $0) }
        let unit = model.flatMap { model in serial.map { UnitKey(model, $0) } }
        return Notice(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), topic: try row.word(2), key: row.text(3),
            party: row.optionalInteger(4).map { ID($0) }, purpose: try row.optionalWord(10), unit: unit,
            event: row.optionalInteger(7).map { ID($0) },
            facts: try FactText.facts(row.text(8)), postedAt: row.integer(9))
    }
}

private enum NoticesSQL {
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, topic, key, party_id, model_id, serial, event_id, facts, posted_at, purpose
          FROM notices
         WHERE id = $1
        """)
    static let toParty = Statement(
        """
        SELECT id, manufacturer_id, topic, key, party_id, model_id, serial, event_id, facts, posted_at, purpose
          FROM notices
         WHERE party_id = $1
         ORDER BY id
        """)
    static let setFacts = Statement("UPDATE notices SET facts = $1 WHERE id = $2")
    static let insert = Statement(
        """
        INSERT INTO notices (id, manufacturer_id, topic, key, party_id, model_id, serial, event_id, facts, posted_at, purpose)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (id) DO NOTHING
        """)
}
