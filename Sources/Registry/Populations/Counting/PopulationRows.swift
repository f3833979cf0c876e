import Identifiers
import Storage

/// The rows of units, with what populations ask of them.
enum PopulationRows {
    /// The columns that all statements begin with.
    enum Column {
        static let batch: Int32 = 0
        static let disposition: Int32 = 1
        static let marks: Int32 = 2
        static let market: Int32 = 3
        /// From here on only where more than the state is asked for.
        static let sequence: Int32 = 4
        static let producedOn: Int32 = 5
        static let serialKey: Int32 = 6
        static let serial: Int32 = 7
        static let model: Int32 = 8
        static let parentSerial: Int32 = 9
    }

    /// Every unit of a model that has a row, in the order of find keys.
    /// - Parameter statesOnly: whether the columns from ``Column/sequence`` on are left out.
    static func ofModel(
        _ model: ID<Model>, statesOnly: Bool, _ reader: any SQLReader, _ body: (borrowing Row) throws -> Bool
    ) throws {
        let statement = statesOnly ? PopulationRowsSQL.statesOfModel : PopulationRowsSQL.ofModel
        try reader.forEachRow(statement, [.integer(model.value)], body)
    }

    /// The units of a model that are of no issued batch and come after `after`, in the order of find keys.
    static func unissued(
        of model: ID<Model>, after: SerialNumber?, _ reader: any SQLReader, _ body: (borrowing Row) throws -> Bool
    ) throws {
        let after = after.map { UnitKey(model, $0) }
        try reader.forEachRow(
            PopulationRowsSQL.unissued,
            [.integer(model.value), .text(after?.serial.key ?? ""), .text(after?.storedSerial ?? "")], body)
    }

    /// The units of a batch that have a row and a sequence number within `sequences`, in that order.
    static func ofBatch(
        _ batch: ID<Batch>, _ sequences: ClosedRange<Int64>, _ reader: any SQLReader,
        _ body: (borrowing Row) throws -> Bool
    ) throws {
        try reader.forEachRow(
            PopulationRowsSQL.ofBatch,
            [.integer(batch.value), .integer(sequences.lowerBound), .integer(sequences.upperBound)], body)
    }

    /// The sequence numbers of a batch's units that have a row, within `sequences`, in ascending order until `body`
    /// answers `false`.
    static func sequences(
        of batch: ID<Batch>, _ sequences: ClosedRange<Int64>, _ reader: any SQLReader, _ body: (Int64) throws -> Bool
    ) throws {
        try reader.forEachRow(
            PopulationRowsSQL.sequences,
            [.integer(batch.value), .integer(sequences.lowerBound), .integer(sequences.upperBound)]
        ) { row in try body(row.integer(0)) }
    }

    /// The units with a row that are in some unit of a model.
    static func within(
        units model: ID<Model>, _ reader: any SQLReader, _ body: (borrowing Row) throws -> Bool
    ) throws {
        try reader.forEachRow(PopulationRowsSQL.within, [.integer(model.value)], body)
    }

    static func serial(_ row: borrowing Row) throws -> SerialNumber {
        let serial = row.text(Column.serial)
        return try SerialNumber(parsing: serial.isEmpty ? row.text(Column.serialKey) : serial)
    }

    static func producedOn(_ row: borrowing Row) throws -> CivilDate? {
        try row.optionalText(Column.producedOn).map(CivilDate.init(parsing:))
    }
}

private enum PopulationRowsSQL {
    static let statesOfModel = Statement(
        """
        SELECT batch_id, disposition, marks, market
          FROM units
         WHERE model_id = $1
        """)
    static let ofModel = Statement(
        """
        SELECT batch_id, disposition, marks, market, sequence, produced_on, serial_key, serial
          FROM units
         WHERE model_id = $1
        """)
    static let unissued = Statement(
        """
        SELECT batch_id, disposition, marks, market, sequence, produced_on, serial_key, serial
          FROM units
         WHERE model_id = $1
           AND sequence IS NULL
           AND (serial_key, serial) > ($2, $3)
         ORDER BY serial_key, serial
        """)
    static let ofBatch = Statement(
        """
        SELECT batch_id, disposition, marks, market, sequence, produced_on, serial_key, serial
          FROM units
         WHERE batch_id = $1
           AND sequence BETWEEN $2 AND $3
         ORDER BY sequence
        """)
    static let sequences = Statement(
        """
        SELECT sequence
          FROM units
         WHERE batch_id = $1
           AND sequence BETWEEN $2 AND $3
         ORDER BY sequence
        """)
    static let within = Statement(
        """
        SELECT batch_id, disposition, marks, market, sequence, produced_on, serial_key, serial, model_id, parent_serial
          FROM units
         WHERE parent_model_id = $1
        """)
}
