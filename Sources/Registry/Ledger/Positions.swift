package import Storage

/// Positions in the ledger: dense, from 1, in an order in which none is given after a follower has gone past it.
///
/// An ordered transaction gives its events their positions at once. Others commit in an order of their own, so their events
/// are numbered once they are committed: by record time, which of two events of one unit is the later one's (see
/// `EventRecorder`).
package enum Positions {
    /// The position of the last event that has one; 0 in an empty ledger.
    package static func head(_ reader: any SQLReader) throws -> Int64 {
        try reader.first(PositionsSQL.head) { $0.integer(0) } ?? 0
    }

    /// The position of the next event that `transaction` records; nil where that is numbered later.
    static func next(_ transaction: any SQLTransaction) throws -> Int64? {
        transaction.isOrdered ? try head(transaction) + 1 : nil
    }

    /// The most that are numbered in one transaction.
    private static let chunk: Int64 = 1_000

    /// Numbers the events that are committed and have no position.
    /// - Returns: How many that were.
    @discardableResult
    package static func giveAll(in database: any Database) async throws -> Int {
        guard database.isShared else { return 0 }
        var sum = 0
        // Asked first, because most often there is nothing to do.
        while try await database.read({ try $0.exists(PositionsSQL.unnumbered, [1]) }) {
            try Task.checkCancellation()
            sum += try await database.write(.numbering) { try give($0) }
        }
        return sum
    }

    private static func give(_ transaction: any SQLTransaction) throws -> Int {
        let events = try transaction.all(PositionsSQL.unnumbered, [.integer(chunk)]) { $0.integer(0) }
        guard !events.isEmpty else { return 0 }
        let head = try head(transaction)
        let values: [SQLValue] = [.integer(head), .text(events.map(String.init).joined(separator: ","))]
        for statement in [
            PositionsSQL.number, PositionsSQL.numberUnits, PositionsSQL.numberRanges, PositionsSQL.numberFleets,
        ] {
            try transaction.run(statement, values)
        }
        return events.count
    }
}

private enum PositionsSQL {
    static let head = Statement("SELECT coalesce(max(position), 0) FROM events")
    static let unnumbered = Statement(
        """
        SELECT id
          FROM events
         WHERE position IS NULL
         ORDER BY record_time, id
         LIMIT $1
        """)

    // Only where several processes write, so never in SQLite, which has no arrays.
    static let number = Statement(
        postgres: """
            UPDATE events AS e
               SET position = $1 + n.place
              FROM unnest(string_to_array($2, ',')::bigint[]) WITH ORDINALITY AS n (event_id, place)
             WHERE e.id = n.event_id
            """)
    static let numberUnits = Statement(
        postgres: """
            UPDATE unit_events AS e
               SET position = $1 + n.place
              FROM unnest(string_to_array($2, ',')::bigint[]) WITH ORDINALITY AS n (event_id, place)
             WHERE e.event_id = n.event_id
            """)
    static let numberRanges = Statement(
        postgres: """
            UPDATE batch_ranges AS e
               SET position = $1 + n.place
              FROM unnest(string_to_array($2, ',')::bigint[]) WITH ORDINALITY AS n (event_id, place)
             WHERE e.event_id = n.event_id
            """)
    static let numberFleets = Statement(
        postgres: """
            UPDATE fleet_changes AS e
               SET position = $1 + n.place
              FROM unnest(string_to_array($2, ',')::bigint[]) WITH ORDINALITY AS n (event_id, place)
             WHERE e.event_id = n.event_id
            """)
}
