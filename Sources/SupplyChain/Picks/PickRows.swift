import Registry
import Storage

/// The table `pick_lists`.
enum PickRows {
    static func find(_ id: ID<PickList>, _ reader: any SQLReader) throws -> PickList? {
        try reader.first(PickRowsSQL.find, [.integer(id.value)], row)
    }

    static func find(
        reference: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> PickList? {
        try reader.first(PickRowsSQL.byReference, [.integer(manufacturer.value), .text(reference)], row)
    }

    /// - Returns: false where another list has the number.
    static func insert(_ list: PickList, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(list.number.value), .integer(list.manufacturer.value), .text(list.location),
            SQLValue(list.reference), SQLValue(list.recipient), .text(list.createdBy), .integer(list.createdAt),
        ]
        return try transaction.rowsChanged(by: PickRowsSQL.insert, values + changeable(list)) == 1
    }

    /// - Throws: `pick.changed` where somebody was faster.
    static func update(_ list: inout PickList, _ transaction: any SQLTransaction) throws {
        let values = changeable(list) + [.integer(list.number.value), .integer(list.rowVersion)]
        guard try transaction.rowsChanged(by: PickRowsSQL.update, values) == 1 else { throw Picks.changedMeanwhile }
        list.rowVersion += 1
    }

    /// Up to `limit` lists, the newest first.
    static func page(
        of manufacturer: ID<Manufacturer>, at location: String?, _ state: PickState?, after place: RecordPlace?,
        limit: Int, _ reader: any SQLReader
    ) throws -> [PickList] {
        let start: [SQLValue] = [.integer(place?.at ?? .max), .integer(place?.id ?? .max)]
        let rest: [SQLValue] = [.text(state?.rawValue ?? ""), .integer(Int64(limit))]
        if let location {
            return try reader.all(
                PickRowsSQL.ofLocation, [.integer(manufacturer.value), .text(location)] + start + rest, row)
        }
        return try reader.all(PickRowsSQL.page, [.integer(manufacturer.value)] + start + rest, row)
    }

    /// Whether any list of a manufacturer keeps goods.
    static func keepsAny(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> Bool {
        try reader.first(PickRowsSQL.open, [.integer(manufacturer.value)]) { $0.integer(0) } != nil
    }

    private static func changeable(_ list: PickList) -> [SQLValue] {
        [.text(list.state.rawValue), SQLValue(list.closedAt)]
    }

    private static func row(_ row: borrowing Row) throws -> PickList {
        var list = PickList(
            number: PickNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)), location: row.text(2),
            reference: row.optionalText(3), recipient: row.optionalText(4), createdBy: row.text(5),
            createdAt: row.integer(6))
        (list.state, list.closedAt, list.rowVersion) = (try row.word(7), row.optionalInteger(8), row.integer(9))
        return list
    }
}

private enum PickRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, location, reference, recipient, created_by, created_at, state, closed_at, row_version
          FROM pick_lists
         WHERE id = $1
        """)
    static let byReference = Statement(
        """
        SELECT id, manufacturer_id, location, reference, recipient, created_by, created_at, state, closed_at, row_version
          FROM pick_lists
         WHERE manufacturer_id = $1
           AND reference = $2
         LIMIT 1
        """)
    static let open = Statement(
        """
        SELECT id
          FROM pick_lists
         WHERE manufacturer_id = $1
           AND closed_at IS NULL
         LIMIT 1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, location, reference, recipient, created_by, created_at, state, closed_at, row_version
          FROM pick_lists
         WHERE manufacturer_id = $1
           AND (created_at, id) < ($2, $3)
           AND CAST($4 AS TEXT) IN ('', state)
         ORDER BY created_at DESC, id DESC
         LIMIT $5
        """)
    static let ofLocation = Statement(
        """
        SELECT id, manufacturer_id, location, reference, recipient, created_by, created_at, state, closed_at, row_version
          FROM pick_lists
         WHERE manufacturer_id = $1
           AND location = $2
           AND (created_at, id) < ($3, $4)
           AND CAST($5 AS TEXT) IN ('', state)
         ORDER BY created_at DESC, id DESC
         LIMIT $6
        """)
    static let insert = Statement(
        """
        INSERT INTO pick_lists (id, manufacturer_id, location, reference, recipient, created_by, created_at, state,
                                closed_at, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE pick_lists
           SET state = $1, closed_at = $2, row_version = row_version + 1
         WHERE id = $3
           AND row_version = $4
        """)
}
