package import Storage

/// A secret of a manufacturer, 256 random bits, sealed in the database under the master key.
package struct SecretKey: Hashable, Sendable {
    /// What a secret is for; one is never used for two things.
    package enum Purpose: String, CaseIterable, Sendable {
        /// Scrambles sequence numbers.
        case scrambling
        /// Makes label codes and owner codes.
        case codes
        /// Signs labels: see ``SigningKey``, whose other half is public.
        case signing
    }
    package var id: ID<SecretKey>
    package var manufacturer: ID<Manufacturer>
    package var purpose: Purpose
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    /// Since when new formats and batches use another one; what was made with it still needs it.
    package var retiredAt: Int64?
    /// The secret; nil while the master key is missing.
    package var secret: Secret?

    /// Bytes that never appear in a log or an answer.
    package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
        let bytes: [UInt8]

        package var description: String { "a secret" }
        package var customMirror: Mirror { Mirror(self, children: []) }
    }

    /// - Throws: `key.missing`: nothing can be told now.
    package func requireSecret() throws(RegistryError) -> Secret {
        guard let secret else { throw Self.missing }
        return secret
    }

    static let missing = RegistryError(
        .keyMissing,
        "This cannot be told now: a secret key is not at hand. Whoever runs the registry must give it its master key.")
}

/// The table `secret_keys`.
package enum SecretKeys {
    package static func find(_ id: ID<SecretKey>, _ reader: any SQLReader) throws -> SecretKey? {
        try reader.first(SecretKeysSQL.byID, [.integer(id.value)]) { try row($0, reader.vault) }
    }

    /// All keys of a manufacturer, the newest first.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [SecretKey] {
        try reader.all(SecretKeysSQL.byManufacturer, [.integer(manufacturer.value)]) { try row($0, reader.vault) }
    }

    /// The key that new formats or batches use, made where there is none yet.
    /// - Throws: `key.missing` where one must be made and the master key is missing.
    static func current(
        _ purpose: SecretKey.Purpose, of manufacturer: ID<Manufacturer>, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> SecretKey {
        func find() throws -> SecretKey? {
            try list(of: manufacturer, transaction).first { $0.purpose == purpose && $0.retiredAt == nil }
        }
        if let known = try find() { return known }
        let mayBeOld = try transaction.claim(Claim("keys", manufacturer), .exclusive)
        return try (mayBeOld ? find() : nil)
            ?? create(purpose, of: manufacturer, as: principal, from: source, transaction)
    }

    /// Makes a new key, which formats and batches use from now on, and retires the one before.
    ///
    /// What was made with the old key keeps it: a printed space has one scrambling key for ever, and a batch the codes
    /// that were printed with it.
    package static func replace(
        _ purpose: SecretKey.Purpose, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> SecretKey {
        try transaction.claim(Claim("keys", manufacturer.id), .exclusive)
        if purpose == .signing {
            return try SigningKeys.replace(of: manufacturer.id, as: principal, from: source, transaction).listed
        }
        try transaction.run(
            SecretKeysSQL.retire,
            [.integer(transaction.now), .integer(manufacturer.id.value), .text(purpose.rawValue)])
        return try create(purpose, of: manufacturer.id, as: principal, from: source, transaction)
    }

    private static func create(
        _ purpose: SecretKey.Purpose, of manufacturer: ID<Manufacturer>, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> SecretKey {
        guard let vault = transaction.vault else { throw SecretKey.missing }
        // 32 bytes of the transaction's chance, which is the system's.
        let secret = transaction.salt() + transaction.salt()
        let key = SecretKey(
            id: ID(transaction.newID()), manufacturer: manufacturer, purpose: purpose, createdAt: transaction.now,
            secret: SecretKey.Secret(bytes: secret))
        let sealed = vault.seal(secret, place(key.id, manufacturer, purpose), transaction.salt())
        try transaction.run(
            SecretKeysSQL.insert,
            [
                .integer(key.id.value), .integer(manufacturer.value), .text(purpose.rawValue), .blob(sealed),
                .integer(transaction.now),
            ])
        try AuditTrail.write(
            "key.create", subject: key.id.description, of: manufacturer, as: principal, from: source,
            detail: purpose.rawValue,
            transaction)
        return key
    }

    /// What a sealed key is bound to, so that it opens in its own row alone.
    private static func place(
        _ id: ID<SecretKey>, _ manufacturer: ID<Manufacturer>, _ purpose: SecretKey.Purpose
    ) -> [UInt8] {
        Array("secret_keys 1 \(id) \(manufacturer) \(purpose.rawValue)".utf8)
    }

    private static func row(_ row: borrowing Row, _ vault: Vault?) throws -> SecretKey {
        var key = SecretKey(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), purpose: try row.word(2),
            createdAt: row.integer(4), retiredAt: row.optionalInteger(5))
        let place = place(key.id, key.manufacturer, key.purpose)
        key.secret = vault?.open(row.blob(3), place).map(SecretKey.Secret.init)
        return key
    }
}

private enum SecretKeysSQL {
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, purpose, sealed, created_at, retired_at
          FROM secret_keys
         WHERE id = $1
        """)
    static let byManufacturer = Statement(
        """
        SELECT id, manufacturer_id, purpose, sealed, created_at, retired_at
          FROM secret_keys
         WHERE manufacturer_id = $1
         ORDER BY created_at DESC, id
        """)
    static let insert = Statement(
        """
        INSERT INTO secret_keys (id, manufacturer_id, purpose, sealed, created_at)
        VALUES ($1, $2, $3, $4, $5)
        """)
    static let retire = Statement(
        """
        UPDATE secret_keys
           SET retired_at = $1
         WHERE manufacturer_id = $2
           AND purpose = $3
           AND retired_at IS NULL
        """)
}
