package import Storage

/// Moves followers forward.
package enum Followers {
    /// Positions taken in one transaction.
    package static let chunk: Int64 = 1_000

    /// Brings a follower up to the head of the ledger.
    package static func advance(_ follower: any Follower, in database: any Database) async throws {
        while true {
            try Task.checkCancellation()
            let more = try await database.write { transaction in try step(follower, transaction) }
            guard more else { return }
        }
    }

    /// Takes in one chunk; false once the follower is at the head.
    private static func step(_ follower: any Follower, _ transaction: any SQLTransaction) throws -> Bool {
        let reached =
            try transaction.first(FollowersSQL.position, [.text(follower.name)]) { $0.integer(0) } ?? 0
        let head = try Positions.head(transaction)
        guard head > reached else { return false }
        let end = min(head, reached + chunk)
        try follower.follow((reached + 1)...end, transaction)
        try transaction.run(FollowersSQL.advance, [.text(follower.name), .integer(end)])
        return end < head
    }
}

/// Positions in the ledger: dense, from 1, in the order of commitment.
package enum Positions {
    /// The position of the last event; 0 in an empty ledger.
    package static func head(_ reader: any SQLReader) throws -> Int64 {
        try reader.first(FollowersSQL.head) { $0.integer(0) } ?? 0
    }
}

private enum FollowersSQL {
    static let position = Statement("SELECT position FROM followers WHERE name = $1")
    static let advance = Statement(
        """
        INSERT INTO followers (name, position)
        VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET position = excluded.position
        """)
    static let head = Statement("SELECT coalesce(max(position), 0) FROM events")
}
