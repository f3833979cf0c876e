package import Identifiers
package import Registry
package import Storage

/// An owner lets a unit go to whoever shows the code, which is shown to the owner once.
package struct Handover: Hashable, Sendable {
    package enum State: String, WorkflowWord {
        case open
        case accepted
        case cancelled
        /// Not accepted in time, or the unit has gone another way meanwhile.
        case expired
    }

    package enum Step: String, WorkflowWord {
        case accept
        case cancel
        case expire
    }

    package static let machine = StateMachine<State, Step>(
        of: "handover", from: .open,
        [.init(.open, .accept, .accepted), .init(.open, .cancel, .cancelled), .init(.open, .expire, .expired)])

    /// How long a code works: a fortnight, in microseconds.
    package static let lifetime: Int64 = 14 * 86_400_000_000

    package var id: ID<Handover>
    package var unit: UnitKey
    package var manufacturer: ID<Manufacturer>
    package var from: ID<Party>
    package var to: ID<Party>?
    package var codeHash: [UInt8]
    /// As its row says.
    package var state: State
    package var releasedAt: Int64
    package var expiresAt: Int64
    package var endedAt: Int64?
    package var event: ID<Event>?

    /// What it is at a moment.
    /// - Parameter owner: the unit's owner then.
    package func state(at now: Int64, owner: ID<Party>?) -> State {
        state == .open && (expiresAt <= now || owner != from) ? .expired : state
    }
}

/// The table `handovers`.
package enum Handovers {
    package static let most = 500

    /// The releases of a unit whose rows are open; one, as a new one ends those before.
    package static func open(of unit: UnitKey, _ reader: any SQLReader) throws -> [Handover] {
        try reader.all(HandoversSQL.open, key(unit) + [.integer(Int64(most))], row)
    }

    /// The newest release of a unit by a party, whatever became of it.
    package static func last(
        of unit: UnitKey, from party: ID<Party>, _ reader: any SQLReader
    ) throws -> Handover? {
        try reader.first(HandoversSQL.last, key(unit) + [.integer(party.value)], row)
    }

    /// What a party has given away and been given, the newest ``most`` of each, oldest first.
    package static func list(of party: ID<Party>, _ reader: any SQLReader) throws -> [Handover] {
        let values: [SQLValue] = [.integer(party.value), .integer(Int64(most))]
        let all = try reader.all(HandoversSQL.from, values, row) + reader.all(HandoversSQL.to, values, row)
        return all.sorted { ($0.releasedAt, $0.id.value) < ($1.releasedAt, $1.id.value) }
    }

    package static func insert(_ handover: Handover, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            HandoversSQL.insert,
            key(handover.unit) + [
                .integer(handover.id.value), .integer(handover.manufacturer.value), .integer(handover.from.value),
                .blob(handover.codeHash), .text(handover.state.rawValue), .integer(handover.releasedAt),
                .integer(handover.expiresAt),
            ])
    }

    package static func update(_ handover: Handover, _ transaction: any SQLTransaction) throws {
        let values: [SQLValue] = [
            .text(handover.state.rawValue), SQLValue(handover.to?.value), SQLValue(handover.endedAt),
            SQLValue(handover.event?.value),
        ]
        try transaction.run(
            HandoversSQL.update, values + key(handover.unit) + [.integer(handover.id.value)], changing: 1)
    }

    private static func key(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }

    private static func row(_ row: borrowing Row) throws -> Handover {
        let serial = row.text(2)
        guard let state = Handover.State(rawValue: row.text(8)) else {
            throw StorageError(.damaged, "A handover is in no known state. Restore it from a backup.")
        }
        return Handover(
            id: ID(row.integer(3)),
            unit: UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial.isEmpty ? row.text(1) : serial)),
            manufacturer: ID(row.integer(4)), from: ID(row.integer(5)), to: row.optionalInteger(6).map { ID($0) },
            codeHash: row.blob(7), state: state, releasedAt: row.integer(9), expiresAt: row.integer(10),
            endedAt: row.optionalInteger(11), event: row.optionalInteger(12).map { ID($0) })
    }
}

private enum HandoversSQL {
    static let open = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, from_party, to_party, code_hash, state, released_at,
               expires_at, ended_at, event_id
          FROM handovers
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND state = 'open'
         ORDER BY released_at, id
         LIMIT $4
        """)
    static let last = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, from_party, to_party, code_hash, state, released_at,
               expires_at, ended_at, event_id
          FROM handovers
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND from_party = $4
         ORDER BY released_at DESC, id DESC
         LIMIT 1
        """)
    static let from = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, from_party, to_party, code_hash, state, released_at,
               expires_at, ended_at, event_id
          FROM handovers
         WHERE from_party = $1
         ORDER BY released_at DESC, id DESC
         LIMIT $2
        """)
    static let to = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, from_party, to_party, code_hash, state, released_at,
               expires_at, ended_at, event_id
          FROM handovers
         WHERE to_party = $1
         ORDER BY released_at DESC, id DESC
         LIMIT $2
        """)
    static let insert = Statement(
        """
        INSERT INTO handovers
               (model_id, serial_key, serial, id, manufacturer_id, from_party, code_hash, state, released_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """)
    static let update = Statement(
        """
        UPDATE handovers
           SET state = $1, to_party = $2, ended_at = $3, event_id = $4
         WHERE model_id = $5
           AND serial_key = $6
           AND serial = $7
           AND id = $8
        """)
}
