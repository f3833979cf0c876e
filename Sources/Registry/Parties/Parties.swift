package import Storage

/// A person or an organisation that owns or sells units: the only home of personal data.
package struct Party: Hashable, Sendable {
    package var id: ID<Party>
    package var manufacturer: ID<Manufacturer>
    /// The manufacturer's own reference to the party.
    package var reference: String
    /// Nil once erased.
    package var name: String?
}

/// Parties in the database.
package enum Parties {
    package static func find(_ id: ID<Party>, _ reader: any SQLReader) throws -> Party? {
        try reader.first(PartiesSQL.byID, [.integer(id.value)], row)
    }

    package static func find(
        _ reference: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Party? {
        try reader.first(PartiesSQL.byReference, [.integer(manufacturer.value), .text(reference)], row)
    }

    static func exists(
        _ id: ID<Party>, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Bool {
        try find(id, reader)?.manufacturer == manufacturer
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
            id: ID(transaction.newID()), manufacturer: manufacturer, reference: reference, name: reference)
        try transaction.run(
            PartiesSQL.insert,
            [
                .integer(party.id.value), .integer(manufacturer.value), .text(reference), .text(reference),
                .integer(transaction.now),
            ])
        return party
    }

    private static func row(_ row: borrowing Row) -> Party {
        Party(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), reference: row.text(2), name: row.optionalText(3))
    }
}

private enum PartiesSQL {
    static let byID = Statement("SELECT id, manufacturer_id, reference, name FROM parties WHERE id = $1")
    static let byReference = Statement(
        """
        SELECT id, manufacturer_id, reference, name
          FROM parties
         WHERE manufacturer_id = $1
           AND reference = $2
         ORDER BY created_at, id
         LIMIT 1
        """)
    static let insert = Statement(
        """
        INSERT INTO parties (id, manufacturer_id, reference, name, created_at)
        VALUES ($1, $2, $3, $4, $5)
        """)
}
