private import Crypto
private import Foundation
package import Storage

/// A manufacturer's key that signs labels. Its public half is for everybody; the other lies sealed under the master key.
package struct SigningKey: Hashable, Sendable {
    package var id: ID<SecretKey>
    package var manufacturer: ID<Manufacturer>
    /// 32 bytes (RFC 8032, section 5.1.5).
    package var publicKey: [UInt8]
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    /// Since when labels are signed by another one; what it has signed stays signed.
    package var retiredAt: Int64?
    var seed: SecretKey.Secret?

    /// The public half in base64 (RFC 4648, section 4).
    package var publicKeyText: String { Data(publicKey).base64EncodedString() }

    /// The same, as it is listed among the secret keys.
    package var listed: SecretKey {
        SecretKey(
            id: id, manufacturer: manufacturer, purpose: .signing, createdAt: createdAt, retiredAt: retiredAt,
            secret: seed)
    }

    /// - Throws: `key.missing` while the master key is missing.
    package func signer() throws -> LabelSigner {
        guard let seed, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed.bytes) else {
            throw SecretKey.missing
        }
        let hint = LabelSignature.hint(of: publicKey)
        return LabelSigner { message in (try? key.signature(for: message)).map { (hint, Array($0)) } }
    }
}

/// Signs labels.
package struct LabelSigner: Sendable {
    let sign: @Sendable ([UInt8]) -> (hint: [UInt8], bytes: [UInt8])?

    package func signature(_ model: LabelSignature.Model, serial: String) -> LabelSignature? {
        sign(LabelSignature.message(model, serial: serial)).map { LabelSignature(hint: $0.hint, bytes: $0.bytes) }
    }
}

/// The table `signing_keys`.
package enum SigningKeys {
    /// All of a manufacturer, the newest first.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [SigningKey] {
        try reader.all(SigningKeysSQL.byManufacturer, [.integer(manufacturer.value)]) { row in
            var key = SigningKey(
                id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), publicKey: row.blob(2),
                createdAt: row.integer(4), retiredAt: row.optionalInteger(5))
            key.seed = reader.vault?.open(row.blob(3), place(key.id, key.manufacturer)).map(SecretKey.Secret.init)
            return key
        }
    }

    /// The one that signs; nil where the manufacturer signs no labels.
    package static func current(_ manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> SigningKey? {
        try list(of: manufacturer, reader).first { $0.retiredAt == nil }
    }

    /// Makes a new key, which signs from now on.
    static func replace(
        of manufacturer: ID<Manufacturer>, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws -> SigningKey {
        guard let vault = transaction.vault else { throw SecretKey.missing }
        try transaction.run(
            SigningKeysSQL.retire, [.integer(transaction.now), .integer(manufacturer.value)])
        // Any 32 bytes are a key of Ed25519.
        let seed = transaction.salt() + transaction.salt()
        guard let pair = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw SecretKey.missing }
        let key = SigningKey(
            id: ID(transaction.newID()), manufacturer: manufacturer,
            publicKey: Array(pair.publicKey.rawRepresentation), createdAt: transaction.now,
            seed: SecretKey.Secret(bytes: seed))
        try transaction.run(
            SigningKeysSQL.insert,
            [
                .integer(key.id.value), .integer(manufacturer.value), .blob(key.publicKey),
                .blob(vault.seal(seed, place(key.id, manufacturer), transaction.salt())), .integer(transaction.now),
            ])
        try AuditTrail.write(
            "key.create", subject: key.id.description, of: manufacturer, as: principal, from: source,
            detail: SecretKey.Purpose.signing.rawValue, transaction)
        return key
    }

    private static func place(_ id: ID<SecretKey>, _ manufacturer: ID<Manufacturer>) -> [UInt8] {
        Array("signing_keys 1 \(id) \(manufacturer)".utf8)
    }
}

private enum SigningKeysSQL {
    static let byManufacturer = Statement(
        """
        SELECT id, manufacturer_id, public_key, sealed, created_at, retired_at
          FROM signing_keys
         WHERE manufacturer_id = $1
         ORDER BY created_at DESC, id
        """)
    static let insert = Statement(
        """
        INSERT INTO signing_keys (id, manufacturer_id, public_key, sealed, created_at)
        VALUES ($1, $2, $3, $4, $5)
        """)
    static let retire = Statement(
        "UPDATE signing_keys SET retired_at = $1 WHERE manufacturer_id = $2 AND retired_at IS NULL")
}
