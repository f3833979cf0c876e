import Crypto
package import Storage

/// A request that must take effect at most once, named by the key that its sender chose.
package struct IdempotentRequest: Hashable, Sendable {
    /// The method and path, such as 'POST /api/v1/events'.
    package var route: String
    package var key: String
    /// SHA-256 of the body, to tell a repeated request from another one under the same key.
    package var bodyHash: [UInt8]

    package init(route: String, key: String, bodyHash: [UInt8]) {
        self.route = route
        self.key = key
        self.bodyHash = bodyHash
    }

    package init(route: String, key: String, body: [UInt8]) {
        self.init(route: route, key: key, bodyHash: Array(SHA256.hash(data: body)))
    }
}

/// The response that a repeated request gets again.
package struct StoredResponse: Hashable, Sendable {
    /// HTTP status.
    package var status: Int
    package var body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Idempotency rows: written in the same transaction as what they protect.
package enum Idempotency {
    /// Responses are kept for a day.
    package static let lifetime: Int64 = 24 * 3_600 * 1_000_000

    /// The response that this request got before, less than a ``lifetime`` before `now`.
    /// - Throws: `idempotency.mismatch` where the key was used for another body.
    package static func find(
        _ request: IdempotentRequest, as principal: Principal, at now: Int64, _ reader: any SQLReader
    ) throws -> StoredResponse? {
        let found = try reader.first(
            IdempotencySQL.find,
            [
                .text(principal.auditName), .text(request.route), .text(request.key), .integer(now - lifetime),
            ]
        ) { row in
            (hash: row.blob(0), response: StoredResponse(status: Int(row.integer(1)), body: row.blob(2)))
        }
        guard let found else { return nil }
        guard found.hash == request.bodyHash else {
            throw RegistryError(
                .idempotencyMismatch, "This Idempotency-Key was used for another request; choose a new key.",
                field: "Idempotency-Key")
        }
        return found.response
    }

    /// Keeps the response to a request that has got none.
    package static func store(
        _ response: StoredResponse, for request: IdempotentRequest, as principal: Principal,
        _ transaction: any SQLTransaction
    ) throws {
        // Where another transaction has just kept one, the body runs again and finds it.
        try transaction.run(
            IdempotencySQL.insert,
            [
                .text(principal.auditName), .text(request.route), .text(request.key), .blob(request.bodyHash),
                .integer(Int64(response.status)), .blob(response.body), .integer(transaction.now),
                .integer(transaction.now - lifetime),
            ], changing: 1)
    }

    /// Forgets the responses that nobody gets again. Not with each request: on a cluster it asks all servers.
    /// - Returns: How many.
    @discardableResult
    package static func forgetOld(_ transaction: any SQLTransaction) throws -> Int {
        try transaction.rowsChanged(by: IdempotencySQL.deleteOld, [.integer(transaction.now - lifetime)])
    }

    /// The routes of responses from before a time, oldest first.
    static func old(before time: Int64, limit: Int, _ reader: any SQLReader) throws -> [String] {
        try reader.all(IdempotencySQL.old, [.integer(time), .integer(Int64(limit))]) { $0.text(0) }
    }
}

private enum IdempotencySQL {
    static let find = Statement(
        """
        SELECT body_hash, status, response
          FROM idempotency
         WHERE principal = $1
           AND route = $2
           AND key = $3
           AND created_at >= $4
         LIMIT 1
        """)
    static let insert = Statement(
        """
        INSERT INTO idempotency (principal, route, key, body_hash, status, response, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (principal, route, key) DO UPDATE
           SET body_hash = excluded.body_hash, status = excluded.status, response = excluded.response,
               created_at = excluded.created_at
         WHERE idempotency.created_at < $8
        """)
    static let old = Statement(
        """
        SELECT route
          FROM idempotency
         WHERE created_at < $1
         ORDER BY created_at, key
         LIMIT $2
        """)
    static let deleteOld = Statement("DELETE FROM idempotency WHERE created_at < $1")
}
