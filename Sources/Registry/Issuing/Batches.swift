package import Identifiers
package import Storage

/// Batches in the database.
package enum Batches {
    package static func find(_ id: ID<Batch>, _ reader: any SQLReader) throws -> Batch? {
        try reader.first(BatchesSQL.byID, [.integer(id.value)], row)
    }

    package static func find(_ number: String, of model: ID<Model>, _ reader: any SQLReader) throws -> Batch? {
        try reader.first(BatchesSQL.byNumber, [.integer(model.value), .text(number)], row)
    }

    /// The batch with this number.
    /// - Throws: `batch.unknown`.
    package static func require(_ number: String, of model: Model, _ reader: any SQLReader) throws -> Batch {
        guard let found = try find(number, of: model.id, reader) else {
            throw RegistryError(
                .batchUnknown, "The model \(model.number.text) has no batch '\(number)'.", field: "batch")
        }
        return found
    }

    /// Up to `limit` batches of a model after the batch number `after`, by number.
    package static func list(
        of model: ID<Model>, after: String, limit: Int, _ reader: any SQLReader
    ) throws -> [Batch] {
        try reader.all(BatchesSQL.page, [.integer(model.value), .text(after), .integer(Int64(limit))], row)
    }

    /// Up to `limit` batches of all models after the id `after`, by id.
    static func page(after: ID<Batch>, limit: Int, _ reader: any SQLReader) throws -> [Batch] {
        try reader.all(BatchesSQL.wholePage, [.integer(after.value), .integer(Int64(limit))], row)
    }

    /// The issued batch in which this sequence number was printed with these fixed fields.
    package static func holding(
        _ sequence: Int64, printedKey: String, format: ID<ModelFormat>, _ reader: any SQLReader
    ) throws -> Batch? {
        guard
            let below = try reader.first(
                BatchesSQL.below, [.integer(format.value), .text(printedKey), .integer(sequence)], row)
        else { return nil }
        return below.issue?.sequences.contains(sequence) == true ? below : nil
    }

    /// How many serial numbers are issued with these fixed fields.
    package static func issuedCount(
        printedKey: String, format: ID<ModelFormat>, _ reader: any SQLReader
    ) throws -> Int64 {
        try reader.first(BatchesSQL.issuedCount, [.integer(format.value), .text(printedKey)]) { $0.integer(0) } ?? 0
    }

    /// How many serial numbers are issued with those fixed fields that have the most.
    package static func densestCount(format: ID<ModelFormat>, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(BatchesSQL.densestCount, [.integer(format.value)]) { $0.integer(0) } ?? 0
    }

    /// The last issued batch with these fixed fields.
    static func last(printedKey: String, format: ID<ModelFormat>, _ reader: any SQLReader) throws -> Batch? {
        try reader.first(BatchesSQL.below, [.integer(format.value), .text(printedKey), .integer(.max)], row)
    }

    /// An issued batch that shares a sequence number with `sequences`, under the same fixed fields.
    static func overlapping(
        _ sequences: ClosedRange<Int64>, printedKey: String, format: ID<ModelFormat>, _ reader: any SQLReader
    ) throws -> Batch? {
        // Batches of one printed key do not overlap, so the one that starts last below the end is the only suspect.
        let values: [SQLValue] = [.integer(format.value), .text(printedKey), .integer(sequences.upperBound)]
        guard let suspect = try reader.first(BatchesSQL.below, values, row) else { return nil }
        return suspect.issue?.sequences.overlaps(sequences) == true ? suspect : nil
    }

    /// - Throws: `batch.taken`.
    static func insert(_ batch: Batch, _ transaction: any SQLTransaction) throws {
        let inserted = try transaction.rowsChanged(
            by: BatchesSQL.insert,
            [
                .integer(batch.id.value), .integer(batch.manufacturer.value), .integer(batch.model.value),
                .text(batch.number), SQLValue(batch.issue?.format.value), SQLValue(batch.issue?.printedKey),
                SQLValue(batch.issue?.sequences.lowerBound), SQLValue(batch.issue?.sequences.upperBound),
                SQLValue(batch.plant), SQLValue(batch.line), SQLValue(batch.producedOn?.isoText),
                SQLValue(batch.event?.value), .integer(batch.createdAt), SQLValue(batch.codeKey?.value),
                SQLValue(batch.workOrder), SQLValue(batch.expiresOn?.isoText),
            ])
        guard inserted == 1 else {
            throw RegistryError(
                .batchTaken, "The model already has a batch '\(batch.number)'; choose another number.", field: "batch")
        }
    }

    static func setEvent(of batch: Batch, _ transaction: any SQLTransaction) throws {
        try transaction.run(BatchesSQL.setEvent, [SQLValue(batch.event?.value), .integer(batch.id.value)])
    }

    /// Says until when the goods of a batch are good for use; nil where they do not age. That is found out by tests, often long
    /// after a batch was made, so it alone of a batch may change.
    /// - Throws: `value.invalid` for a date without its day.
    package static func setExpiry(
        _ date: CivilDate?, of batch: Batch, _ model: Model, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Batch {
        try checkExpiry(date)
        try transaction.run(BatchesSQL.setExpiry, [SQLValue(date?.isoText), .integer(batch.id.value)])
        try AuditTrail.write(
            "batch.expiry", subject: "\(model.number.text) \(batch.number)", of: batch.manufacturer, as: principal,
            from: source, detail: date?.isoText, transaction)
        var batch = batch
        batch.expiresOn = date
        return batch
    }

    /// - Throws: `value.invalid`.
    static func checkExpiry(_ date: CivilDate?) throws(RegistryError) {
        guard let date, date.precision != .day else { return }
        throw RegistryError(
            .valueInvalid, "Goods are good until a day, such as 2027-03-31; give the day too.", field: "expires_on")
    }

    /// The batch with this number for units whose serial numbers were issued elsewhere, made where it is missing.
    /// - Throws: `batch.taken` where its serial numbers were issued here or it was made under another order,
    ///   `value.invalid`.
    package static func findOrCreate(
        _ number: String, of model: Model, producedOn: CivilDate?, workOrder: String? = nil,
        _ transaction: any SQLTransaction
    ) throws -> Batch {
        if let found = try find(number, of: model.id, transaction) {
            guard found.issue == nil else {
                throw RegistryError(
                    .batchTaken,
                    "The serial numbers of the batch '\(number)' were issued here; units numbered elsewhere need another "
                        + "batch.", field: "batch")
            }
            try requireSameOrder(workOrder, found)
            return found
        }
        try TextRules.check(number, field: "batch", limit: 64)
        try TextRules.check(workOrder, field: "work_order", limit: 64)
        let batch = Batch(
            id: ID(transaction.newID()), manufacturer: model.manufacturer, model: model.id, number: number,
            producedOn: producedOn, workOrder: workOrder, createdAt: transaction.now)
        try insert(batch, transaction)
        return batch
    }

    /// A batch never changes: whoever names an order names that under which it was made.
    /// - Throws: `batch.taken`.
    static func requireSameOrder(_ workOrder: String?, _ batch: Batch) throws(RegistryError) {
        guard let workOrder, workOrder != batch.workOrder else { return }
        throw RegistryError(
            .batchTaken,
            "The batch '\(batch.number)' was made under \(batch.workOrder.map { "the order '\($0)'" } ?? "no order"), and "
                + "a batch never changes; give this one another number.", field: "work_order")
    }

    /// The latest, newest first.
    /// - Parameters:
    ///   - manufacturer: The only one whose batches are asked for; nil for all.
    ///   - since: In microseconds since 1970 UTC.
    package static func latest(
        of manufacturer: ID<Manufacturer>?, since: Int64, limit: Int, _ reader: any SQLReader
    ) throws -> [Batch] {
        if let manufacturer {
            return try reader.all(
                BatchesSQL.latestOf, [.integer(manufacturer.value), .integer(since), .integer(Int64(limit))], row)
        }
        return try reader.all(BatchesSQL.latest, [.integer(since), .integer(Int64(limit))], row)
    }

    private static func row(_ row: borrowing Row) throws -> Batch {
        var issue: Batch.Issue?
        if let format = row.optionalInteger(4) {
            issue = Batch.Issue(
                format: ID(format), printedKey: row.text(5),
                sequences: row.integer(6)...max(row.integer(6), row.integer(7)))
        }
        return Batch(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), model: ID(row.integer(2)), number: row.text(3),
            issue: issue, plant: row.optionalText(8), line: row.optionalText(9),
            producedOn: try row.optionalText(10).map(CivilDate.init(parsing:)),
            workOrder: row.optionalText(14), expiresOn: try row.optionalText(15).map(CivilDate.init(parsing:)),
            event: row.optionalInteger(11).map { ID($0) }, createdAt: row.integer(12),
            codeKey: row.optionalInteger(13).map { ID($0) })
    }
}

