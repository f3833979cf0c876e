package import Storage

/// Who changed what, and when: one row for each change that is no event of a unit's life.
package enum AuditTrail {
    package static func write(
        _ action: String, subject: String, of manufacturer: ID<Manufacturer>?, as principal: Principal,
        detail: String? = nil, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            AuditTrailSQL.insert,
            [
                .integer(transaction.newID()), SQLValue(manufacturer?.value), .integer(transaction.now),
                .text(principal.auditName), .text(action), .text(subject), SQLValue(detail),
            ])
    }
}

private enum AuditTrailSQL {
    static let insert = Statement(
        """
        INSERT INTO audit_trail (id, manufacturer_id, at, principal, action, subject, detail)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
}
