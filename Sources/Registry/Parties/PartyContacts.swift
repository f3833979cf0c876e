package import Storage

/// The table `party_contacts`: personal data, which nothing but this hands out.
package enum PartyContacts {
    /// How a party is reached, for whoever may know of it: the party itself, and who may read owners. Whoever asks for
    /// somebody else tells the audit trail so.
    /// - Returns: Nil where nothing is held, and once it has been erased.
    /// - Throws: `access.forbidden`.
    package static func find(
        _ party: Party, as principal: Principal, _ reader: any SQLReader
    ) throws -> PartyContact? {
        let isOwn = principal.parties.contains(party.id) && Access.allows(principal, .ownUnits, .anything)
        if !isOwn { try Access.require(principal, .readOwners, of: party.manufacturer) }
        return try held(of: party.id, reader)
    }

    /// Sets how a party is reached; what was held before is forgotten.
    /// - Throws: `party.unknown` where it is none, or has been erased.
    package static func set(
        _ contact: PartyContact, of party: ID<Party>, _ transaction: any SQLTransaction
    ) throws {
        guard let known = try Parties.find(party, transaction), known.erasedAt == nil else {
            throw RegistryError(.partyUnknown, "No party has the id \(party).", field: "owner")
        }
        let lines = contact.addressLines
        try transaction.run(
            PartyContactsSQL.set,
            [
                .integer(party.value), SQLValue(contact.name), SQLValue(contact.email), SQLValue(contact.phone),
                SQLValue(lines.isEmpty ? nil : lines.joined(separator: "\n")), SQLValue(contact.postcode),
                SQLValue(contact.city), SQLValue(contact.country), SQLValue(contact.language?.text),
                .integer(transaction.now),
            ])
    }

    /// Adds what somebody says of how a party is reached to what is held: what they leave out stays. An address is one thing.
    /// - Throws: as ``set(_:of:_:)``.
    package static func add(
        _ contact: PartyContact, of party: ID<Party>, _ transaction: any SQLTransaction
    ) throws {
        guard var known = try held(of: party, transaction) else { return try set(contact, of: party, transaction) }
        known.name = contact.name ?? known.name
        known.email = contact.email ?? known.email
        known.phone = contact.phone ?? known.phone
        known.language = contact.language ?? known.language
        if contact.hasAddress {
            known.addressLines = contact.addressLines
            known.postcode = contact.postcode
            known.city = contact.city
            known.country = contact.country
        }
        try set(known, of: party, transaction)
    }

    static func held(of party: ID<Party>, _ reader: any SQLReader) throws -> PartyContact? {
        try reader.first(PartyContactsSQL.find, [.integer(party.value)]) { row in
            try PartyContact(
                name: row.optionalText(0), email: row.optionalText(1), phone: row.optionalText(2),
                addressLines: row.optionalText(3).map { $0.split(separator: "\n").map(String.init) } ?? [],
                postcode: row.optionalText(4), city: row.optionalText(5), country: row.optionalText(6),
                language: try row.optionalText(7).map { try LanguageTag(parsing: $0) })
        }
    }

    static func erase(of party: ID<Party>, _ transaction: any SQLTransaction) throws {
        try transaction.run(PartyContactsSQL.delete, [.integer(party.value)])
    }
}

private enum PartyContactsSQL {
    static let find = Statement(
        """
        SELECT name, email, phone, address, postcode, city, country, language
          FROM party_contacts
         WHERE party_id = $1
        """)
    static let set = Statement(
        """
        INSERT INTO party_contacts
               (party_id, name, email, phone, address, postcode, city, country, language, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (party_id) DO UPDATE
           SET name = excluded.name, email = excluded.email, phone = excluded.phone, address = excluded.address,
               postcode = excluded.postcode, city = excluded.city, country = excluded.country,
               language = excluded.language, updated_at = excluded.updated_at
        """)
    static let delete = Statement("DELETE FROM party_contacts WHERE party_id = $1")
}
