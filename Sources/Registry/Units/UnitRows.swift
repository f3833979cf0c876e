package import Identifiers
package import Storage

/// A unit that has a row: something has happened to it alone, or its serial number was issued elsewhere.
package struct UnitRow: Hashable, Sendable {
    package var key: UnitKey
    package var manufacturer: ID<Manufacturer>
    package var batch: ID<Batch>?
    /// Its place in the batch's sequence; nil for serial numbers of no format.
    package var sequence: Int64?
    package var producedOn: CivilDate?
    /// The latest fold; where the unit has a row, only what ``UnitState/cached`` keeps of it.
    package var state: UnitState
    /// When the latest event that touched it was recorded; nil where that is not known.
    package var recordedAt: Int64?
    /// How often the row has changed since it was inserted.
    package var version: Int64 = 0
}

/// The table `units`.
package enum UnitRows {
    package static func find(_ key: UnitKey, _ reader: any SQLReader) throws -> UnitRow? {
        try reader.first(
            UnitRowsSQL.byKey, [.integer(key.model.value), .text(key.serial.key), .text(key.storedSerial)]
        ) { try row($0, key: key) }
    }

    /// At most `limit` units of one model whose serial number has this find key.
    package static func withKey(
        _ serialKey: String, of model: ID<Model>, limit: Int = 20, _ reader: any SQLReader
    ) throws -> [UnitRow] {
        try reader.all(
            UnitRowsSQL.byModelAndKey, [.integer(model.value), .text(serialKey), .integer(Int64(limit))]
        ) { try row($0) }
    }

    /// At most `limit` units of any model whose serial number has this find key.
    package static func withKey(_ serialKey: String, limit: Int = 20, _ reader: any SQLReader) throws -> [UnitRow] {
        try reader.all(UnitRowsSQL.bySerialKey, [.text(serialKey), .integer(Int64(limit))]) { try row($0) }
    }

    /// Up to `limit` units of a model after `after`, in the order of find keys.
    package static func list(
        of model: ID<Model>, after: SerialNumber?, limit: Int, _ reader: any SQLReader
    ) throws -> [UnitRow] {
        let after = after.map { UnitKey(model, $0) }
        return try reader.all(
            UnitRowsSQL.page,
            [
                .integer(model.value), .text(after?.serial.key ?? ""), .text(after?.storedSerial ?? ""),
                .integer(Int64(limit)),
            ]
        ) { try row($0) }
    }

    /// Up to `limit` units of all models after `after`, in the order of the table.
    static func page(after: UnitKey?, limit: Int, _ reader: any SQLReader) throws -> [UnitRow] {
        try reader.all(
            UnitRowsSQL.wholePage,
            [
                .integer(after?.model.value ?? 0), .text(after?.serial.key ?? ""), .text(after?.storedSerial ?? ""),
                .integer(Int64(limit)),
            ]
        ) { try row($0) }
    }

    /// The units of a batch that have a row and a sequence number within `sequences`.
    static func list(
        in batch: ID<Batch>, _ sequences: ClosedRange<Int64>, _ reader: any SQLReader
    ) throws -> [UnitRow] {
        try reader.all(UnitRowsSQL.ofBatch, place(batch, sequences)) { try row($0) }
    }

    /// Hands on the same, one by one.
    static func forEach(
        in batch: ID<Batch>, _ sequences: ClosedRange<Int64>, _ reader: any SQLReader, _ body: (UnitRow) throws -> Void
    ) throws {
        try reader.forEachRow(UnitRowsSQL.ofBatch, place(batch, sequences)) { row in
            try body(try self.row(row))
            return true
        }
    }

    /// Hands on the units of a model that were numbered elsewhere, one by one.
    static func forEachUnissued(
        of model: ID<Model>, _ reader: any SQLReader, _ body: (UnitRow) throws -> Void
    ) throws {
        try reader.forEachRow(UnitRowsSQL.unissued, [.integer(model.value)]) { row in
            try body(try self.row(row))
            return true
        }
    }

    /// The first sequence number within `sequences` whose unit has no row; the last one where all have.
    static func firstRowless(
        in batch: ID<Batch>, _ sequences: ClosedRange<Int64>, _ reader: any SQLReader
    ) throws -> Int64 {
        var first = sequences.lowerBound
        try reader.forEachRow(UnitRowsSQL.sequencesOfBatch, place(batch, sequences)) { row in
            guard row.integer(0) == first, first < sequences.upperBound else { return false }
            first += 1
            return true
        }
        return first
    }

    private static func place(_ batch: ID<Batch>, _ sequences: ClosedRange<Int64>) -> [SQLValue] {
        [.integer(batch.value), .integer(sequences.lowerBound), .integer(sequences.upperBound)]
    }

    /// How many units of a batch have a row and a sequence number within `sequences`.
    package static func count(
        in batch: ID<Batch>, _ sequences: ClosedRange<Int64>, _ reader: any SQLReader
    ) throws -> Int64 {
        try reader.first(UnitRowsSQL.countOfBatch, place(batch, sequences)) { $0.integer(0) } ?? 0
    }

    /// How many units of a batch have a row.
    package static func count(in batch: ID<Batch>, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(UnitRowsSQL.countOfWholeBatch, [.integer(batch.value)]) { $0.integer(0) } ?? 0
    }

    static func insert(_ row: UnitRow, _ transaction: any SQLTransaction) throws {
        let identity: [SQLValue] = [
            .integer(row.key.model.value), .text(row.key.serial.key), .text(row.key.storedSerial),
        ]
        let origin: [SQLValue] = [
            .integer(row.manufacturer.value), SQLValue(row.batch?.value), SQLValue(row.sequence),
            SQLValue(row.producedOn?.isoText),
        ]
        try transaction.run(UnitRowsSQL.insert, identity + origin + columns(row.state, row.recordedAt))
    }

    /// Inserts units whose serial numbers were issued elsewhere and whose state is the same.
    /// - Returns: The indices of those that there are already, ascending.
    static func insertNew(
        _ units: some RandomAccessCollection<EventRecorder.NewUnit>, of manufacturer: ID<Manufacturer>,
        _ state: UnitState, recordedAt: Int64, _ transaction: any SQLTransaction
    ) throws -> [Int] {
        var values: [SQLValue] =
            [.null, .null, .null, .integer(manufacturer.value), .null, .null, .null]
            + columns(state, recordedAt)
        return try transaction.insertNew(units.count, into: UnitRowsSQL.rows) { number in
            let unit = units[units.index(units.startIndex, offsetBy: number)]
            values[0] = .integer(unit.key.model.value)
            values[1] = .text(unit.key.serial.key)
            values[2] = .text(unit.key.storedSerial)
            values[4] = SQLValue(unit.batch?.value)
            values[6] = SQLValue(unit.producedOn?.isoText)
            return values
        }
    }

    /// Changes a row that nobody has changed since it was read.
    static func update(_ row: UnitRow, _ transaction: any SQLTransaction) throws {
        let identity: [SQLValue] = [
            .integer(row.key.model.value), .text(row.key.serial.key), .text(row.key.storedSerial),
            .integer(row.version),
        ]
        try transaction.run(UnitRowsSQL.update, columns(row.state, row.recordedAt) + identity, changing: 1)
    }

    /// Notes when and in which batch a unit was made that nobody has changed since it was read.
    static func setMaking(of row: UnitRow, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            UnitRowsSQL.setMaking,
            [
                SQLValue(row.batch?.value), SQLValue(row.producedOn?.isoText), .integer(row.key.model.value),
                .text(row.key.serial.key), .text(row.key.storedSerial), .integer(row.version),
            ], changing: 1)
    }

    /// The cached columns of a state, in the order of the statements.
    private static func columns(_ state: UnitState, _ recordedAt: Int64?) -> [SQLValue] {
        let marks = state.marks.isEmpty ? nil : state.marks.map(\.rawValue).sorted().joined(separator: " ")
        return [
            SQLValue(state.disposition?.rawValue), SQLValue(state.businessLocation), SQLValue(state.locatedAt),
            SQLValue(state.parent?.model.value), SQLValue(state.parent?.serial.text), SQLValue(state.owner?.value),
            SQLValue(marks), SQLValue(state.serviceFrom), SQLValue(state.serviceTo), .integer(state.failures),
            SQLValue(state.endedAt), SQLValue(state.firstTime), SQLValue(state.lastTime), SQLValue(recordedAt),
            SQLValue(state.market),
        ]
    }

    /// Reads the columns of the statements below. `key` spares parsing a serial number that the caller has.
    static func row(_ row: borrowing Row, key: UnitKey? = nil) throws -> UnitRow {
        var state = UnitState()
        state.disposition = try row.optionalWord(7)
        state.businessLocation = row.optionalText(8)
        state.locatedAt = row.optionalInteger(9)
        if let parent = row.optionalInteger(10) {
            state.parent = UnitKey(ID(parent), try SerialNumber(parsing: row.text(11)))
        }
        state.owner = row.optionalInteger(12).map { ID($0) }
        if let marks = row.optionalText(13) {
            state.marks = Set(marks.split(separator: " ").compactMap { Disposition(rawValue: String($0)) })
        }
        state.serviceFrom = row.optionalInteger(14)
        state.serviceTo = row.optionalInteger(15)
        state.failures = row.integer(16)
        state.endedAt = row.optionalInteger(17)
        state.firstTime = row.optionalInteger(18)
        state.lastTime = row.optionalInteger(19)
        state.market = row.optionalText(21)
        let identity: UnitKey
        if let key {
            identity = key
        } else {
            let serial = row.text(2)
            identity = UnitKey(ID(row.integer(0)), try SerialNumber(parsing: serial.isEmpty ? row.text(1) : serial))
        }
        return UnitRow(
            key: identity, manufacturer: ID(row.integer(3)), batch: row.optionalInteger(4).map { ID($0) },
            sequence: row.optionalInteger(5), producedOn: try row.optionalText(6).map(CivilDate.init(parsing:)),
            state: state, recordedAt: row.optionalInteger(20), version: row.optionalInteger(22) ?? 0)
    }
}

