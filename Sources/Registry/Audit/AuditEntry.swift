package import Storage

/// Who did or read what, when, from where and why: an entry of the audit trail.
package struct AuditEntry: Hashable, Sendable {
    package var id: ID<AuditEntry>
    /// Whose data it is about; nil for what concerns the whole registry.
    package var manufacturer: ID<Manufacturer>?
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// By its name in the audit trail.
    package var principal: String
    /// A stable word such as `model.create`: what it was done to, then what was done.
    package var action: String
    /// What it was done to, as people name it. Never personal data.
    package var subject: String
    package var detail: String?
    /// Whose personal data was read, given out or erased.
    package var party: ID<Party>?
    /// The request's id in the server's log.
    package var requestID: String?
    package var reason: ErasableText?
    /// The network address that the request came from.
    package var network: ErasableText?
    /// 16 bytes; nil for entries from before the trail committed to anything.
    package var salt: [UInt8]?
    /// See ``CanonicalAuditEntry``.
    package var leaf: [UInt8]?

    package var place: AuditTrail.Place { AuditTrail.Place(at: at, id: id) }

    init(
        id: ID<AuditEntry>, manufacturer: ID<Manufacturer>?, at: Int64, principal: String, action: String,
        subject: String, detail: String?, party: ID<Party>?, requestID: String?
    ) {
        self.id = id
        self.manufacturer = manufacturer
        self.at = at
        self.principal = principal
        self.action = action
        self.subject = subject
        self.detail = detail
        self.party = party
        self.requestID = requestID
    }

    /// Reads the columns of ``AuditTrail``'s statements.
    init(_ row: borrowing Row) {
        self.init(
            id: ID(row.integer(0)), manufacturer: row.optionalInteger(1).map { ID($0) }, at: row.integer(2),
            principal: row.text(3), action: row.text(4), subject: row.text(5), detail: row.optionalText(6),
            party: row.optionalInteger(7).map { ID($0) }, requestID: row.optionalText(8))
        reason = row.optionalBlob(11).map {
            ErasableText(text: row.optionalText(9), salt: row.optionalBlob(10), commitment: $0)
        }
        network = row.optionalBlob(14).map {
            ErasableText(text: row.optionalText(12), salt: row.optionalBlob(13), commitment: $0)
        }
        salt = row.optionalBlob(15)
        leaf = row.optionalBlob(16)
    }
}
