import Identifiers
import Registry
import Storage

/// The table `stock_discrepancies`.
enum StockDiscrepancyRows {
    static func find(_ id: ID<StockDiscrepancy>, _ reader: any SQLReader) throws -> StockDiscrepancy? {
        try reader.first(StockDiscrepanciesSQL.find, [.integer(id.value)], row)
    }

    /// Up to `limit` of a shipment, in the order in which they were raised.
    static func list(of shipment: ShipmentNumber, limit: Int, _ reader: any SQLReader) throws -> [StockDiscrepancy] {
        try reader.all(StockDiscrepanciesSQL.ofShipment, [.integer(shipment.value), .integer(Int64(limit))], row)
    }

    /// Those of one kind that a shipment has about a serial number, or of things without one.
    static func list(
        of shipment: ShipmentNumber, _ kind: StockDiscrepancy.Kind, serial: String, _ reader: any SQLReader
    ) throws -> [StockDiscrepancy] {
        try reader.all(
            StockDiscrepanciesSQL.ofSubject,
            [.integer(shipment.value), .text(kind.rawValue), .text(serial)], row)
    }

    /// Up to `limit` of a manufacturer's before a place, the newest first.
    static func page(
        of manufacturer: ID<Manufacturer>, areOpen: Bool, before place: RecordPlace?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [StockDiscrepancy] {
        try reader.all(
            areOpen ? StockDiscrepanciesSQL.open : StockDiscrepanciesSQL.all,
            [
                .integer(manufacturer.value), .integer(place?.at ?? .max), .integer(place?.id ?? .max),
                .integer(Int64(limit)),
            ], row)
    }

    /// The same of one shipment.
    static func page(
        of shipment: ShipmentNumber, areOpen: Bool, before place: RecordPlace?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [StockDiscrepancy] {
        try reader.all(
            StockDiscrepanciesSQL.pageOfShipment,
            [
                .integer(shipment.value), .integer(place?.at ?? .max), .integer(place?.id ?? .max),
                SQLValue(areOpen), .integer(Int64(limit)),
            ], row)
    }

    static func insert(_ discrepancies: [StockDiscrepancy], _ transaction: any SQLTransaction) throws {
        try transaction.insert(discrepancies.count, into: StockDiscrepanciesSQL.rows) { index in
            let one = discrepancies[index]
            return [
                .integer(one.id.value), .integer(one.manufacturer.value), SQLValue(one.shipment?.value),
                .text(one.kind.rawValue), SQLValue(one.line),
                .integer(one.unit?.model.value ?? one.model?.value ?? 0), .text(one.unit?.serial.key ?? ""),
                .text(one.unit?.storedSerial ?? ""), .integer(one.batch?.value ?? 0), SQLValue(one.text),
                .integer(one.expected), .integer(one.actual), .text(one.place), SQLValue(one.otherPlace),
                SQLValue(one.owner?.value), SQLValue(one.reason), SQLValue(one.resolution?.rawValue),
                .integer(one.openedAt), SQLValue(one.resolvedAt), .integer(one.rowVersion),
            ]
        }
    }

    /// - Throws: `discrepancy.changed` where somebody was faster.
    static func update(_ one: inout StockDiscrepancy, _ transaction: any SQLTransaction) throws {
        let changed = try transaction.rowsChanged(
            by: StockDiscrepanciesSQL.update,
            [
                .integer(one.actual), SQLValue(one.owner?.value), SQLValue(one.reason),
                SQLValue(one.resolution?.rawValue), SQLValue(one.resolvedAt), .integer(one.id.value),
                .integer(one.rowVersion),
            ])
        guard changed == 1 else { throw StockDiscrepancies.changedMeanwhile }
        one.rowVersion += 1
    }

    private static func row(_ row: borrowing Row) throws -> StockDiscrepancy {
        var one = StockDiscrepancy(
            try row.word(3), id: ID(row.integer(0)), of: ID(row.integer(1)), at: row.text(12),
            openedAt: row.integer(17))
        one.shipment = row.optionalInteger(2).map { ShipmentNumber(ID($0)) }
        one.line = row.optionalInteger(4)
        one.model = row.integer(5) == 0 ? nil : ID(row.integer(5))
        let serial = row.text(7).isEmpty ? row.text(6) : row.text(7)
        if let model = one.model, !serial.isEmpty { one.unit = UnitKey(model, try SerialNumber(parsing: serial)) }
        one.batch = row.integer(8) == 0 ? nil : ID(row.integer(8))
        one.text = row.optionalText(9)
        (one.expected, one.actual) = (row.integer(10), row.integer(11))
        one.otherPlace = row.optionalText(13)
        one.owner = row.optionalInteger(14).map { ID($0) }
        (one.reason, one.resolution) = (row.optionalText(15), try row.optionalWord(16))
        (one.resolvedAt, one.rowVersion) = (row.optionalInteger(18), row.integer(19))
        return one
    }
}

private enum StockDiscrepanciesSQL {
    static let rows = BulkTable(
        "stock_discrepancies",
        columns: [
            "id", "manufacturer_id", "shipment_id", "kind", "line", "model_id", "unit_key", "serial", "batch_id",
            "text", "expected", "actual", "place", "other_place", "owner_id", "reason", "resolution", "opened_at",
            "resolved_at", "row_version",
        ])
    static let find = Statement(
        """
        SELECT id, manufacturer_id, shipment_id, kind, line, model_id, unit_key, serial, batch_id, text, expected,
               actual, place, other_place, owner_id, reason, resolution, opened_at, resolved_at, row_version
          FROM stock_discrepancies
         WHERE id = $1
        """)
    static let ofShipment = Statement(
        """
        SELECT id, manufacturer_id, shipment_id, kind, line, model_id, unit_key, serial, batch_id, text, expected,
               actual, place, other_place, owner_id, reason, resolution, opened_at, resolved_at, row_version
          FROM stock_discrepancies
         WHERE shipment_id = $1
         ORDER BY opened_at, id
         LIMIT $2
        """)
    static let pageOfShipment = Statement(
        """
        SELECT id, manufacturer_id, shipment_id, kind, line, model_id, unit_key, serial, batch_id, text, expected,
               actual, place, other_place, owner_id, reason, resolution, opened_at, resolved_at, row_version
          FROM stock_discrepancies
         WHERE shipment_id = $1
           AND (opened_at, id) < ($2, $3)
           AND (resolved_at IS NULL OR CAST($4 AS BIGINT) = 0)
         ORDER BY opened_at DESC, id DESC
         LIMIT $5
        """)
    static let ofSubject = Statement(
        """
        SELECT id, manufacturer_id, shipment_id, kind, line, model_id, unit_key, serial, batch_id, text, expected,
               actual, place, other_place, owner_id, reason, resolution, opened_at, resolved_at, row_version
          FROM stock_discrepancies
         WHERE shipment_id = $1
           AND kind = $2
           AND unit_key = $3
         ORDER BY opened_at, id
        """)
    static let open = Statement(
        """
        SELECT id, manufacturer_id, shipment_id, kind, line, model_id, unit_key, serial, batch_id, text, expected,
               actual, place, other_place, owner_id, reason, resolution, opened_at, resolved_at, row_version
          FROM stock_discrepancies
         WHERE manufacturer_id = $1
           AND resolved_at IS NULL
           AND (opened_at, id) < ($2, $3)
         ORDER BY opened_at DESC, id DESC
         LIMIT $4
        """)
    static let all = Statement(
        """
        SELECT id, manufacturer_id, shipment_id, kind, line, model_id, unit_key, serial, batch_id, text, expected,
               actual, place, other_place, owner_id, reason, resolution, opened_at, resolved_at, row_version
          FROM stock_discrepancies
         WHERE manufacturer_id = $1
           AND (opened_at, id) < ($2, $3)
         ORDER BY opened_at DESC, id DESC
         LIMIT $4
        """)
    static let update = Statement(
        """
        UPDATE stock_discrepancies
           SET actual = $1, owner_id = $2, reason = $3, resolution = $4, resolved_at = $5,
               row_version = row_version + 1
         WHERE id = $6
           AND row_version = $7
        """)
}
