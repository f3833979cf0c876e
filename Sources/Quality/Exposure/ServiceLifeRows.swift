import Identifiers
package import Registry
package import Storage

/// The tables `unit_lives`, `unit_failures` and `unit_claims`: what the field has seen of the units that have a row.
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
                try transaction.run(ServiceLifeSQL.deleteClaims, key)
            }
            return
        }
        try transaction.run(
            ServiceLifeSQL.write,
            key + [
                SQLValue(batch?.value), SQLValue(sequence), SQLValue(producedOn?.isoText), .integer(entered),
                .text(basis.rawValue), .integer(life.ageAtEntry), SQLValue(life.leftAt),
                SQLValue(life.leaving?.rawValue), .integer(life.lastAt ?? entered), SQLValue(life.reportsItself),
                .integer(Int64(life.failures.count)), .integer(Int64(life.claims.count)),
            ])
        try transaction.run(ServiceLifeSQL.deleteFailures, key)
        for failure in life.failures {
            try transaction.run(
                ServiceLifeSQL.insertFailure,
                key + [.integer(failure.event.value), .integer(failure.time), .text(failure.code)])
        }
        try transaction.run(ServiceLifeSQL.deleteClaims, key)
        for claim in life.claims {
            try transaction.run(
                ServiceLifeSQL.insertClaim,
                key + [
                    .text(claim.claim), .integer(claim.event.value), .integer(claim.decidedAt),
                    .integer(claim.failedAt), .text(claim.code), SQLValue(claim.cost?.amount),
                    SQLValue(claim.cost?.currency),
                ])
        }
    }

    /// What is known of a unit's life; nil where it was never in service.
    package static func find(_ unit: UnitKey, _ reader: any SQLReader) throws -> ServiceLife? {
        guard
            var life = try reader.first(
                ServiceLifeSQL.find, key(unit), { (row: borrowing Row) throws in try life(row, from: 0) })
        else { return nil }
        life.failures = try reader.all(ServiceLifeSQL.failures, key(unit)) { row in failure(row, from: 0) }
        life.claims = try reader.all(ServiceLifeSQL.claims, key(unit)) { row in claim(row, from: 0) }
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

    /// Reads `claim, event_id, decided_at, failed_at, fault_code, cost, currency`.
    static func claim(_ row: borrowing Row, from first: Int32) -> ServiceLife.Claim {
        var cost: EventDetails.Cost?
        if let amount = row.optionalInteger(first + 5), let currency = row.optionalText(first + 6) {
            cost = EventDetails.Cost(amount, currency)
        }
        return ServiceLife.Claim(
            claim: row.text(first), event: ID(row.integer(first + 1)), decidedAt: row.integer(first + 2),
            failedAt: row.integer(first + 3), code: row.text(first + 4), cost: cost)
    }
}

private enum ServiceLifeSQL {
    static let write = Statement(
        """
        INSERT INTO unit_lives (model_id, serial_key, serial, batch_id, sequence, produced_on, entered_at, basis,
                                age_at_entry, left_at, leaving, last_at, reports_itself, failures, claims)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (model_id, serial_key, serial) DO UPDATE
           SET batch_id = excluded.batch_id, sequence = excluded.sequence, produced_on = excluded.produced_on,
               entered_at = excluded.entered_at, basis = excluded.basis, age_at_entry = excluded.age_at_entry,
               left_at = excluded.left_at, leaving = excluded.leaving, last_at = excluded.last_at,
               reports_itself = excluded.reports_itself, failures = excluded.failures, claims = excluded.claims
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
    static let deleteClaims = Statement(
        """
        DELETE FROM unit_claims
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
        """)
    static let insertClaim = Statement(
        """
        INSERT INTO unit_claims (model_id, serial_key, serial, claim, event_id, decided_at, failed_at, fault_code, cost,
                                 currency)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
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
    static let claims = Statement(
        """
        SELECT claim, event_id, decided_at, failed_at, fault_code, cost, currency
          FROM unit_claims
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         ORDER BY failed_at, event_id
        """)
}
