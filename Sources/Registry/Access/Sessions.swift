package import Storage

/// Somebody who is signed in with a browser.
package struct Session: Hashable, Sendable {
    package var id: ID<Session>
    package var account: ID<Account>
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    package var seenAt: Int64
    /// The network it was begun from.
    package var network: String
    /// The browser's own name.
    package var agent: String

    /// It ends so long after it began, in microseconds,
    package static let longest: Int64 = 7 * 24 * 3_600 * 1_000_000
    /// or so long after it was last seen.
    package static let idle: Int64 = 12 * 3_600 * 1_000_000
    /// How old what is kept of when it was seen may be.
    package static let seenPrecision: Int64 = 60 * 1_000_000

    package func hasEnded(at now: Int64) -> Bool {
        now - createdAt >= Self.longest || now - seenAt >= Self.idle
    }
}

/// The table `sessions`.
package enum Sessions {
    /// Begins a session. - Returns: It, with the secret that the browser keeps.
    package static func create(
        for account: ID<Account>, network: String, agent: String, _ transaction: any SQLTransaction
    ) throws -> (session: Session, secret: String) {
        let secret = SecretText.make(.session, random: transaction.salt)
        let session = Session(
            id: ID(transaction.newID()), account: account, createdAt: transaction.now, seenAt: transaction.now,
            network: network, agent: String(agent.unicodeScalars.prefix(200)))
        try transaction.run(
            SessionsSQL.insert,
            [
                .integer(session.id.value), .blob(SecretText.hash(secret)), .integer(account.value),
                .integer(transaction.now), .integer(transaction.now), .text(network), .text(session.agent),
            ])
        return (session, secret)
    }

    package static func find(hash: [UInt8], _ reader: any SQLReader) throws -> Session? {
        try reader.first(SessionsSQL.byHash, [.blob(hash)], row)
    }

    /// Sessions of an account that have not ended, the last seen first.
    package static func list(of account: ID<Account>, at now: Int64, _ reader: any SQLReader) throws -> [Session] {
        try reader.all(SessionsSQL.byAccount, [.integer(account.value)], row).filter { !$0.hasEnded(at: now) }
    }

    package static func touch(_ id: ID<Session>, _ transaction: any SQLTransaction) throws {
        try transaction.run(SessionsSQL.touch, [.integer(transaction.now), .integer(id.value)])
    }

    /// - Returns: Whether there was such a one.
    package static func end(
        _ id: ID<Session>, of account: ID<Account>, _ transaction: any SQLTransaction
    ) throws -> Bool {
        try transaction.rowsChanged(by: SessionsSQL.end, [.integer(id.value), .integer(account.value)]) > 0
    }

    /// Ends all sessions of an account.
    /// - Parameter kept: But for this one.
    package static func endAll(
        of account: ID<Account>, but kept: ID<Session>? = nil, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(SessionsSQL.endAll, [.integer(account.value), .integer(kept?.value ?? 0)])
    }

    /// Forgets sessions that have ended by themselves.
    package static func forgetOld(_ transaction: any SQLTransaction) throws {
        try transaction.run(
            SessionsSQL.deleteOld,
            [.integer(transaction.now - Session.longest), .integer(transaction.now - Session.idle)])
    }

    private static func row(_ row: borrowing Row) -> Session {
        Session(
            id: ID(row.integer(0)), account: ID(row.integer(1)), createdAt: row.integer(2), seenAt: row.integer(3),
            network: row.text(4), agent: row.text(5))
    }
}

private enum SessionsSQL {
    static let insert = Statement(
        """
        INSERT INTO sessions (id, hash, account_id, created_at, seen_at, network, agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let byHash = Statement(
        """
        SELECT id, account_id, created_at, seen_at, network, agent
          FROM sessions
         WHERE hash = $1
        """)
    static let byAccount = Statement(
        """
        SELECT id, account_id, created_at, seen_at, network, agent
          FROM sessions
         WHERE account_id = $1
         ORDER BY seen_at DESC, id
        """)
    static let touch = Statement("UPDATE sessions SET seen_at = $1 WHERE id = $2")
    static let end = Statement("DELETE FROM sessions WHERE id = $1 AND account_id = $2")
    static let endAll = Statement("DELETE FROM sessions WHERE account_id = $1 AND id <> $2")
    static let deleteOld = Statement("DELETE FROM sessions WHERE created_at < $1 OR seen_at < $2")
}
