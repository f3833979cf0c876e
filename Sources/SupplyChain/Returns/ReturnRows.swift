import Identifiers
import Registry
import Storage

/// The table `goods_returns`.
enum ReturnRows {
    static func find(_ id: ID<GoodsReturn>, _ reader: any SQLReader) throws -> GoodsReturn? {
        try reader.first(ReturnRowsSQL.find, [.integer(id.value)], row)
    }

    /// An open return of a unit.
    static func open(of unit: UnitKey, _ reader: any SQLReader) throws -> GoodsReturn? {
        try reader.first(
            ReturnRowsSQL.openOfUnit,
            [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)], row)
    }

    /// Up to `limit` returns, the latest first.
    static func page(
        of manufacturer: ID<Manufacturer>, _ question: ReturnQuestion, after place: GoodsReturn?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [GoodsReturn] {
        let walk: [SQLValue] = [
            .integer(place?.authorizedAt ?? .max), .integer(place?.number.value ?? .max), .integer(Int64(limit)),
        ]
        let maker = SQLValue.integer(manufacturer.value)
        guard let location = question.location else {
            return try reader.all(ReturnRowsSQL.page, [maker, SQLValue(!question.isClosed)] + walk, row)
        }
        return try reader.all(
            ReturnRowsSQL.pageAt, [maker, .text(location), SQLValue(!question.isClosed)] + walk, row)
    }

    /// - Returns: false where another return has the number.
    static func insert(_ entry: GoodsReturn, _ transaction: any SQLTransaction) throws -> Bool {
        try transaction.rowsChanged(
            by: ReturnRowsSQL.insert,
            [
                .integer(entry.number.value), .integer(entry.manufacturer.value), .integer(entry.unit.model.value),
                .text(entry.unit.serial.key), .text(entry.unit.storedSerial), .text(entry.reason.rawValue),
                SQLValue(entry.reference), .text(entry.state.rawValue), SQLValue(entry.state.isOpen),
                .integer(entry.authorizedAt), .text(entry.authorizedBy),
            ]) == 1
    }

    /// - Throws: `return.changed` where somebody was faster.
    static func update(_ entry: inout GoodsReturn, _ transaction: any SQLTransaction) throws {
        let isDone =
            try transaction.rowsChanged(
                by: ReturnRowsSQL.update,
                [
                    SQLValue(entry.location), .text(entry.state.rawValue), SQLValue(entry.state.isOpen),
                    .integer(entry.number.value), .integer(entry.rowVersion),
                ]) == 1
        guard isDone else { throw Returns.changedMeanwhile }
        entry.rowVersion += 1
    }

    private static func row(_ row: borrowing Row) throws -> GoodsReturn {
        let serial = row.text(4).isEmpty ? row.text(3) : row.text(4)
        var entry = GoodsReturn(
            number: ReturnNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)),
            unit: UnitKey(ID(row.integer(2)), try SerialNumber(parsing: serial)), reason: try row.word(5),
            reference: row.optionalText(6), location: row.optionalText(7), state: try row.word(8),
            authorizedAt: row.integer(9), authorizedBy: row.text(10))
        entry.rowVersion = row.integer(11)
        return entry
    }
}

private enum ReturnRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, reason, reference, location, state, authorized_at,
               authorized_by, row_version
          FROM goods_returns
         WHERE id = $1
        """)
    static let openOfUnit = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, reason, reference, location, state, authorized_at,
               authorized_by, row_version
          FROM goods_returns
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
           AND is_open = 1
         ORDER BY authorized_at, id
         LIMIT 1
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, reason, reference, location, state, authorized_at,
               authorized_by, row_version
          FROM goods_returns
         WHERE manufacturer_id = $1
           AND is_open = $2
           AND (authorized_at, id) < ($3, $4)
         ORDER BY authorized_at DESC, id DESC
         LIMIT $5
        """)
    static let pageAt = Statement(
        """
        SELECT id, manufacturer_id, model_id, unit_key, serial, reason, reference, location, state, authorized_at,
               authorized_by, row_version
          FROM goods_returns
         WHERE manufacturer_id = $1
           AND location = $2
           AND is_open = $3
           AND (authorized_at, id) < ($4, $5)
         ORDER BY authorized_at DESC, id DESC
         LIMIT $6
        """)
    static let insert = Statement(
        """
        INSERT INTO goods_returns (id, manufacturer_id, model_id, unit_key, serial, reason, reference, state, is_open,
                                   authorized_at, authorized_by, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE goods_returns
           SET location = $1, state = $2, is_open = $3, row_version = row_version + 1
         WHERE id = $4
           AND row_version = $5
        """)
}
