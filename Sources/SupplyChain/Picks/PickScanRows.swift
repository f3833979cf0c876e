import Identifiers
import Registry
import Storage

/// The table `pick_scans`.
enum PickScanRows {
    /// The latest scans of a list, newest first.
    static func latest(
        of pick: PickNumber, before place: (time: Int64, key: String)? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [TakenPick] {
        try reader.all(
            PickScanRowsSQL.latest,
            [.integer(pick.value), .integer(place?.time ?? .max), .text(place?.key ?? ""), .integer(Int64(limit))],
            scan)
    }

    /// The kept scans among these keys.
    static func find(
        _ keys: [String], of pick: PickNumber, _ reader: any SQLReader
    ) throws -> [String: TakenPick] {
        var found: [String: TakenPick] = [:]
        for values in FiftyTexts.values(keys) {
            for scan in try reader.all(PickScanRowsSQL.several, [.integer(pick.value)] + values, scan) {
                found[scan.key] = scan
            }
        }
        return found
    }

    static func insert(
        _ scans: [TakenPick], of pick: PickNumber, at now: Int64, _ transaction: any SQLTransaction
    ) throws {
        try transaction.insert(scans.count, into: PickScanRowsSQL.rows) { index in
            let scan = scans[index]
            return [
                .integer(pick.value), .text(scan.key), .integer(scan.time), .text(scan.text),
                .integer(scan.model?.value ?? 0), .text(scan.unit?.serial.key ?? ""),
                .text(scan.unit?.storedSerial ?? ""), .integer(scan.quantity), SQLValue(scan.line),
                .text(scan.result.rawValue), SQLValue(scan.reason), .integer(now),
            ]
        }
    }

    private static func scan(_ row: borrowing Row) throws -> TakenPick {
        let model: ID<Model>? = row.integer(3) == 0 ? nil : ID(row.integer(3))
        let serial = row.text(5).isEmpty ? row.text(4) : row.text(5)
        return TakenPick(
            key: row.text(0), time: row.integer(1), text: row.text(2),
            unit: try model.flatMap { serial.isEmpty ? nil : UnitKey($0, try SerialNumber(parsing: serial)) },
            model: model, quantity: row.integer(6), line: row.optionalInteger(7), result: try row.word(8),
            reason: row.optionalText(9))
    }
}

private enum PickScanRowsSQL {
    static let rows = BulkTable(
        "pick_scans",
        columns: [
            "pick_id", "scan_key", "scanned_at", "text", "model_id", "unit_key", "serial", "quantity", "line", "result",
            "reason", "recorded_at",
        ])
    static let latest = Statement(
        """
        SELECT scan_key, scanned_at, text, model_id, unit_key, serial, quantity, line, result, reason
          FROM pick_scans
         WHERE pick_id = $1
           AND (scanned_at, scan_key) < ($2, $3)
         ORDER BY scanned_at DESC, scan_key DESC
         LIMIT $4
        """)
    static let several = Statement(
        """
        SELECT scan_key, scanned_at, text, model_id, unit_key, serial, quantity, line, result, reason
          FROM pick_scans
         WHERE pick_id = $1
           AND scan_key IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                            $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39,
                            $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)
        """)
}
