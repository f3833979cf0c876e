import Identifiers
package import Registry
package import Storage

/// The table `unit_readings`: what was read last of the units that have a row.
package enum UnitReadingRows {
    /// Writes what is known of a unit in the place of what was known before; what has not changed is left alone.
    static func write(
        _ readings: [UnitReading], of unit: UnitKey, _ transaction: any SQLTransaction
    ) throws {
        let key = Self.key(unit)
        var known = Dictionary(try list(of: unit, transaction).map { ($0.type, $0) }) { first, _ in first }
        for reading in readings where known.removeValue(forKey: reading.type) != reading {
            try transaction.run(
                UnitReadingSQL.write,
                key + [
                    .text(reading.type), .text(reading.unit ?? ""), .text(reading.last.value), .integer(reading.time),
                    .integer(reading.last.age), .text(text(reading.earlier)),
                ])
        }
        for type in known.keys.sorted() { try transaction.run(UnitReadingSQL.delete, key + [.text(type)]) }
    }

    /// What was read last of a unit, in the order of the types.
    package static func list(of unit: UnitKey, _ reader: any SQLReader) throws -> [UnitReading] {
        try reader.all(UnitReadingSQL.list, key(unit)) { row in
            let unit = row.text(1)
            return UnitReading(
                type: row.text(0), unit: unit.isEmpty ? nil : unit,
                last: UnitReading.Point(age: row.integer(4), value: row.text(2)), time: row.integer(3),
                earlier: points(row.text(5)))
        }
    }

    private static func key(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }

    private static func text(_ points: [UnitReading.Point]) -> String {
        points.map { "\($0.age):\($0.value)" }.joined(separator: ",")
    }

    static func points(_ text: String) -> [UnitReading.Point] {
        text.split(separator: ",").compactMap { part in
            let pair = part.split(separator: ":", maxSplits: 1)
            guard pair.count == 2, let age = Int64(pair[0]) else { return nil }
            return UnitReading.Point(age: age, value: String(pair[1]))
        }
    }
}

private enum UnitReadingSQL {
    static let write = Statement(
        """
        INSERT INTO unit_readings (model_id, serial_key, serial, type, unit, value, read_at, age, earlier)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (model_id, serial_key, serial, type) DO UPDATE
           SET unit = excluded.unit, value = excluded.value, read_at = excluded.read_at, age = excluded.age,
               earlier = excluded.earlier
        """)
    static let delete = Statement(
        """
        DELETE FROM unit_readings
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
           AND type = $4
        """)
    static let list = Statement(
        """
        SELECT type, unit, value, read_at, age, earlier
          FROM unit_readings
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         ORDER BY type
        """)
}
