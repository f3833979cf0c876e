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

/// Reads the states of many rows: equal states get the same number, so that each is judged once.
struct StateReader {
    /// The states by their numbers.
    private(set) var states: [StateFacts] = []
    private var dispositions = TextMemo()
    private var marks = TextMemo()
    private var markets = TextMemo()
    private var numbers: [Int: Int] = [:]
    private var last = (packed: -1, number: 0)

    /// The number of a row's state.
    /// - Throws: `storage.damaged` where a word is unknown.
    mutating func number(_ row: borrowing Row) throws -> Int {
        let disposition = dispositions.number(row, PopulationRows.Column.disposition)
        let mark = marks.number(row, PopulationRows.Column.marks)
        let market = markets.number(row, PopulationRows.Column.market)
        let packed = (market << 20 | mark) << 20 | disposition
        if packed == last.packed { return last.number }
        let number: Int
        if let known = numbers[packed] {
            number = known
        } else {
            number = states.count
            states.append(
                StateFacts(
                    disposition: try Self.set(dispositions.texts[disposition]), marks: try Self.set(marks.texts[mark]),
                    market: markets.texts[market]))
            numbers[packed] = number
        }
        last = (packed, number)
        return number
    }

    /// A row's state.
    /// - Throws: `storage.damaged` where a word is unknown.
    mutating func state(_ row: borrowing Row) throws -> StateFacts {
        let number = try number(row)
        return states[number]
    }

    private static func set(_ words: String?) throws -> DispositionSet {
        DispositionSet(
            try (words ?? "").split(separator: " ").map { word in
                guard let found = Disposition(rawValue: String(word)) else {
                    throw StorageError(
                        .damaged, "The database holds the unknown word '\(word)'. Restore it from a backup.")
                }
                return found
            })
    }
}

/// Few texts in many rows, found again by their bytes.
private struct TextMemo {
    /// The texts by their numbers; 0 is NULL.
    private(set) var texts: [String?] = [nil]
    private var bytes: [[UInt8]] = [[]]
    private var numbers: [String: Int] = [:]
    private var last = 0

    /// The first texts are looked for one by one, which is quicker than hashing.
    private static let few = 12

    mutating func number(_ row: borrowing Row, _ column: Int32) -> Int {
        row.withText(column) { number($0) } ?? 0
    }

    private mutating func number(_ text: UnsafeRawBufferPointer) -> Int {
        if last > 0, bytes[last].elementsEqual(text) { return last }
        for index in bytes.indices.dropFirst().prefix(Self.few) where bytes[index].elementsEqual(text) {
            last = index
            return index
        }
        let string = String(decoding: text, as: UTF8.self)
        if let known = numbers[string] {
            last = known
            return known
        }
        last = texts.count
        texts.append(string)
        bytes.append(Array(text))
        numbers[string] = last
        return last
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
