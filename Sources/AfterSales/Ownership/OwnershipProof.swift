package import Identifiers
package import Registry
package import Storage

/// By its code anybody is told that a unit has an owner whom the registry knows, and that whoever gave the code is they; no
/// name. It ends on a day, when it is revoked, and when the unit becomes somebody else's.
package struct OwnershipProof: Hashable, Sendable {
    package var id: ID<OwnershipProof>
    package var unit: UnitKey
    package var manufacturer: ID<Manufacturer>
    package var party: ID<Party>
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    package var expiresAt: Int64
    package var revokedAt: Int64?

    package static let longestDays = 90

    /// Whether it says anything at a moment.
    /// - Parameter owner: the unit's owner then.
    package func holds(at now: Int64, owner: ID<Party>?) -> Bool {
        revokedAt == nil && now < expiresAt && owner == party
    }
}

/// The table `ownership_proofs`.
package enum OwnershipProofs {
    package static let most = 500

    /// Makes one. - Returns: its code, which nobody is shown again.
    package static func create(
        for unit: UnitKey, of manufacturer: ID<Manufacturer>, as party: ID<Party>, until end: Int64,
        _ transaction: any SQLTransaction
    ) throws -> (proof: OwnershipProof, code: String) {
        let code = SecretText.makeRecoveryCode(random: transaction.salt)
        let proof = OwnershipProof(
            id: ID(transaction.newID()), unit: unit, manufacturer: manufacturer, party: party,
            createdAt: transaction.now, expiresAt: end)
        try transaction.run(
            OwnershipProofsSQL.insert,
            [
                .blob(SecretText.recoveryHash(code)), .integer(proof.id.value), .integer(manufacturer.value),
                .integer(unit.model.value), .text(unit.serial.text), .integer(party.value), .integer(proof.createdAt),
                .integer(end),
            ])
        return (proof, code)
    }

    /// - Parameter code: however it was typed.
    package static func find(code: String, _ reader: any SQLReader) throws -> OwnershipProof? {
        try reader.first(OwnershipProofsSQL.byCode, [.blob(SecretText.recoveryHash(code))], row)
    }

    /// Those of a party that were not revoked and whose day has not come, the newest ``most``, oldest first.
    package static func list(of party: ID<Party>, at now: Int64, _ reader: any SQLReader) throws -> [OwnershipProof] {
        try reader.all(OwnershipProofsSQL.ofParty, [.integer(party.value), .integer(now), .integer(Int64(most))], row)
            .reversed()
    }

    /// All of a party, those that have ended too: the oldest 10,000.
    package static func all(of party: ID<Party>, _ reader: any SQLReader) throws -> [OwnershipProof] {
        try reader.all(OwnershipProofsSQL.allOfParty, [.integer(party.value), .integer(10_000)], row)
    }

    /// - Returns: Whether the party has such a proof that was not revoked.
    package static func revoke(
        _ id: ID<OwnershipProof>, of party: ID<Party>, _ transaction: any SQLTransaction
    ) throws -> Bool {
        try transaction.rowsChanged(
            by: OwnershipProofsSQL.revoke,
            [.integer(transaction.now), .integer(party.value), .integer(id.value)]) > 0
    }

    /// Revokes all of a party.
    package static func revokeAll(of party: ID<Party>, _ transaction: any SQLTransaction) throws {
        try transaction.run(OwnershipProofsSQL.revokeAll, [.integer(transaction.now), .integer(party.value)])
    }

    private static func row(_ row: borrowing Row) throws -> OwnershipProof {
        OwnershipProof(
            id: ID(row.integer(0)), unit: UnitKey(ID(row.integer(2)), try SerialNumber(parsing: row.text(3))),
            manufacturer: ID(row.integer(1)), party: ID(row.integer(4)), createdAt: row.integer(5),
            expiresAt: row.integer(6), revokedAt: row.optionalInteger(7))
    }
}

private enum OwnershipProofsSQL {
    static let insert = Statement(
        """
        INSERT INTO ownership_proofs
               (code_hash, id, manufacturer_id, model_id, serial, party_id, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    static let byCode = Statement(
        """
        SELECT id, manufacturer_id, model_id, serial, party_id, created_at, expires_at, revoked_at
          FROM ownership_proofs
         WHERE code_hash = $1
        """)
    static let ofParty = Statement(
        """
        SELECT id, manufacturer_id, model_id, serial, party_id, created_at, expires_at, revoked_at
          FROM ownership_proofs
         WHERE party_id = $1
           AND revoked_at IS NULL
           AND expires_at > $2
         ORDER BY created_at DESC, id DESC
         LIMIT $3
        """)
    static let allOfParty = Statement(
        """
        SELECT id, manufacturer_id, model_id, serial, party_id, created_at, expires_at, revoked_at
          FROM ownership_proofs
         WHERE party_id = $1
         ORDER BY created_at, id
         LIMIT $2
        """)
    static let revokeAll = Statement(
        "UPDATE ownership_proofs SET revoked_at = $1 WHERE party_id = $2 AND revoked_at IS NULL")
    static let revoke = Statement(
        """
        UPDATE ownership_proofs
           SET revoked_at = $1
         WHERE party_id = $2
           AND id = $3
           AND revoked_at IS NULL
        """)
}
