import Identifiers
import Registry
import Storage

/// The table `count_scans`.
enum CountScanRows {
    /// - Returns: whether it says anything new.
    static func write(
        _ scan: CountScan, in count: InventoryCount, at now: Int64, _ transaction: any SQLTransaction
    ) throws -> Bool {
        var values: [SQLValue] = [
            .integer(count.number.value), .integer(count.round), .text(scan.subject.text), .text(scan.text),
        ]
        switch scan.subject {
        case .unit(let key): values += [.integer(key.model.value), .text(key.serial.text)]
        case .pieces(let model, _): values += [.integer(model.value), .null]
        case .unread: values += [.null, .null]
        }
        values += [.integer(scan.quantity)]
        if case .pieces(_, let place) = scan.subject { values.append(.text(place)) } else { values.append(.null) }
        values += [SQLValue(scan.reason), .integer(scan.time), .integer(now)]
        if case .pieces = scan.subject {
            return try transaction.rowsChanged(by: CountScanRowsSQL.replace, values) == 1
        }
        return try transaction.rowsChanged(by: CountScanRowsSQL.insert, values) == 1
    }

    /// How often something was scanned, in all rounds.
    static func number(of count: ID<InventoryCount>, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(CountScanRowsSQL.number, [.integer(count.value)]) { $0.integer(0) } ?? 0
    }

    /// The latest scan, in all rounds: with the number of them it tells whether any has come.
    static func latest(of count: ID<InventoryCount>, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(CountScanRowsSQL.latest, [.integer(count.value)]) { $0.integer(0) } ?? 0
    }

    /// Up to `limit` scans of a round after a subject.
    static func list(
        of count: ID<InventoryCount>, round: Int64, after: String, limit: Int, _ reader: any SQLReader
    ) throws -> [(key: String, scan: CountScan)] {
        try reader.all(
            CountScanRowsSQL.list,
            [.integer(count.value), .integer(round), .text(after), .integer(Int64(limit))]
        ) { row in
            let subject: CountScan.Subject
            if let model = row.optionalInteger(2) {
                if let serial = row.optionalText(3) {
                    subject = .unit(UnitKey(ID(model), try SerialNumber(parsing: serial)))
                } else {
                    subject = .pieces(ID(model), at: row.optionalText(5) ?? "")
                }
            } else {
                subject = .unread(row.text(1))
            }
            var scan = CountScan(subject, row.text(1), quantity: row.integer(4), time: row.integer(7))
            scan.reason = row.optionalText(6)
            return (row.text(0), scan)
        }
    }
}

private enum CountScanRowsSQL {
    static let insert = Statement(
        """
        INSERT INTO count_scans (count_id, round, subject, text, model_id, serial, quantity, place, reason, scanned_at,
                                 recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (count_id, round, subject) DO NOTHING
        """)
    static let replace = Statement(
        """
        INSERT INTO count_scans (count_id, round, subject, text, model_id, serial, quantity, place, reason, scanned_at,
                                 recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (count_id, round, subject) DO UPDATE
           SET text = excluded.text, quantity = excluded.quantity, scanned_at = excluded.scanned_at,
               recorded_at = excluded.recorded_at
         WHERE count_scans.scanned_at < excluded.scanned_at
           AND count_scans.quantity <> excluded.quantity
        """)
    static let number = Statement("SELECT count(*) FROM count_scans WHERE count_id = $1")
    static let latest = Statement("SELECT MAX(recorded_at) FROM count_scans WHERE count_id = $1")
    static let list = Statement(
        """
        SELECT subject, text, model_id, serial, quantity, place, reason, scanned_at
          FROM count_scans
         WHERE count_id = $1
           AND round = $2
           AND subject > $3
         ORDER BY subject
         LIMIT $4
        """)
}
