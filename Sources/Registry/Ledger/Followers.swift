package import Storage

/// Moves followers forward.
package enum Followers {
    /// Positions taken in one transaction.
    package static let chunk: Int64 = 1_000

    /// Brings a follower up to the head of the ledger.
    package static func advance(_ follower: any Follower, in database: any Database) async throws {
        while true {
            try Task.checkCancellation()
            // Most often there is nothing to write.
            guard try await database.read({ try reached(by: follower, $0) < Positions.head($0) }) else { return }
            let more = try await database.write { transaction in try step(follower, transaction) }
            guard more else { return }
        }
    }

    /// The last position that a follower has taken in.
    package static func reached(by follower: any Follower, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(FollowersSQL.position, [.text(follower.name)]) { $0.integer(0) } ?? 0
    }

    /// Takes in one chunk; false once the follower is at the head.
    private static func step(_ follower: any Follower, _ transaction: any SQLTransaction) throws -> Bool {
        // One process at a time; where it is not certain which, the row decides.
        try transaction.claim(Claim("follower", follower.name), .exclusive)
        let reached = try reached(by: follower, transaction)
        let head = try Positions.head(transaction)
        guard head > reached else { return false }
        let end = min(head, reached + chunk)
        let last = min(end, max(reached + 1, try follower.follow((reached + 1)...end, transaction)))
        try transaction.run(FollowersSQL.advance, [.text(follower.name), .integer(last)])
        return last < head
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
}
