package import Storage

/// A party that consents to something now and can be written to by e-mail. All of it is personal data.
package struct ConsentingParty: Hashable, Sendable {
    package var party: ID<Party>
    package var email: String
    package var name: String?
    /// In which the party wants to be written to.
    package var language: LanguageTag?
    /// What withdraws the consent; see ``PartyConsent``.
    package var withdrawalCode: String
}

/// Those of a manufacturer's parties that consent to something now: `party_consents` with `party_contacts`.
package enum ConsentingParties {
    /// Up to `limit` of them in the order of their ids, from one id on; those without an e-mail address are left out. The
    /// audit trail tells of those who are given out.
    /// - Throws: `access.forbidden`.
    package static func page(
        to purpose: ConsentPurpose, of manufacturer: ID<Manufacturer>, from first: Int64, limit: Int,
        as principal: Principal, _ reader: any SQLReader
    ) throws -> [ConsentingParty] {
        try Access.require(principal, .readOwners, of: manufacturer)
        return try reader.all(
            ConsentingPartiesSQL.page,
            [.integer(manufacturer.value), .text(purpose.rawValue), .integer(first), .integer(Int64(limit))]
        ) { row in
            ConsentingParty(
                party: ID(row.integer(0)), email: row.text(1), name: row.optionalText(2),
                language: try row.optionalText(3).map { try LanguageTag(parsing: $0) }, withdrawalCode: row.text(4))
        }
    }
}

package enum ConsentingPartiesSQL {
    package static let page = Statement(
        """
        SELECT c.party_id, k.email, k.name, k.language, c.withdrawal_code
          FROM party_consents AS c
          JOIN party_contacts AS k ON k.party_id = c.party_id
         WHERE c.manufacturer_id = $1
           AND c.purpose = $2
           AND c.withdrawn_at IS NULL
           AND c.party_id >= $3
           AND k.email IS NOT NULL
         ORDER BY c.party_id
         LIMIT $4
        """)
}
