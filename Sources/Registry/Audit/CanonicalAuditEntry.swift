private import Crypto

/// The canonical bytes of an entry of the audit trail, version 1, and the Merkle leaf that commits to them.
///
/// The same encoding as an event's (see ``CanonicalEvent``): one commitment for what the entry says, one for its reason, one
/// for the network address that the request came from, each with a salt of its own, so that a reason or an address can be
/// erased while the leaf stays. The leaf's data begins with the byte 0x41, which no version of an event has, and the version.
package enum CanonicalAuditEntry {
    static let form: UInt8 = 0x41
    package static let version: UInt8 = 1

    /// The leaf hash over the entry's columns and the commitments of its texts, which may be erased.
    package static func leaf(of entry: AuditEntry, salt: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: [0x00, form, version])
        hash.update(data: commitment(entry, salt: salt))
        if let reason = entry.reason { hash.update(data: reason.commitment) }
        if let network = entry.network { hash.update(data: network.commitment) }
        return Array(hash.finalize())
    }

    private static func commitment(_ entry: AuditEntry, salt: [UInt8]) -> [UInt8] {
        var fields = CanonicalFields(.auditEntry, salt: salt)
        fields.append(1, entry.id.value)
        fields.append(2, entry.manufacturer?.value)
        fields.append(3, entry.at)
        fields.append(4, entry.principal)
        fields.append(5, entry.action)
        fields.append(6, entry.subject)
        fields.append(7, entry.detail)
        fields.append(8, entry.party?.value)
        fields.append(9, entry.requestID)
        return fields.commitment
    }
}
