import Identifiers
package import Storage

/// The table `discrepancies`.
package enum Discrepancies {
    static func insert(_ event: RecordedEvent, _ transaction: any SQLTransaction) throws {
        for discrepancy in event.discrepancies {
            try transaction.run(
                DiscrepanciesSQL.insert,
                [
                    .integer(transaction.newID()), .integer(event.manufacturer.value), .integer(event.id.value),
                    .integer(discrepancy.unit.model.value), .text(discrepancy.unit.serial.text),
                    .text(discrepancy.code.rawValue), SQLValue(discrepancy.expected), SQLValue(discrepancy.found),
                    .integer(event.recordTime),
                ])
        }
    }

    /// The discrepancies of a unit with the events that raised them.
    package static func list(
        of key: UnitKey, _ reader: any SQLReader
    ) throws -> [(event: ID<Event>, discrepancy: Discrepancy)] {
        try reader.all(DiscrepanciesSQL.byUnit, [.integer(key.model.value), .text(key.serial.text)]) { row in
            (
                ID(row.integer(0)),
                Discrepancy(
                    code: try row.word(1), unit: key,
                    expected: row.optionalText(2), found: row.optionalText(3))
            )
        }
    }

    /// A report that did not fit what was known.
    package struct Reported: Sendable {
        package var discrepancy: Discrepancy
        /// When it was reported, in microseconds since 1970 UTC.
        package var createdAt: Int64
    }

    /// The latest, newest first.
    /// - Parameters:
    ///   - manufacturer: The only one whose units are asked for; nil for all.
    ///   - since: In microseconds since 1970 UTC.
    package static func latest(
        of manufacturer: ID<Manufacturer>?, since: Int64, limit: Int, _ reader: any SQLReader
    ) throws -> [Reported] {
        let (statement, values): (Statement, [SQLValue]) =
            if let manufacturer {
                (DiscrepanciesSQL.latestOf, [.integer(manufacturer.value), .integer(since), .integer(Int64(limit))])
            } else {
                (DiscrepanciesSQL.latest, [.integer(since), .integer(Int64(limit))])
            }
        return try reader.all(statement, values) { row in
            let unit = UnitKey(ID(row.integer(0)), try SerialNumber(parsing: row.text(1)))
            return Reported(
                discrepancy: Discrepancy(
                    code: try row.word(2), unit: unit, expected: row.optionalText(3), found: row.optionalText(4)),
                createdAt: row.integer(5))
        }
    }
}

private enum DiscrepanciesSQL {
    static let insert = Statement(
        """
        INSERT INTO discrepancies (id, manufacturer_id, event_id, model_id, serial, code, expected, found, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """)
    static let byUnit = Statement(
        """
        SELECT event_id, code, expected, found
          FROM discrepancies
         WHERE model_id = $1
           AND serial = $2
         ORDER BY created_at, id
        """)
    static let latest = Statement(
        """
        SELECT model_id, serial, code, expected, found, created_at
          FROM discrepancies
         WHERE created_at > $1
         ORDER BY created_at DESC
         LIMIT $2
        """)
    static let latestOf = Statement(
        """
        SELECT model_id, serial, code, expected, found, created_at
          FROM discrepancies
         WHERE manufacturer_id = $1
           AND created_at > $2
         ORDER BY created_at DESC
         LIMIT $3
        """)
}
