package import Storage

/// A person or an organisation that owns or sells units: the only home of personal data.
package struct Party: Hashable, Sendable {
    package var id: ID<Party>
    package var manufacturer: ID<Manufacturer>
    /// The manufacturer's own reference to the party; nil once erased.
    package var reference: String?
    /// Nil once erased.
    package var name: String?
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    package var erasedAt: Int64?
}

/// Parties in the database.
package enum Parties {
    package static func find(_ id: ID<Party>, _ reader: any SQLReader) throws -> Party? {
        try reader.first(PartiesSQL.byID, [.integer(id.value)], row)
    }

    package static func find(
        _ reference: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Party? {
        try all(reference, of: manufacturer, reader).first
    }

    /// The parties with this reference that are not erased, oldest first: one, or some where several servers met the
    /// reference for the first time in the same moment.
    package static func all(
        _ reference: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [Party] {
        try reader.all(PartiesSQL.byReference, [.integer(manufacturer.value), .text(reference)], row)
    }

    /// Whether there is such a party, whose data has not been erased.
    static func exists(
        _ id: ID<Party>, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Bool {
        guard let party = try find(id, reader) else { return false }
        return party.manufacturer == manufacturer && party.erasedAt == nil
    }

    /// Parties that are not erased and were made before a time, oldest first, from one on.
    static func made(
        before time: Int64, after party: Party?, limit: Int, _ reader: any SQLReader
    ) throws -> [Party] {
        let place: [SQLValue] = [.integer(party?.createdAt ?? .min), .integer(party?.id.value ?? 0)]
        return try reader.all(PartiesSQL.made, place + [.integer(time), .integer(Int64(limit))], row)
    }

    /// Takes away what names the party; its id stays, which names nobody.
    static func erase(_ id: ID<Party>, _ transaction: any SQLTransaction) throws {
        try transaction.run(PartiesSQL.erase, [.integer(transaction.now), .integer(id.value)])
    }

    /// The party with this reference, made with it as its name where it is missing.
    package static func findOrCreate(
        _ reference: String, of manufacturer: ID<Manufacturer>, _ transaction: any SQLTransaction
    ) throws -> Party {
        if let found = try find(reference, of: manufacturer, transaction) { return found }
        if try transaction.claim(Claim("party \(manufacturer)", reference), .exclusive),
            let found = try find(reference, of: manufacturer, transaction)
        {
            return found
        }
        try TextRules.check(reference, field: "owner", limit: 120)
        let party = Party(
            id: ID(transaction.newID()), manufacturer: manufacturer, reference: reference, name: reference,
            createdAt: transaction.now)
        try transaction.run(
            PartiesSQL.insert,
            [
                .integer(party.id.value), .integer(manufacturer.value), .text(reference), .text(reference),
                .integer(party.createdAt),
            ])
        return party
    }

    private static func row(_ row: borrowing Row) -> Party {
        let erasedAt = row.optionalInteger(5)
        return Party(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), reference: erasedAt == nil ? row.text(2) : nil,
            name: row.optionalText(3), createdAt: row.integer(4), erasedAt: erasedAt)
    }
}

private enum PartiesSQL {
    static let byID = Statement(
        "SELECT id, manufacturer_id, reference, name, created_at, erased_at FROM parties WHERE id = $1")
    static let byReference = Statement(
        """
        SELECT id, manufacturer_id, reference, name, created_at, erased_at
          FROM parties
         WHERE manufacturer_id = $1
           AND reference = $2
           AND erased_at IS NULL
         ORDER BY created_at, id
         LIMIT 100
        """)
    static let made = Statement(
        """
        SELECT id, manufacturer_id, reference, name, created_at, erased_at
          FROM parties
         WHERE (created_at, id) > (CAST($1 AS BIGINT), CAST($2 AS BIGINT))
           AND created_at < $3
           AND erased_at IS NULL
         ORDER BY created_at, id
         LIMIT $4
        """)
    static let insert = Statement(
        """
        INSERT INTO parties (id, manufacturer_id, reference, name, created_at)
        VALUES ($1, $2, $3, $4, $5)
        """)
    /// A reference must be something; nobody's is empty.
    static let erase = Statement("UPDATE parties SET reference = '', name = NULL, erased_at = $1 WHERE id = $2")
}
