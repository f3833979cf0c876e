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

    package static func list(of unit: UnitKey, _ reader: any SQLReader) throws -> [Registration] {
        try reader.all(RegistrationsSQL.ofUnit, key(unit) + [.integer(Int64(most))], row)
    }

    /// Those of a party, oldest first.
    package static func list(of party: ID<Party>, _ reader: any SQLReader) throws -> [Registration] {
        try reader.all(RegistrationsSQL.ofParty, [.integer(party.value), .integer(Int64(most))], row)
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

    /// Writes its state, evidence, reason and event.
    package static func update(_ registration: Registration, _ transaction: any SQLTransaction) throws {
        let values: [SQLValue] = [
            .text(registration.state.rawValue), .text(registration.evidence.rawValue), SQLValue(registration.reason),
            .integer(registration.changedAt), SQLValue(registration.event?.value),
        ]
        try transaction.run(
            RegistrationsSQL.update, values + key(registration.unit) + [.integer(registration.id.value)], changing: 1)
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
    static let ofUnit = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         ORDER BY made_at, id
         LIMIT $4
        """)
    static let ofParty = Statement(
        """
        SELECT model_id, serial_key, serial, id, manufacturer_id, party_id, state, evidence, purchased_on, seller,
               reason, made_at, expires_at, changed_at, event_id
          FROM registrations
         WHERE party_id = $1
         ORDER BY made_at, id
         LIMIT $2
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
           SET state = $1, evidence = $2, reason = $3, changed_at = $4, event_id = $5
         WHERE model_id = $6
           AND serial_key = $7
           AND serial = $8
           AND id = $9
        """)
    static let erase = Statement("UPDATE registrations SET seller = NULL, reason = NULL WHERE party_id = $1")
}
