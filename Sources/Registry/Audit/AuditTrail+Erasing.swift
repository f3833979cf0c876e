package import Storage

extension AuditTrail {
    /// What of an entry can be erased.
    package enum Erasable: Sendable {
        case reason
        case network
    }

    /// Entries from before `time` whose text of this kind stands yet, oldest first, from after a place on.
    static func entries(
        with text: Erasable, before time: Int64, after place: Place = .beginning, limit: Int, _ reader: any SQLReader
    ) throws -> [AuditEntry] {
        let statement =
            switch text {
            case .reason: AuditTrailErasingSQL.withReason
            case .network: AuditTrailErasingSQL.withNetwork
            }
        return try reader.all(
            statement,
            [.integer(place.at), .integer(place.id.value), .integer(time), .integer(Int64(limit))]
        ) { AuditEntry($0) }
    }

    /// Erases the text and its salt; the commitment stays.
    static func erase(_ text: Erasable, of id: ID<AuditEntry>, _ transaction: any SQLTransaction) throws {
        let statement =
            switch text {
            case .reason: AuditTrailErasingSQL.eraseReason
            case .network: AuditTrailErasingSQL.eraseNetwork
            }
        try transaction.run(statement, [.integer(id.value)])
    }
}

private enum AuditTrailErasingSQL {
    static let eraseReason = Statement("UPDATE audit_trail SET reason = NULL, reason_salt = NULL WHERE id = $1")
    static let eraseNetwork = Statement("UPDATE audit_trail SET network = NULL, network_salt = NULL WHERE id = $1")
    static let withReason = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE (at, id) > (CAST($1 AS BIGINT), CAST($2 AS BIGINT))
           AND at < $3
           AND reason IS NOT NULL
         ORDER BY at, id
         LIMIT $4
        """)
    static let withNetwork = Statement(
        """
        SELECT id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id, reason, reason_salt,
               reason_commitment, network, network_salt, network_commitment, salt, leaf
          FROM audit_trail
         WHERE (at, id) > (CAST($1 AS BIGINT), CAST($2 AS BIGINT))
           AND at < $3
           AND network IS NOT NULL
         ORDER BY at, id
         LIMIT $4
        """)
}
