import Identifiers
import Storage

/// The units of a batch that have a row, some at a time.
enum BatchUnits {
    /// The first `limit` units within `sequences`, by sequence number.
    static func list(
        in batch: ID<Batch>, _ sequences: ClosedRange<Int64>, limit: Int, _ reader: any SQLReader
    ) throws -> [UnitRow] {
        try reader.all(BatchUnitsSQL.bySequence, values(batch, sequences, limit)) { try UnitRows.row($0) }
    }

    /// The same, only those that are in a container or an assembly now.
    static func contained(
        in batch: ID<Batch>, _ sequences: ClosedRange<Int64>, limit: Int, _ reader: any SQLReader
    ) throws -> [UnitRow] {
        try reader.all(BatchUnitsSQL.containedBySequence, values(batch, sequences, limit)) { try UnitRows.row($0) }
    }

    private static func values(_ batch: ID<Batch>, _ sequences: ClosedRange<Int64>, _ limit: Int) -> [SQLValue] {
        [
            .integer(batch.value), .integer(sequences.lowerBound), .integer(sequences.upperBound),
            .integer(Int64(limit)),
        ]
    }

    /// The first `limit` units after `after` of a batch whose units were numbered elsewhere, by find key.
    /// - Parameter areContained: only those that are in a container or an assembly now.
    static func list(
        in batch: Batch, after: SerialNumber?, areContained: Bool, limit: Int, _ reader: any SQLReader
    ) throws -> [UnitRow] {
        let after = after.map { UnitKey(batch.model, $0) }
        let place: [SQLValue] = [
            .text(after?.serial.key ?? ""), .text(after?.storedSerial ?? ""), .integer(Int64(limit)),
        ]
        if areContained {
            return try reader.all(BatchUnitsSQL.containedBySerial, [.integer(batch.id.value)] + place) {
                try UnitRows.row($0)
            }
        }
        let values: [SQLValue] = [.integer(batch.id.value), .integer(batch.model.value)] + place
        return try reader.all(BatchUnitsSQL.bySerial, values) { try UnitRows.row($0) }
    }
}

private enum BatchUnitsSQL {
    static let bySequence = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market
          FROM units
         WHERE batch_id = $1
           AND sequence BETWEEN $2 AND $3
         ORDER BY sequence
         LIMIT $4
        """)
    static let containedBySequence = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market
          FROM units
         WHERE batch_id = $1
           AND parent_model_id IS NOT NULL
           AND sequence BETWEEN $2 AND $3
         ORDER BY sequence
         LIMIT $4
        """)
    static let bySerial = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market
          FROM units
         WHERE batch_id = $1
           AND sequence IS NULL
           AND model_id = $2
           AND (serial_key, serial) > ($3, $4)
         ORDER BY serial_key, serial
         LIMIT $5
        """)
    static let containedBySerial = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market
          FROM units
         WHERE batch_id = $1
           AND parent_model_id IS NOT NULL
           AND sequence IS NULL
           AND (serial_key, serial) > ($2, $3)
         ORDER BY serial_key, serial
         LIMIT $4
        """)
}
