import Identifiers
package import Registry
package import Storage

/// The tables `unit_lives` and `unit_failures`: what the field has seen of the units that have a row.
package enum ServiceLifeRows {
    /// Writes a unit's life in the place of what was known before. A unit that was never in service has none.
    static func write(
        _ life: ServiceLife, of unit: UnitKey, batch: ID<Batch>?, sequence: Int64?, producedOn: CivilDate?,
        _ transaction: any SQLTransaction
    ) throws {
        let key = Self.key(unit)
        guard let entered = life.enteredAt, let basis = life.basis else {
            if try transaction.first(ServiceLifeSQL.delete, key, { $0.integer(0) }) != nil {
                try transaction.run(ServiceLifeSQL.deleteFailures, key)
            }
            return
        }
        try transaction.run(
            ServiceLifeSQL.write,
            key + [
                SQLValue(batch?.value), SQLValue(sequence), SQLValue(producedOn?.isoText), .integer(entered),
                .text(basis.rawValue), .integer(life.ageAtEntry), SQLValue(life.leftAt),
                SQLValue(life.leaving?.rawValue), .integer(life.lastAt ?? entered), SQLValue(life.reportsItself),
                .integer(Int64(life.failures.count)),
            ])
        try transaction.run(ServiceLifeSQL.deleteFailures, key)
        for failure in life.failures {
            try transaction.run(
                ServiceLifeSQL.insertFailure,
                key + [.integer(failure.event.value), .integer(failure.time), .text(failure.code)])
        }
    }

    /// What is known of a unit's life; nil where it was never in service.
    package static func find(_ unit: UnitKey, _ reader: any SQLReader) throws -> ServiceLife? {
        guard
            var life = try reader.first(
                ServiceLifeSQL.find, key(unit), { (row: borrowing Row) throws in try life(row, from: 0) })
        else { return nil }
        life.failures = try reader.all(ServiceLifeSQL.failures, key(unit)) { row in failure(row, from: 0) }
        return life
    }

    private static func key(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }

    /// Reads `entered_at, basis, age_at_entry, left_at, leaving, last_at, reports_itself`.
    static func life(_ row: borrowing Row, from first: Int32) throws -> ServiceLife {
        var life = ServiceLife()
        life.enteredAt = row.integer(first)
        life.basis = try row.word(first + 1)
        life.ageAtEntry = row.integer(first + 2)
        life.leftAt = row.optionalInteger(first + 3)
        life.leaving = try row.optionalWord(first + 4)
        life.lastAt = row.integer(first + 5)
        life.reportsItself = row.flag(first + 6)
        return life
    }

    /// Reads `event_id, failed_at, fault_code`.
    static func failure(_ row: borrowing Row, from first: Int32) -> ServiceLife.Failure {
        ServiceLife.Failure(event: ID(row.integer(first)), time: row.integer(first + 1), code: row.text(first + 2))
    }
}

private enum ServiceLifeSQL {
    static let write = Statement(
        """
        INSERT INTO unit_lives (model_id, serial_key, serial, batch_id, sequence, produced_on, entered_at, basis,
                                age_at_entry, left_at, leaving, last_at, reports_itself, failures)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (model_id, serial_key, serial) DO UPDATE
           SET batch_id = excluded.batch_id, sequence = excluded.sequence, produced_on = excluded.produced_on,
               entered_at = excluded.entered_at, basis = excluded.basis, age_at_entry = excluded.age_at_entry,
               left_at = excluded.left_at, leaving = excluded.leaving, last_at = excluded.last_at,
               reports_itself = excluded.reports_itself, failures = excluded.failures
        """)
    static let delete = Statement(
        """
        DELETE FROM unit_lives
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
        RETURNING failures
        """)
    static let deleteFailures = Statement(
        """
        DELETE FROM unit_failures
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
        """)
    static let insertFailure = Statement(
        """
        INSERT INTO unit_failures (model_id, serial_key, serial, event_id, failed_at, fault_code)
        VALUES ($1, $2, $3, $4, $5, $6)
        """)
    static let find = Statement(
        """
        SELECT entered_at, basis, age_at_entry, left_at, leaving, last_at, reports_itself
          FROM unit_lives
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
        """)
    static let failures = Statement(
        """
        SELECT event_id, failed_at, fault_code
          FROM unit_failures
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         ORDER BY failed_at, event_id
        """)
}
