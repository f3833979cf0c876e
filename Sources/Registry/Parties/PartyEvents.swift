package import Storage

/// Which events name a party as the owner of units from then on: the way from a person to what is told of it.
package enum PartyEvents {
    /// Notes that an event names its party, if it does.
    static func insert(_ event: RecordedEvent, _ transaction: any SQLTransaction) throws {
        guard let party = event.draft.details.owningParty else { return }
        try transaction.run(PartyEventsSQL.insert, [.integer(party.value), .integer(event.id.value)])
    }

    static func contains(_ event: ID<Event>, of party: ID<Party>, _ reader: any SQLReader) throws -> Bool {
        try reader.exists(PartyEventsSQL.find, [.integer(party.value), .integer(event.value)])
    }

    /// Events that name a party, by their ids, from after one on.
    package static func page(
        of party: ID<Party>, after event: ID<Event>?, limit: Int, _ reader: any SQLReader
    ) throws -> [ID<Event>] {
        try reader.all(
            PartyEventsSQL.page, [.integer(party.value), .integer(event?.value ?? 0), .integer(Int64(limit))]
        ) { ID($0.integer(0)) }
    }

    package static func count(of party: ID<Party>, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(PartyEventsSQL.count, [.integer(party.value)]) { $0.integer(0) } ?? 0
    }
}

private enum PartyEventsSQL {
    static let insert = Statement("INSERT INTO party_events (party_id, event_id) VALUES ($1, $2)")
    static let find = Statement("SELECT 1 FROM party_events WHERE party_id = $1 AND event_id = $2")
    static let page = Statement(
        """
        SELECT event_id
          FROM party_events
         WHERE party_id = $1
           AND event_id > $2
         ORDER BY event_id
         LIMIT $3
        """)
    static let count = Statement("SELECT count(*) FROM party_events WHERE party_id = $1")
}
