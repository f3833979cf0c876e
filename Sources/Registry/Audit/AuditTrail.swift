package import Storage

/// Who did what beside the events of units' lives, and who read what is personal: one entry for each, appended once. Its
/// reason and network address can be erased; the commitments to them stay (see ``CanonicalAuditEntry``).
package enum AuditTrail {
    /// - Parameters:
    ///   - manufacturer: whose data it is about; nil for what concerns the whole registry.
    ///   - subject: what it was done to, as people name it; never personal data.
    ///   - party: whose personal data was read, given out or erased.
    package static func write(
        _ action: String, subject: String, of manufacturer: ID<Manufacturer>?, as principal: Principal,
        from source: RequestSource = .local, detail: String? = nil, about party: ID<Party>? = nil,
        reason: Reason? = nil, _ transaction: any SQLTransaction
    ) throws {
        var entry = AuditEntry(
            id: ID(transaction.newID()), manufacturer: manufacturer, at: transaction.now,
            principal: principal.auditName, action: action, subject: subject, detail: detail, party: party,
            requestID: source.requestID)
        entry.reason = committed(reason?.text, as: .auditReason, transaction)
        entry.network = committed(source.network, as: .auditNetwork, transaction)
        let salt = transaction.salt()
        try transaction.run(
            AuditTrailSQL.insert,
            [
                .integer(entry.id.value), SQLValue(manufacturer?.value), .integer(entry.at), .text(entry.principal),
                .text(action), .text(subject), SQLValue(detail), SQLValue(party?.value), SQLValue(entry.requestID),
            ] + columns(entry.reason) + columns(entry.network) + [
                .blob(salt), .blob(CanonicalAuditEntry.leaf(of: entry, salt: salt)),
            ])
    }

    private static func committed(
        _ text: String?, as kind: CanonicalFields.Kind, _ transaction: any SQLTransaction
    ) -> ErasableText? {
        guard let text else { return nil }
        let salt = transaction.salt()
        return ErasableText(
            text: text, salt: salt, commitment: ErasableText.commitment(kind, text, salt: salt))
    }

    private static func columns(_ text: ErasableText?) -> [SQLValue] {
        [SQLValue(text?.text), SQLValue(text?.salt), SQLValue(text?.commitment)]
    }
}

private enum AuditTrailSQL {
    static let insert = Statement(
        """
        INSERT INTO audit_trail (id, manufacturer_id, at, principal, action, subject, detail, party_id, request_id,
                                 reason, reason_salt, reason_commitment, network, network_salt, network_commitment,
                                 salt, leaf)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """)
}
