import Identifiers
import Registry
import Storage

/// The table `watched_units`.
enum WatchedUnitRows {
    static func find(_ unit: UnitKey, _ reader: any SQLReader) throws -> WatchedUnit? {
        try reader.first(WatchedUnitSQL.find, key(unit), row)
    }

    static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [WatchedUnit] {
        try reader.all(WatchedUnitSQL.list, [.integer(manufacturer.value)], row)
    }

    static func write(_ watched: WatchedUnit, _ transaction: any SQLTransaction) throws {
        let readings = watched.readingsThen.sorted { $0.key < $1.key }.map { "\($0.key)\t\($0.value)" }
        try transaction.run(
            WatchedUnitSQL.write,
            key(watched.unit) + [
                .integer(watched.manufacturer.value), .text(watched.reason), SQLValue(watched.until?.isoText),
                .integer(watched.since), .text(watched.by), .integer(watched.failuresThen),
                .text(readings.joined(separator: "\n")),
            ])
    }

    static func end(_ watched: WatchedUnit, by name: String, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            WatchedUnitSQL.end, [SQLValue(watched.endedAt), .text(name)] + key(watched.unit))
    }

    private static func key(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }

    private static func row(_ row: borrowing Row) throws -> WatchedUnit {
        let (key, serial) = (row.text(1), row.text(2))
        var watched = WatchedUnit(
            unit: UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial.isEmpty ? key : serial)),
            manufacturer: ID(row.integer(3)), reason: row.text(4),
            until: try row.optionalText(5).map { try CivilDate(parsing: $0) }, since: row.integer(6), by: row.text(7),
            failuresThen: row.integer(8))
        for line in row.text(9).split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            if parts.count == 2 { watched.readingsThen[String(parts[0])] = String(parts[1]) }
        }
        watched.endedAt = row.optionalInteger(10)
        return watched
    }
}

private enum WatchedUnitSQL {
    static let find = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, reason, until_day, since_at, watched_by, failures_then,
               readings_then, ended_at
          FROM watched_units
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
        """)
    static let list = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, reason, until_day, since_at, watched_by, failures_then,
               readings_then, ended_at
          FROM watched_units
         WHERE manufacturer_id = $1
           AND ended_at IS NULL
         ORDER BY since_at, model_id, serial_key, serial
        """)
    static let write = Statement(
        """
        INSERT INTO watched_units (model_id, serial_key, serial, manufacturer_id, reason, until_day, since_at, watched_by,
                                   failures_then, readings_then)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (model_id, serial_key, serial) DO UPDATE
           SET reason = excluded.reason, until_day = excluded.until_day, since_at = excluded.since_at,
               watched_by = excluded.watched_by, failures_then = excluded.failures_then,
               readings_then = excluded.readings_then, ended_at = NULL, ended_by = NULL
        """)
    static let end = Statement(
        """
        UPDATE watched_units
           SET ended_at = $1, ended_by = $2
         WHERE model_id = $3
           AND serial_key = $4
           AND serial = $5
        """)
}
