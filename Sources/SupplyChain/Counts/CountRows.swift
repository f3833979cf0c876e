import Registry
import Storage

/// The table `counts`.
enum CountRows {
    static func find(_ id: ID<InventoryCount>, _ reader: any SQLReader) throws -> InventoryCount? {
        try reader.first(CountRowsSQL.find, [.integer(id.value)], row)
    }

    /// - Returns: false where another count has the number.
    static func insert(_ count: InventoryCount, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(count.number.value), .integer(count.manufacturer.value), .text(count.location),
            .text(count.kind.rawValue), SQLValue(count.model?.value), SQLValue(count.isBlind),
            SQLValue(count.plannedAt), .text(count.openedBy), .integer(count.openedAt),
            .integer(count.openedPosition),
        ]
        return try transaction.rowsChanged(by: CountRowsSQL.insert, values + changeable(count)) == 1
    }

    /// - Throws: `count.changed` where somebody was faster.
    static func update(_ count: inout InventoryCount, _ transaction: any SQLTransaction) throws {
        let values = changeable(count) + [.integer(count.number.value), .integer(count.rowVersion)]
        guard try transaction.rowsChanged(by: CountRowsSQL.update, values) == 1 else {
            throw Counts.changedMeanwhile
        }
        count.rowVersion += 1
    }

    /// Up to `limit` counts, the newest first.
    static func page(
        of manufacturer: ID<Manufacturer>, at location: String?, _ state: CountState?, after place: RecordPlace?,
        limit: Int, _ reader: any SQLReader
    ) throws -> [InventoryCount] {
        let start: [SQLValue] = [.integer(place?.at ?? .max), .integer(place?.id ?? .max)]
        let rest: [SQLValue] = [.text(state?.rawValue ?? ""), .integer(Int64(limit))]
        if let location {
            return try reader.all(
                CountRowsSQL.ofLocation, [.integer(manufacturer.value), .text(location)] + start + rest, row)
        }
        return try reader.all(CountRowsSQL.page, [.integer(manufacturer.value)] + start + rest, row)
    }

    private static func changeable(_ count: InventoryCount) -> [SQLValue] {
        [
            .text(count.state.rawValue), .integer(count.round), SQLValue(count.countedAt), SQLValue(count.closedAt),
            SQLValue(count.expected), SQLValue(count.correct),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> InventoryCount {
        var count = InventoryCount(
            number: InventoryCountNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)), location: row.text(2),
            kind: try row.word(3), model: row.optionalInteger(4).map { ID($0) }, isBlind: row.integer(5) != 0,
            openedBy: row.text(7), openedAt: row.integer(8), openedPosition: row.integer(9))
        count.plannedAt = row.optionalInteger(6)
        (count.state, count.round) = (try row.word(10), row.integer(11))
        (count.countedAt, count.closedAt) = (row.optionalInteger(12), row.optionalInteger(13))
        (count.expected, count.correct) = (row.optionalInteger(14), row.optionalInteger(15))
        count.rowVersion = row.integer(16)
        return count
    }
}

private enum CountRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, location, kind, model_id, is_blind, planned_at, opened_by, opened_at,
               opened_position, state, round, counted_at, closed_at, expected, correct, row_version
          FROM counts
         WHERE id = $1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, location, kind, model_id, is_blind, planned_at, opened_by, opened_at,
               opened_position, state, round, counted_at, closed_at, expected, correct, row_version
          FROM counts
         WHERE manufacturer_id = $1
           AND (opened_at, id) < ($2, $3)
           AND CAST($4 AS TEXT) IN ('', state)
         ORDER BY opened_at DESC, id DESC
         LIMIT $5
        """)
    static let ofLocation = Statement(
        """
        SELECT id, manufacturer_id, location, kind, model_id, is_blind, planned_at, opened_by, opened_at,
               opened_position, state, round, counted_at, closed_at, expected, correct, row_version
          FROM counts
         WHERE manufacturer_id = $1
           AND location = $2
           AND (opened_at, id) < ($3, $4)
           AND CAST($5 AS TEXT) IN ('', state)
         ORDER BY opened_at DESC, id DESC
         LIMIT $6
        """)
    static let insert = Statement(
        """
        INSERT INTO counts (id, manufacturer_id, location, kind, model_id, is_blind, planned_at, opened_by, opened_at,
                            opened_position, state, round, counted_at, closed_at, expected, correct, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE counts
           SET state = $1, round = $2, counted_at = $3, closed_at = $4, expected = $5, correct = $6,
               row_version = row_version + 1
         WHERE id = $7
           AND row_version = $8
        """)
}
