import Identifiers
import Registry
import Storage

/// The table `pick_lines`, with what of each line is set aside.
enum PickLineRows {
    static func list(of pick: PickNumber, _ reader: any SQLReader) throws -> [PickLine] {
        try reader.all(PickLineRowsSQL.list, [.integer(pick.value)]) { row in
            let model = ID<Model>(row.integer(1))
            let serial = row.text(3).isEmpty ? row.text(2) : row.text(3)
            return PickLine(
                ordinal: row.integer(0), model: model,
                unit: serial.isEmpty ? nil : UnitKey(model, try SerialNumber(parsing: serial)),
                batch: row.integer(4) == 0 ? nil : ID(row.integer(4)), quantity: row.integer(5),
                strategy: try row.word(6))
        }
    }

    static func progress(of pick: PickNumber, _ reader: any SQLReader) throws -> [Int64: PickLine.Progress] {
        var found: [Int64: PickLine.Progress] = [:]
        try reader.forEachRow(PickLineRowsSQL.progress, [.integer(pick.value)]) { row in
            let state: PickItem.State = try row.word(1)
            switch state {
            case .reserved: found[row.integer(0), default: .init()].reserved = row.integer(2)
            case .picked: found[row.integer(0), default: .init()].picked = row.integer(2)
            case .gone: found[row.integer(0), default: .init()].gone = row.integer(2)
            }
            return true
        }
        return found
    }

    static func containers(
        of pick: PickNumber, limit: Int, _ reader: any SQLReader
    ) throws -> [(line: Int64, serial: String)] {
        try reader.all(PickLineRowsSQL.containers, [.integer(pick.value), .integer(Int64(limit))]) { row in
            (line: row.integer(0), serial: row.text(1))
        }
    }

    static func insert(_ lines: [PickLine], of pick: PickNumber, _ transaction: any SQLTransaction) throws {
        try transaction.insert(lines.count, into: PickLineRowsSQL.rows) { index in
            let line = lines[index]
            return [
                .integer(pick.value), .integer(line.ordinal), .integer(line.model.value),
                .text(line.unit?.serial.key ?? ""), .text(line.unit?.storedSerial ?? ""),
                .integer(line.batch?.value ?? 0), .integer(line.quantity), .text(line.strategy.rawValue),
            ]
        }
    }
}

private enum PickLineRowsSQL {
    static let rows = BulkTable(
        "pick_lines",
        columns: ["pick_id", "ordinal", "model_id", "unit_key", "serial", "batch_id", "quantity", "strategy"])
    static let list = Statement(
        """
        SELECT ordinal, model_id, unit_key, serial, batch_id, quantity, strategy
          FROM pick_lines
         WHERE pick_id = $1
         ORDER BY ordinal
        """)
    static let containers = Statement(
        """
        SELECT DISTINCT line, container_serial
          FROM pick_items
         WHERE pick_id = $1
           AND state = 'reserved'
           AND container_serial IS NOT NULL
         ORDER BY line, container_serial
         LIMIT $2
        """)
    static let progress = Statement(
        """
        SELECT line, state, CAST(sum(quantity) AS BIGINT)
          FROM pick_items
         WHERE pick_id = $1
         GROUP BY line, state
        """)
}
