package import Storage

/// Codes by which somebody chooses the password of an account, once: the first one, or another where it was forgotten.
package enum Invitations {
    package static let lifetime: Int64 = 24 * 3_600 * 1_000_000

    /// Makes an account's code; an older one no longer works.
    package static func create(for account: ID<Account>, _ transaction: any SQLTransaction) throws -> String {
        let secret = SecretText.make(.invitation, random: transaction.salt)
        try transaction.run(
            InvitationsSQL.insert,
            [.integer(account.value), .blob(SecretText.hash(secret)), .integer(transaction.now + lifetime)])
        return secret
    }

    /// The account that a code is of; nil for one that is old, used or none.
    package static func account(of secret: String, at now: Int64, _ reader: any SQLReader) throws -> ID<Account>? {
        try reader.first(InvitationsSQL.find, [.blob(SecretText.hash(secret)), .integer(now)]) { ID($0.integer(0)) }
    }

    package static func remove(of account: ID<Account>, _ transaction: any SQLTransaction) throws {
        try transaction.run(InvitationsSQL.delete, [.integer(account.value)])
    }
}

private enum InvitationsSQL {
    static let insert = Statement(
        """
        INSERT INTO invitations (account_id, hash, expires_at)
        VALUES ($1, $2, $3)
            ON CONFLICT (account_id) DO UPDATE
           SET hash = excluded.hash, expires_at = excluded.expires_at
        """)
    static let find = Statement("SELECT account_id FROM invitations WHERE hash = $1 AND expires_at > $2")
    static let delete = Statement("DELETE FROM invitations WHERE account_id = $1")
}

/// The number that changes with every change of what somebody may do.
package enum AccessVersion {
    package static func current(_ reader: any SQLReader) throws -> Int64 {
        try reader.first(AccessVersionSQL.find) { $0.integer(0) } ?? 0
    }

    package static func increase(_ transaction: any SQLTransaction) throws {
        try transaction.run(AccessVersionSQL.increase)
    }
}

private enum AccessVersionSQL {
    static let find = Statement("SELECT version FROM access_versions WHERE id = 1")
    static let increase = Statement("UPDATE access_versions SET version = version + 1 WHERE id = 1")
}
