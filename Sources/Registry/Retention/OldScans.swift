import Storage

/// Forgets old scans: of a unit, only how many there were and since when stays.
enum OldScans {
    struct Row: Hashable, Sendable {
        var key: String
        var id: Int64
        var model: Int64
        var serial: String
        var at: Int64
    }

    static func list(before time: Int64, limit: Int, _ reader: any SQLReader) throws -> [Row] {
        try reader.all(OldScansSQL.old, [.integer(time), .integer(Int64(limit))]) { row in
            Row(key: row.text(0), id: row.integer(1), model: row.integer(2), serial: row.text(3), at: row.integer(4))
        }
    }

    static func forget(_ rows: [Row], _ transaction: any SQLTransaction) throws {
        for row in rows {
            try transaction.run(
                OldScansSQL.tally, [.text(row.key), .integer(row.model), .text(row.serial), .integer(row.at)])
            try transaction.run(
                OldScansSQL.delete,
                [.text(row.key), .integer(row.model), .text(row.serial), .integer(row.at), .integer(row.id)])
        }
    }
}

private enum OldScansSQL {
    static let old = Statement(
        """
        SELECT unit_key, id, model_id, serial, at
          FROM scans
         WHERE at < $1
         ORDER BY at, id
         LIMIT $2
        """)
    static let tally = Statement(
        """
        INSERT INTO scan_tallies (unit_key, model_id, serial, count, first_at)
        VALUES ($1, $2, $3, 1, $4)
            ON CONFLICT (unit_key, model_id, serial) DO UPDATE
           SET count = scan_tallies.count + 1
        """)
    static let delete = Statement(
        "DELETE FROM scans WHERE unit_key = $1 AND model_id = $2 AND serial = $3 AND at = $4 AND id = $5")
}
