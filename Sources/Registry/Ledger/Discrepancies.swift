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
}
