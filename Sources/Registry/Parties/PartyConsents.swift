package import Storage

/// What a party is written to for, beyond what it must be told anyway.
package enum ConsentPurpose: String, CaseIterable, Sendable {
    /// New products and versions.
    case news
    /// Offers, such as longer cover before it ends.
    case offers
    /// Questions about how a product does.
    case surveys
    /// That maintenance or the end of cover is near.
    case reminders
}

/// A consent that a party has given once; a later one for the same purpose is another.
package struct PartyConsent: Hashable, Sendable {
    package var purpose: ConsentPurpose
    /// Microseconds since 1970 UTC.
    package var givenAt: Int64
    /// By which way it was given, such as 'registration form'.
    package var givenHow: String
    /// Nil while it holds.
    package var withdrawnAt: Int64?
    package var withdrawnHow: String?
    /// What a letter's link carries by which it is withdrawn. It does nothing else.
    package var withdrawalCode: String

    package var holds: Bool { withdrawnAt == nil }
}

/// The table `party_consents`.
package enum PartyConsents {
    /// All that a party has ever given, oldest first.
    package static func list(of party: ID<Party>, _ reader: any SQLReader) throws -> [PartyConsent] {
        try reader.all(PartyConsentsSQL.list, [.integer(party.value)]) { row in
            PartyConsent(
                purpose: try row.word(0), givenAt: row.integer(1), givenHow: row.text(2),
                withdrawnAt: row.optionalInteger(3), withdrawnHow: row.optionalText(4), withdrawalCode: row.text(5))
        }
    }

    /// The consent that holds now; nil where there is none.
    package static func holding(
        _ purpose: ConsentPurpose, of party: ID<Party>, _ reader: any SQLReader
    ) throws -> PartyConsent? {
        try list(of: party, reader).last { $0.purpose == purpose && $0.holds }
    }

    /// Notes that a party consents; nothing changes where it has done so already.
    /// - Parameter how: By which way, in at most 120 characters; it names nobody.
    /// - Throws: `party.unknown` where it is none, or has been erased.
    package static func give(
        _ purpose: ConsentPurpose, of party: ID<Party>, how: String, _ transaction: any SQLTransaction
    ) throws {
        try TextRules.check(how, field: "how", limit: 120)
        guard let known = try Parties.find(party, transaction), known.erasedAt == nil else {
            throw RegistryError(.partyUnknown, "No party has the id \(party).", field: "owner")
        }
        guard try holding(purpose, of: party, transaction) == nil else { return }
        try transaction.run(
            PartyConsentsSQL.insert,
            [
                .integer(party.value), .integer(transaction.newID()), .integer(known.manufacturer.value),
                .text(purpose.rawValue), .integer(transaction.now), .text(how),
                .text(SecretText.makeWithdrawalCode(random: transaction.salt)),
            ])
    }

    /// Notes that it no longer does. - Returns: Whether it did.
    @discardableResult
    package static func withdraw(
        _ purpose: ConsentPurpose, of party: ID<Party>, how: String, _ transaction: any SQLTransaction
    ) throws -> Bool {
        try TextRules.check(how, field: "how", limit: 120)
        return try transaction.rowsChanged(
            by: PartyConsentsSQL.withdraw,
            [.integer(transaction.now), .text(how), .integer(party.value), .text(purpose.rawValue)]) > 0
    }

    /// The same by the code that a message's link carries.
    /// - Returns: What it was for, also where it had been withdrawn before; nil where there is none of this code, or it has been
    ///   erased.
    @discardableResult
    package static func withdraw(
        byCode code: String, how: String, _ transaction: any SQLTransaction
    ) throws -> ConsentPurpose? {
        let found = try transaction.first(PartyConsentsSQL.byCode, [.text(code)]) { row in
            (ID<Party>(row.integer(0)), try row.word(1) as ConsentPurpose)
        }
        guard let (party, purpose) = found else { return nil }
        try withdraw(purpose, of: party, how: how, transaction)
        return purpose
    }

    static func erase(of party: ID<Party>, _ transaction: any SQLTransaction) throws {
        try transaction.run(PartyConsentsSQL.delete, [.integer(party.value)])
    }
}

private enum PartyConsentsSQL {
    static let list = Statement(
        """
        SELECT purpose, given_at, given_how, withdrawn_at, withdrawn_how, withdrawal_code
          FROM party_consents
         WHERE party_id = $1
         ORDER BY given_at, id
        """)
    static let insert = Statement(
        """
        INSERT INTO party_consents (party_id, id, manufacturer_id, purpose, given_at, given_how, withdrawal_code)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let withdraw = Statement(
        """
        UPDATE party_consents
           SET withdrawn_at = $1, withdrawn_how = $2
         WHERE party_id = $3
           AND purpose = $4
           AND withdrawn_at IS NULL
        """)
    static let byCode = Statement(
        "SELECT party_id, purpose FROM party_consents WHERE withdrawal_code = $1 ORDER BY party_id, id LIMIT 1")
    static let delete = Statement("DELETE FROM party_consents WHERE party_id = $1")
}