private enum BatchesSQL {
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence, last_sequence,
               plant, line, produced_on, event_id, created_at, code_key_id, work_order, expires_on
          FROM batches
         WHERE id = $1
        """)
    static let byNumber = Statement(
        """
        SELECT id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence, last_sequence,
               plant, line, produced_on, event_id, created_at, code_key_id, work_order, expires_on
          FROM batches
         WHERE model_id = $1
           AND number = $2
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence, last_sequence,
               plant, line, produced_on, event_id, created_at, code_key_id, work_order, expires_on
          FROM batches
         WHERE model_id = $1
           AND number > $2
         ORDER BY number
         LIMIT $3
        """)
    static let wholePage = Statement(
        """
        SELECT id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence, last_sequence,
               plant, line, produced_on, event_id, created_at, code_key_id, work_order, expires_on
          FROM batches
         WHERE id > $1
         ORDER BY id
         LIMIT $2
        """)
    static let latest = Statement(
        """
        SELECT id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence, last_sequence,
               plant, line, produced_on, event_id, created_at, code_key_id, work_order, expires_on
          FROM batches
         WHERE created_at > $1
         ORDER BY created_at DESC
         LIMIT $2
        """)
    static let latestOf = Statement(
        """
        SELECT id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence, last_sequence,
               plant, line, produced_on, event_id, created_at, code_key_id, work_order, expires_on
          FROM batches
         WHERE manufacturer_id = $1
           AND created_at > $2
         ORDER BY created_at DESC
         LIMIT $3
        """)
    static let setEvent = Statement("UPDATE batches SET event_id = $1 WHERE id = $2")
    static let setExpiry = Statement("UPDATE batches SET expires_on = $1 WHERE id = $2")
    static let below = Statement(
        """
        SELECT id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence, last_sequence,
               plant, line, produced_on, event_id, created_at, code_key_id, work_order, expires_on
          FROM batches
         WHERE format_id = $1
           AND printed_key = $2
           AND first_sequence <= $3
         ORDER BY first_sequence DESC
         LIMIT 1
        """)
    static let issuedCount = Statement(
        """
        SELECT coalesce(CAST(sum(last_sequence - first_sequence + 1) AS BIGINT), 0)
          FROM batches
         WHERE format_id = $1
           AND printed_key = $2
        """)
    static let densestCount = Statement(
        """
        SELECT CAST(sum(last_sequence - first_sequence + 1) AS BIGINT) AS issued
          FROM batches
         WHERE format_id = $1
         GROUP BY printed_key
         ORDER BY issued DESC
         LIMIT 1
        """)
    static let insert = Statement(
        """
        INSERT INTO batches (id, manufacturer_id, model_id, number, format_id, printed_key, first_sequence,
                             last_sequence, plant, line, produced_on, event_id, created_at, code_key_id,
                             work_order, expires_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT (model_id, number) DO NOTHING
        """)
}
