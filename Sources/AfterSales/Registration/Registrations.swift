package import Identifiers
package import Registry
package import Storage

/// A place in the list of a manufacturer's registrations, those first that have to be decided first.
package struct RegistrationPlace: Hashable, Sendable {
    package var expiresAt: Int64
    package var id: ID<Registration>

    package init(expiresAt: Int64, id: ID<Registration>) { (self.expiresAt, self.id) = (expiresAt, id) }
}

/// The table `registrations`.
package enum Registrations {
    /// The most that are read of one unit or one party at once.
    package static let most = 500

    /// The newest of a party's of a unit that waits, or is valid.
    package static func last(
        of unit: UnitKey, by party: ID<Party>, at now: Int64, _ reader: any SQLReader
    ) throws -> Registration? {
        try reader.first(RegistrationsSQL.lastOfParty, key(unit) + [.integer(party.value), .integer(now)], row)
    }

    /// The newest of a party's of a unit that is valid.
    package static func valid(
        of unit: UnitKey, by party: ID<Party>, _ reader: any SQLReader
    ) throws -> Registration? {
        try reader.first(RegistrationsSQL.valid, key(unit) + [.integer(party.value)], row)
    }

    /// The disputes of a unit that wait, but for those of its owner; the oldest of them.
    package static func disputes(
        of unit: UnitKey, owner: ID<Party>, at now: Int64, _ reader: any SQLReader
    ) throws -> [Registration] {
        try reader.all(
            RegistrationsSQL.disputes, key(unit) + [.integer(owner.value), .integer(now), .integer(Int64(most))], row)
    }

    /// Whether something speaks for it that a unit is somebody else's than its owner's.
    package static func isContested(
        _ unit: UnitKey, owner: ID<Party>, at now: Int64, _ reader: any SQLReader
    ) throws -> Bool {
        try reader.exists(RegistrationsSQL.contested, key(unit) + [.integer(owner.value), .integer(now)])
    }

    /// Whether something that a party has registered waits for a decision.
    package static func waits(_ party: ID<Party>, at now: Int64, _ reader: any SQLReader) throws -> Bool {
        try reader.exists(RegistrationsSQL.waits, [.integer(party.value), .integer(now)])
    }

    /// The newest of a party, oldest first: at most ``most``, before one.
    package static func list(
        of party: ID<Party>, before first: Registration? = nil, _ reader: any SQLReader
    ) throws -> [Registration] {
        try reader.all(
            RegistrationsSQL.ofParty,
            [
                .integer(party.value), .integer(first?.madeAt ?? .max), .integer(first?.id.value ?? .max),
                .integer(Int64(most)),
            ], row
        ).reversed()
    }

    /// Those of a manufacturer's units in a state, those first that expire first. What nobody has decided in time keeps its
    /// row as it was, so that a list of what waits begins behind it.
    package static func page(
        of manufacturer: ID<Manufacturer>, in state: Registration.State, at now: Int64, after place: RegistrationPlace?,
        limit: Int, _ reader: any SQLReader
    ) throws -> [Registration] {
        let isTimely = state == .pending || state == .disputed
        let first = RegistrationPlace(expiresAt: isTimely ? now : .min, id: ID(.max))
        let start = place.map { $0.expiresAt < first.expiresAt ? first : $0 } ?? first
        return try reader.all(
            RegistrationsSQL.inState,
            [
                .integer(manufacturer.value), .text(state.rawValue), .integer(start.expiresAt),
                .integer(start.id.value), .integer(Int64(limit)),
            ], row)
    }

    /// Those of a unit in a state, what has to be decided soonest first; of what waits, what nobody decided in time is left
    /// out.
    package static func list(
        of unit: UnitKey, in state: Registration.State, at now: Int64, limit: Int, _ reader: any SQLReader
    ) throws -> [Registration] {
        let start = [.pending, .disputed].contains(state) ? now : .min
        return try reader.all(
            RegistrationsSQL.ofUnitInState,
            key(unit) + [.text(state.rawValue), .integer(start), .integer(Int64(limit))], row)
    }

    /// All of a party, oldest first.
    package static func all(of party: ID<Party>, _ reader: any SQLReader) throws -> [Registration] {
        var all: [Registration] = []
        var page = try list(of: party, reader)
        while let first = page.first {
            all = page + all
            page = try list(of: party, before: first, reader)
        }
        return all
    }

    package static func find(
        _ id: ID<Registration>, of unit: UnitKey, _ reader: any SQLReader
    ) throws -> Registration? {
        try reader.first(RegistrationsSQL.byID, key(unit) + [.integer(id.value)], row)
    }

    package static func insert(_ registration: Registration, _ transaction: any SQLTransaction) throws {
        let them = registration
        try transaction.run(
            RegistrationsSQL.insert,
            key(them.unit) + [
                .integer(them.id.value), .integer(them.manufacturer.value), .integer(them.party.value),
                .text(them.state.rawValue), .text(them.evidence.rawValue), SQLValue(them.purchasedOn?.isoText),
                SQLValue(them.seller), SQLValue(them.reason), .integer(them.madeAt), .integer(them.expiresAt),
                .integer(them.changedAt), SQLValue(them.event?.value),
            ])
    }

    /// Writes its state, evidence, what was said of the purchase, its reason and event.
    package static func update(_ registration: Registration, _ transaction: any SQLTransaction) throws {
        let values: [SQLValue] = [
            .text(registration.state.rawValue), .text(registration.evidence.rawValue),
            SQLValue(registration.purchasedOn?.isoText), SQLValue(registration.seller), SQLValue(registration.reason),
            .integer(registration.changedAt), SQLValue(registration.event?.value),
        ]
        try transaction.run(
            RegistrationsSQL.update, values + key(registration.unit) + [.integer(registration.id.value)], changing: 1)
    }

    /// Settles what others have said of a unit that has become a party's: a valid registration ends, and one that waits
    /// becomes a dispute. Those of the party itself that wait have nothing left to wait for.
    /// - Parameter why: told to those whose registration ends.
    package static func settleOthers(
        than registration: Registration, because why: String, _ transaction: any SQLTransaction
    ) throws {
        let now = SQLValue.integer(transaction.now)
        let whose = key(registration.unit) + [.integer(registration.party.value)]
        try transaction.run(RegistrationsSQL.expireOthers, [now, .text(why)] + whose)
        try transaction.run(RegistrationsSQL.disputeOthers, [now] + whose)
        try transaction.run(RegistrationsSQL.expireOwn, [now] + whose + [.integer(registration.id.value)])
    }

    /// Forgets what a party has written of where it bought its units, and what was written to it. That it has registered
    /// them stays, by a number that names nobody.
    package static func eraseTexts(of party: ID<Party>, _ transaction: any SQLTransaction) throws {
        try transaction.run(RegistrationsSQL.erase, [.integer(party.value)])
    }

    private static func key(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }

    private static func row(_ row: borrowing Row) throws -> Registration {
        let serial = row.text(2)
        guard let state = Registration.State(rawValue: row.text(6)),
            let evidence = Registration.Evidence(rawValue: row.text(7))
        else { throw StorageError(.damaged, "A registration is in no known state. Restore it from a backup.") }
        return Registration(
            id: ID(row.integer(3)),
            unit: UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial.isEmpty ? row.text(1) : serial)),
            manufacturer: ID(row.integer(4)), party: ID(row.integer(5)), state: state, evidence: evidence,
            purchasedOn: try row.optionalText(8).map { try CivilDate(parsing: $0) }, seller: row.optionalText(9),
            reason: row.optionalText(10), madeAt: row.integer(11), expiresAt: row.integer(12),
            changedAt: row.integer(13), event: row.optionalInteger(14).map { ID($0) })
    }
}

