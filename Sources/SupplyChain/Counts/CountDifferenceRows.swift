import Identifiers
import Registry
import Storage

/// The table `count_differences`.
enum CountDifferenceRows {
    static func insert(
        _ difference: CountDifference, of count: InventoryCount, _ transaction: any SQLTransaction
    ) throws {
        var subject: [SQLValue] = [.null, .null, .null, .null, .null, .null]
        switch difference.subject {
        case .unit(let key): (subject[0], subject[1]) = (.integer(key.model.value), .text(key.serial.text))
        case .range(let range):
            subject[2] = .integer(range.batch.value)
            subject[3] = .integer(range.sequences.lowerBound)
            subject[4] = .integer(range.sequences.upperBound)
        case .pieces(let model): subject[0] = .integer(model.value)
        case .text(let text): subject[5] = .text(text)
        }
        try transaction.run(
            CountDifferenceRowsSQL.insert,
            [
                .integer(count.number.value), .integer(count.round), .integer(difference.ordinal),
                .text(difference.kind.rawValue),
            ] + subject + [
                .integer(difference.expected), .integer(difference.found), SQLValue(difference.believed),
                SQLValue(difference.container), SQLValue(difference.disposition?.rawValue),
            ] + resolution(of: difference))
    }

    static func resolve(
        _ difference: CountDifference, of count: InventoryCount, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            CountDifferenceRowsSQL.resolve,
            resolution(of: difference) + [
                .integer(count.number.value), .integer(count.round), .integer(difference.ordinal),
            ], changing: 1)
    }

    private static func resolution(of difference: CountDifference) -> [SQLValue] {
        [
            .text(difference.resolution.rawValue), SQLValue(difference.reason?.rawValue),
            SQLValue(difference.event?.value),
        ]
    }

    /// Forgets what a round has found.
    static func delete(of count: ID<InventoryCount>, round: Int64, _ transaction: any SQLTransaction) throws {
        try transaction.run(CountDifferenceRowsSQL.delete, [.integer(count.value), .integer(round)])
    }

    /// Up to `limit` differences of a round from an ordinal on.
    static func list(
        of count: ID<InventoryCount>, round: Int64, from ordinal: Int64 = 0, limit: Int, _ reader: any SQLReader
    ) throws -> [CountDifference] {
        try reader.all(
            CountDifferenceRowsSQL.list,
            [.integer(count.value), .integer(round), .integer(ordinal), .integer(Int64(limit))], row)
    }

    /// How many of each kind there are, and how many are still open.
    static func number(
        of count: ID<InventoryCount>, round: Int64, _ reader: any SQLReader
    ) throws -> (kinds: [CountDifference.Kind: Int64], open: Int64) {
        var numbers: (kinds: [CountDifference.Kind: Int64], open: Int64) = ([:], 0)
        try reader.forEachRow(
            CountDifferenceRowsSQL.number, [.integer(count.value), .integer(round)]
        ) { row in
            numbers.kinds[try row.word(0)] = row.integer(1)
            numbers.open = numbers.open.addingSaturated(row.integer(2))
            return true
        }
        return numbers
    }

    private static func row(_ row: borrowing Row) throws -> CountDifference {
        let subject: CountDifference.Subject
        if let batch = row.optionalInteger(4) {
            let first = row.integer(5)
            subject = .range(.init(batch: ID(batch), sequences: first...max(first, row.integer(6))))
        } else if let model = row.optionalInteger(2) {
            if let serial = row.optionalText(3) {
                subject = .unit(UnitKey(ID(model), try SerialNumber(parsing: serial)))
            } else {
                subject = .pieces(ID(model))
            }
        } else {
            subject = .text(row.optionalText(7) ?? "")
        }
        var difference = CountDifference(
            try row.word(1), subject, expected: row.integer(8), found: row.integer(9))
        difference.ordinal = row.integer(0)
        (difference.believed, difference.container) = (row.optionalText(10), row.optionalText(11))
        difference.disposition = try row.optionalWord(12)
        (difference.resolution, difference.reason) = (try row.word(13), try row.optionalWord(14))
        difference.event = row.optionalInteger(15).map { ID($0) }
        return difference
    }
}

private enum CountDifferenceRowsSQL {
    static let insert = Statement(
        """
        INSERT INTO count_differences (count_id, round, ordinal, kind, model_id, serial, batch_id, first_sequence,
                                       last_sequence, text, expected, found, believed, container, disposition,
                                       resolution, reason, event_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """)
    static let resolve = Statement(
        """
        UPDATE count_differences
           SET resolution = $1, reason = $2, event_id = $3
         WHERE count_id = $4
           AND round = $5
           AND ordinal = $6
        """)
    static let delete = Statement("DELETE FROM count_differences WHERE count_id = $1 AND round = $2")
    static let list = Statement(
        """
        SELECT ordinal, kind, model_id, serial, batch_id, first_sequence, last_sequence, text, expected, found, believed,
               container, disposition, resolution, reason, event_id
          FROM count_differences
         WHERE count_id = $1
           AND round = $2
           AND ordinal >= $3
         ORDER BY ordinal
         LIMIT $4
        """)
    static let number = Statement(
        """
        SELECT kind, count(*), CAST(sum(CASE WHEN resolution = 'open' THEN 1 ELSE 0 END) AS BIGINT)
          FROM count_differences
         WHERE count_id = $1
           AND round = $2
         GROUP BY kind
         ORDER BY kind
        """)
}
