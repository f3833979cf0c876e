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

    // MARK: On a cluster

    /// Makes ready for ``giveLeft(in:)``, in a database whose tables have been spread over several servers.
    package static func prepareSpread(in database: any Database) async throws {
        try await database.write(.numbering) { try $0.run(PositionsSQL.indexLeft) }
    }

    /// Numbers what was said of units by events that have a position and yet has none itself.
    ///
    /// A commit over several servers takes effect on one after another, or where one of them fails in between, on the last
    /// once it is back: meanwhile the numberer may see an event and not yet its rows beside the units.
    /// - Returns: How many events had such rows.
    @discardableResult
    package static func giveLeft(in database: any Database) async throws -> Int {
        guard database.isShared, try await database.read({ try $0.exists(PositionsSQL.isSpread) }) else { return 0 }
        return try await database.write(.numbering) { transaction in
            let events = try transaction.all(PositionsSQL.left) { String($0.integer(0)) }.joined(separator: ",")
            guard !events.isEmpty else { return 0 }
            let numbered = try transaction.all(PositionsSQL.positions, [.text(events)]) {
                ($0.integer(0), $0.integer(1))
            }
            try number(numbered, by: [PositionsSQL.numberUnits, PositionsSQL.numberRanges], transaction)
            return numbered.count
        }
    }

    private static func give(_ transaction: any SQLTransaction) throws -> Int {
        let events = try transaction.all(PositionsSQL.unnumbered, [.integer(chunk)]) { $0.integer(0) }
        guard !events.isEmpty else { return 0 }
        let head = try head(transaction)
        let numbered = zip(events, (head + 1)...).map { ($0, $1) }
        try number(
            numbered,
            by: [
                PositionsSQL.number, PositionsSQL.numberUnits, PositionsSQL.numberRanges, PositionsSQL.numberFleets,
            ], transaction)
        return events.count
    }

    /// Writes the positions of events into the tables that keep them.
    private static func number(
        _ events: [(id: Int64, position: Int64)], by statements: [Statement], _ transaction: any SQLTransaction
    ) throws {
        let values = [events.map(\.id), events.map(\.position)].map { numbers in
            SQLValue.text(numbers.map(String.init).joined(separator: ","))
        }
        for statement in statements { try transaction.run(statement, values) }
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

    static let indexLeft = Statement(
        postgres: "CREATE INDEX IF NOT EXISTS unit_events_left ON unit_events (event_id) WHERE position IS NULL")
    static let isSpread = Statement(postgres: "SELECT 1 WHERE to_regclass('unit_events_left') IS NOT NULL")
    static let left = Statement(
        postgres: "SELECT DISTINCT event_id FROM unit_events WHERE position IS NULL ORDER BY event_id LIMIT 1000")
    static let positions = Statement(
        postgres: """
            SELECT id, position
              FROM events
             WHERE id = ANY (string_to_array($1, ',')::bigint[])
               AND position IS NOT NULL
            """)
    // Only where several processes write, so never in SQLite, which has no arrays.
    static let number = Statement(
        postgres: """
            UPDATE events AS e
               SET position = n.position
              FROM unnest(string_to_array($1, ',')::bigint[], string_to_array($2, ',')::bigint[])
                   AS n (event_id, position)
             WHERE e.id = n.event_id
               AND e.position IS NULL
            """)
    static let numberUnits = Statement(
        postgres: """
            UPDATE unit_events AS e
               SET position = n.position
              FROM unnest(string_to_array($1, ',')::bigint[], string_to_array($2, ',')::bigint[])
                   AS n (event_id, position)
             WHERE e.event_id = n.event_id
               AND e.position IS NULL
            """)
    static let numberRanges = Statement(
        postgres: """
            UPDATE batch_ranges AS e
               SET position = n.position
              FROM unnest(string_to_array($1, ',')::bigint[], string_to_array($2, ',')::bigint[])
                   AS n (event_id, position)
             WHERE e.event_id = n.event_id
               AND e.position IS NULL
            """)
    static let numberFleets = Statement(
        postgres: """
            UPDATE fleet_changes AS e
               SET position = n.position
              FROM unnest(string_to_array($1, ',')::bigint[], string_to_array($2, ',')::bigint[])
                   AS n (event_id, position)
             WHERE e.event_id = n.event_id
               AND e.position IS NULL
            """)
}
