private import Crypto

/// Builds the bytes under one commitment.
struct CanonicalFields {
    /// What a commitment opens to: of the ledger and of the audit trail, so that none passes for another.
    enum Kind: UInt8, Sendable {
        case header = 1
        case unit = 2
        case range = 3
        case text = 4
        case auditEntry = 17
        case auditReason = 18
        case auditNetwork = 19
    }

    private var bytes: [UInt8]

    init(_ kind: Kind, salt: [UInt8]) {
        bytes = []
        bytes.reserveCapacity(192)
        bytes.append(kind.rawValue)
        bytes.append(contentsOf: salt)
    }

    mutating func append(_ tag: UInt8, _ text: String?) {
        guard let text else { return }
        appendHead(tag, count: text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ tag: UInt8, _ number: Int64?) {
        guard let number else { return }
        appendHead(tag, count: 8)
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func appendHead(_ tag: UInt8, count: Int) {
        bytes.append(tag)
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).bigEndian) { bytes.append(contentsOf: $0) }
    }

    var commitment: [UInt8] { Array(SHA256.hash(data: bytes)) }
}