private enum UnitRowsSQL {
    static let byKey = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         LIMIT 1
        """)
    static let byModelAndKey = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE model_id = $1
           AND serial_key = $2
         ORDER BY serial
         LIMIT $3
        """)
    static let bySerialKey = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE serial_key = $1
         ORDER BY model_id, serial
         LIMIT $2
        """)
    static let page = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE model_id = $1
           AND (serial_key, serial) > ($2, $3)
         ORDER BY serial_key, serial
         LIMIT $4
        """)
    static let wholePage = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE (model_id, serial_key, serial) > ($1, $2, $3)
         ORDER BY model_id, serial_key, serial
         LIMIT $4
        """)
    static let ofBatch = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE batch_id = $1
           AND sequence BETWEEN $2 AND $3
        """)
    static let unissued = Statement(
        """
        SELECT model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
               business_location, located_at, parent_model_id, parent_serial, owner_id, marks, service_from,
               service_to, failures, ended_at, first_time, last_time, recorded_at, market, version
          FROM units
         WHERE model_id = $1
           AND sequence IS NULL
        """)
    static let sequencesOfBatch = Statement(
        """
        SELECT sequence
          FROM units
         WHERE batch_id = $1
           AND sequence BETWEEN $2 AND $3
         ORDER BY sequence
        """)
    static let countOfBatch = Statement(
        """
        SELECT count(*)
          FROM units
         WHERE batch_id = $1
           AND sequence BETWEEN $2 AND $3
        """)
    static let countOfWholeBatch = Statement("SELECT count(*) FROM units WHERE batch_id = $1")
    static let insert = Statement(
        """
        INSERT INTO units (model_id, serial_key, serial, manufacturer_id, batch_id, sequence, produced_on, disposition,
                           business_location, located_at, parent_model_id, parent_serial, owner_id, marks,
                           service_from, service_to, failures, ended_at, first_time, last_time, recorded_at, market)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        """)
    static let rows = BulkTable(
        "units",
        columns: [
            "model_id", "serial_key", "serial", "manufacturer_id", "batch_id", "sequence", "produced_on", "disposition",
            "business_location", "located_at", "parent_model_id", "parent_serial", "owner_id", "marks", "service_from",
            "service_to", "failures", "ended_at", "first_time", "last_time", "recorded_at", "market",
        ],
        key: ["model_id", "serial_key", "serial"])
    static let setMaking = Statement(
        """
        UPDATE units
           SET batch_id = $1, produced_on = $2, version = version + 1
         WHERE model_id = $3
           AND serial_key = $4
           AND serial = $5
           AND version = $6
        """)
    static let update = Statement(
        """
        UPDATE units
           SET disposition = $1, business_location = $2, located_at = $3, parent_model_id = $4, parent_serial = $5,
               owner_id = $6, marks = $7, service_from = $8, service_to = $9, failures = $10, ended_at = $11,
               first_time = $12, last_time = $13, recorded_at = $14, market = $15, version = version + 1
         WHERE model_id = $16
           AND serial_key = $17
           AND serial = $18
           AND version = $19
        """)
}
