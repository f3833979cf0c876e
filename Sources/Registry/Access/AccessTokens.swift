package import Storage

/// What a program shows to be let in: at most what its account may, within bounds of its own, for a time.
package struct AccessToken: Hashable, Sendable {
    package var id: ID<AccessToken>
    package var account: ID<Account>
    /// What it is for, in its owner's words.
    package var name: String
    package var permissions: Set<Permission>
    /// Whose units it is about; empty for those of every manufacturer that its account has to do with.
    package var manufacturers: Set<ID<Manufacturer>>
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    package var expiresAt: Int64
    /// To the minute.
    package var usedAt: Int64?
    package var revokedAt: Int64?

    package init(
        id: ID<AccessToken>, account: ID<Account>, name: String, permissions: Set<Permission>,
        manufacturers: Set<ID<Manufacturer>>, createdAt: Int64, expiresAt: Int64, usedAt: Int64? = nil,
        revokedAt: Int64? = nil
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.permissions = permissions
        self.manufacturers = manufacturers
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.usedAt = usedAt
        self.revokedAt = revokedAt
    }

    package func isValid(at now: Int64) -> Bool { revokedAt == nil && now < expiresAt }

    /// What it is when it asks: what its account's grants give, within the token's bounds.
    /// - Parameter parties: as which its account owns units, within these bounds too; see
    ///   ``AccessTokens/principal(of:account:_:)``.
    package func principal(of account: Account, as parties: Set<ID<Party>>) -> Principal {
        var grants = account.grants
        if !manufacturers.isEmpty {
            grants = Set(
                account.grants.flatMap { grant in
                    manufacturers.compactMap { manufacturer in
                        guard grant.manufacturer == nil || grant.manufacturer == manufacturer else { return nil }
                        return Grant(grant.role, manufacturer: manufacturer, site: grant.site)
                    }
                })
        }
        return Principal(.token(id), grants: grants, parties: parties, limit: permissions)
    }
}

/// The table `access_tokens`.
package enum AccessTokens {
    /// - Returns: It, with the secret, which nobody can be shown again.
    package static func create(
        _ draft: AccessToken, _ transaction: any SQLTransaction
    ) throws -> (token: AccessToken, secret: String) {
        let secret = SecretText.make(.token, random: transaction.salt)
        var token = draft
        token.id = ID(transaction.newID())
        token.createdAt = transaction.now
        try transaction.run(
            AccessTokensSQL.insert,
            [
                .integer(token.id.value), .blob(SecretText.hash(secret)), .integer(token.account.value),
                .text(token.name), .text(token.permissions.map(\.rawValue).sorted().joined(separator: " ")),
                .text(token.manufacturers.sorted().map(\.description).joined(separator: " ")),
                .integer(transaction.now), .integer(token.expiresAt),
            ])
        return (token, secret)
    }

    package static func find(hash: [UInt8], _ reader: any SQLReader) throws -> AccessToken? {
        try reader.first(AccessTokensSQL.byHash, [.blob(hash)], row)
    }

    package static func find(_ id: ID<AccessToken>, _ reader: any SQLReader) throws -> AccessToken? {
        try reader.first(AccessTokensSQL.byID, [.integer(id.value)], row)
    }

    /// What a token of an account is when it asks.
    package static func principal(
        of token: AccessToken, account: Account, _ reader: any SQLReader
    ) throws -> Principal {
        guard !token.manufacturers.isEmpty else { return token.principal(of: account, as: account.parties) }
        let parties = try account.parties.filter { id in
            try Parties.find(id, reader).map { token.manufacturers.contains($0.manufacturer) } ?? false
        }
        return token.principal(of: account, as: parties)
    }

    /// All tokens of an account, the newest first, those that no longer hold among them.
    package static func list(of account: ID<Account>, _ reader: any SQLReader) throws -> [AccessToken] {
        try reader.all(AccessTokensSQL.byAccount, [.integer(account.value)], row)
    }

    package static func touch(_ id: ID<AccessToken>, _ transaction: any SQLTransaction) throws {
        try transaction.run(AccessTokensSQL.touch, [.integer(transaction.now), .integer(id.value)])
    }

    /// - Returns: Whether it held.
    package static func revoke(_ id: ID<AccessToken>, _ transaction: any SQLTransaction) throws -> Bool {
        try transaction.rowsChanged(by: AccessTokensSQL.revoke, [.integer(transaction.now), .integer(id.value)]) > 0
    }

    private static func row(_ row: borrowing Row) -> AccessToken {
        AccessToken(
            id: ID(row.integer(0)), account: ID(row.integer(1)), name: row.text(2),
            // A right that this program does not know is one that it cannot give.
            permissions: Set(row.text(3).split(separator: " ").compactMap { Permission(rawValue: String($0)) }),
            manufacturers: Set(row.text(4).split(separator: " ").compactMap { Int64($0) }.map { ID($0) }),
            createdAt: row.integer(5), expiresAt: row.integer(6), usedAt: row.optionalInteger(7),
            revokedAt: row.optionalInteger(8))
    }
}

private enum AccessTokensSQL {
    static let insert = Statement(
        """
        INSERT INTO access_tokens (id, hash, account_id, name, permissions, manufacturers, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    static let byHash = Statement(
        """
        SELECT id, account_id, name, permissions, manufacturers, created_at, expires_at, used_at, revoked_at
          FROM access_tokens
         WHERE hash = $1
        """)
    static let byID = Statement(
        """
        SELECT id, account_id, name, permissions, manufacturers, created_at, expires_at, used_at, revoked_at
          FROM access_tokens
         WHERE id = $1
        """)
    static let byAccount = Statement(
        """
        SELECT id, account_id, name, permissions, manufacturers, created_at, expires_at, used_at, revoked_at
          FROM access_tokens
         WHERE account_id = $1
         ORDER BY created_at DESC, id
        """)
    static let touch = Statement("UPDATE access_tokens SET used_at = $1 WHERE id = $2")
    static let revoke = Statement("UPDATE access_tokens SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL")
}
