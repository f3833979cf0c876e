package import Identifiers
package import Storage

/// What an event put into its parent, took out of it or saw in it.
package enum EventChildren {
    /// The first `limit` units, and how many there are with those of ranges.
    package static func list(
        of event: ID<Event>, limit: Int, _ reader: any SQLReader
    ) throws -> (first: [UnitKey], count: Int64) {
        let first = try reader.all(
            EventChildrenSQL.first, [.integer(event.value), .integer(Int64(limit))]
        ) { row in
            let serial = row.text(2)
            return UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial.isEmpty ? row.text(1) : serial))
        }
        let single =
            first.count < limit
            ? Int64(first.count) : try reader.first(EventChildrenSQL.count, [.integer(event.value)]) { $0.integer(0) }
        let inRanges = try reader.all(EventChildrenSQL.ranges, [.integer(event.value)]) { row in
            (row.integer(0)...max(row.integer(0), row.integer(1))).length
        }
        return (first, inRanges.reduce(single ?? 0) { $0.addingSaturated($1) })
    }
}

private enum EventChildrenSQL {
    static let first = Statement(
        """
        SELECT model_id, serial_key, serial
          FROM unit_events
         WHERE event_id = $1
           AND role = 'child'
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM unit_events WHERE event_id = $1 AND role = 'child'")
    static let ranges = Statement("SELECT first_sequence, last_sequence FROM batch_ranges WHERE event_id = $1")
}
