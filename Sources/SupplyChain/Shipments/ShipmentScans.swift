import Identifiers
import Registry
package import Storage

/// The table `shipment_scans`.
package enum ShipmentScans {
    /// The latest scans of a shipment, newest first.
    package static func latest(
        of shipment: ShipmentNumber, before place: (time: Int64, key: String)? = nil, limit: Int,
        _ reader: any SQLReader
    ) throws -> [TakenScan] {
        try reader.all(
            ShipmentScansSQL.latest,
            [
                .integer(shipment.value), .integer(place?.time ?? .max), .text(place?.key ?? ""),
                .integer(Int64(limit)),
            ], scan)
    }

    /// How many scans got each verdict.
    package static func counts(of shipment: ShipmentNumber, _ reader: any SQLReader) throws -> [ScanVerdict: Int64] {
        var counts: [ScanVerdict: Int64] = [:]
        try reader.forEachRow(ShipmentScansSQL.counts, [.integer(shipment.value)]) { row in
            counts[try row.word(0)] = row.integer(1)
            return true
        }
        return counts
    }

    /// The kept scans among these keys.
    static func find(
        _ keys: [String], of shipment: ShipmentNumber, _ reader: any SQLReader
    ) throws -> [String: TakenScan] {
        var found: [String: TakenScan] = [:]
        for values in FiftyTexts.values(keys) {
            for scan in try reader.all(ShipmentScansSQL.several, [.integer(shipment.value)] + values, scan) {
                found[scan.key] = scan
            }
        }
        return found
    }

    /// The scans by which things with these serial numbers were received.
    static func received(
        _ serials: [String], in shipment: ShipmentNumber, _ reader: any SQLReader
    ) throws -> [UnitKey: TakenScan] {
        var found: [UnitKey: TakenScan] = [:]
        for values in FiftyTexts.values(serials) {
            for scan in try reader.all(ShipmentScansSQL.received, [.integer(shipment.value)] + values, scan) {
                if let unit = scan.unit { found[unit] = scan }
            }
        }
        return found
    }

    /// How many things were received alone for each line.
    static func receivedByLine(_ shipment: ShipmentNumber, _ reader: any SQLReader) throws -> [Int64: Int64] {
        var counts: [Int64: Int64] = [:]
        try reader.forEachRow(ShipmentScansSQL.receivedByLine, [.integer(shipment.value)]) { row in
            counts[row.integer(0)] = row.integer(1)
            return true
        }
        return counts
    }

    /// Says that an earlier scan than this one has turned up.
    static func yield(_ key: String, of shipment: ShipmentNumber, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            ShipmentScansSQL.yield,
            [.text(ScanVerdict.alreadyReceived.rawValue), .integer(shipment.value), .text(key)])
    }

    static func insert(
        _ scans: [TakenScan], of shipment: ShipmentNumber, _ transaction: any SQLTransaction
    ) throws {
        try transaction.insert(scans.count, into: ShipmentScansSQL.rows) { index in
            let scan = scans[index]
            return [
                .integer(shipment.value), .text(scan.key), .integer(scan.time), .text(scan.text),
                .integer(scan.model?.value ?? 0), .text(scan.unit?.serial.key ?? ""),
                .text(scan.unit?.storedSerial ?? ""), .integer(scan.quantity), SQLValue(scan.line),
                .text(scan.verdict.rawValue), SQLValue(scan.reason), SQLValue(scan.isDamaged),
                SQLValue(scan.isReceived), .integer(scan.recordedAt),
            ]
        }
    }

    private static func scan(_ row: borrowing Row) throws -> TakenScan {
        let model: ID<Model>? = row.integer(3) == 0 ? nil : ID(row.integer(3))
        let serial = row.text(5).isEmpty ? row.text(4) : row.text(5)
        let unit = try model.flatMap { serial.isEmpty ? nil : UnitKey($0, try SerialNumber(parsing: serial)) }
        return TakenScan(
            key: row.text(0), time: row.integer(1), text: row.text(2), unit: unit, model: model,
            quantity: row.integer(6), line: row.optionalInteger(7), verdict: try row.word(8),
            reason: row.optionalText(9), isDamaged: row.integer(10) == 1, isReceived: row.integer(11) == 1,
            recordedAt: row.integer(12))
    }
}

private enum ShipmentScansSQL {
    static let rows = BulkTable(
        "shipment_scans",
        columns: [
            "shipment_id", "scan_key", "scanned_at", "text", "model_id", "unit_key", "serial", "quantity", "line",
            "verdict", "reason", "is_damaged", "is_received", "recorded_at",
        ])
    static let latest = Statement(
        """
        SELECT scan_key, scanned_at, text, model_id, unit_key, serial, quantity, line, verdict, reason, is_damaged,
               is_received, recorded_at
          FROM shipment_scans
         WHERE shipment_id = $1
           AND (scanned_at, scan_key) < ($2, $3)
         ORDER BY scanned_at DESC, scan_key DESC
         LIMIT $4
        """)
    static let counts = Statement(
        """
        SELECT verdict, count(*)
          FROM shipment_scans
         WHERE shipment_id = $1
         GROUP BY verdict
        """)
    static let several = Statement(
        """
        SELECT scan_key, scanned_at, text, model_id, unit_key, serial, quantity, line, verdict, reason, is_damaged,
               is_received, recorded_at
          FROM shipment_scans
         WHERE shipment_id = $1
           AND scan_key IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                            $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39,
                            $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)
        """)
    static let received = Statement(
        """
        SELECT scan_key, scanned_at, text, model_id, unit_key, serial, quantity, line, verdict, reason, is_damaged,
               is_received, recorded_at
          FROM shipment_scans
         WHERE shipment_id = $1
           AND unit_key IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                              $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39,
                              $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)
           AND is_received = 1
        """)
    static let receivedByLine = Statement(
        """
        SELECT line, count(*)
          FROM shipment_scans
         WHERE shipment_id = $1
           AND is_received = 1
           AND line IS NOT NULL
         GROUP BY line
        """)
    static let yield = Statement(
        """
        UPDATE shipment_scans
           SET verdict = $1, is_received = 0
         WHERE shipment_id = $2
           AND scan_key = $3
        """)
}