private enum RegistrationsSQL {
    static let lastOfParty = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND party_id = $4
           AND (state = 'valid' OR state IN ('pending', 'disputed') AND expires_at > $5)
         ORDER BY made_at DESC, id DESC
         LIMIT 1
        """)
    static let valid = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND party_id = $4
           AND state = 'valid'
         ORDER BY made_at DESC, id DESC
         LIMIT 1
        """)
    static let disputes = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND party_id <> $4
           AND state = 'disputed'
           AND expires_at > $5
         ORDER BY made_at, id
         LIMIT $6
        """)
    static let contested = Statement(
        """
        SELECT 1
          FROM registrations
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND party_id <> $4
           AND state = 'disputed'
           AND expires_at > $5
           AND evidence <> 'none'
         LIMIT 1
        """)
    static let expireOthers = Statement(
        """
        UPDATE registrations
           SET state = 'expired', changed_at = $1, reason = $2
         WHERE model_id = $3
           AND serial_key = $4
           AND serial = $5
           AND party_id <> $6
           AND state = 'valid'
        """)
    static let disputeOthers = Statement(
        """
        UPDATE registrations
           SET state = 'disputed', changed_at = $1
         WHERE model_id = $2
           AND serial_key = $3
           AND serial = $4
           AND party_id <> $5
           AND state = 'pending'
           AND expires_at > $1
        """)
    static let expireOwn = Statement(
        """
        UPDATE registrations
           SET state = 'expired', changed_at = $1
         WHERE model_id = $2
           AND serial_key = $3
           AND serial = $4
           AND party_id = $5
           AND state IN ('pending', 'disputed')
           AND id <> $6
        """)
    static let ofParty = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE party_id = $1
           AND (made_at, id) < (CAST($2 AS BIGINT), CAST($3 AS BIGINT))
         ORDER BY made_at DESC, id DESC
         LIMIT $4
        """)
    static let waits = Statement(
        """
        SELECT 1
          FROM registrations
         WHERE party_id = $1
           AND state IN ('pending', 'disputed')
           AND expires_at > $2
         LIMIT 1
        """)
    static let inState = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE manufacturer_id = $1
           AND state = $2
           AND (expires_at, id) > (CAST($3 AS BIGINT), CAST($4 AS BIGINT))
         ORDER BY expires_at, id
         LIMIT $5
        """)
    static let ofUnitInState = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND state = $4
           AND expires_at > $5
         ORDER BY expires_at, id
         LIMIT $6
        """)
    static let byID = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND id = $4
        """)
    static let insert = Statement(
        """
        INSERT INTO registrations
               (model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
                reason, made_at, expires_at, changed_at, event_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """)
    static let update = Statement(
        """
        UPDATE registrations
           SET state = $1, evidence = $2, purchased_on = $3, seller = $4, reason = $5, changed_at = $6, event_id = $7
         WHERE model_id = $8
           AND serial_key = $9
           AND serial = $10
           AND id = $11
        """)
    static let erase = Statement("UPDATE registrations SET seller = NULL, reason = NULL WHERE party_id = $1")
}
