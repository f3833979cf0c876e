import Identifiers
package import Registry
package import Storage

/// The table `shipment_lines`.
package enum ShipmentLines {
    /// The words of the column `kind`.
    private enum Kind: String {
        case unit, container, range, pieces
    }

    /// Up to `limit` lines of a shipment after one, in their order.
    package static func page(
        of shipment: ShipmentNumber, after ordinal: Int64 = -1, limit: Int, _ reader: any SQLReader
    ) throws -> [ShipmentLine] {
        try reader.all(
            ShipmentLinesSQL.page, [.integer(shipment.value), .integer(ordinal), .integer(Int64(limit))], line)
    }

    /// The lines that name no single thing: parts of batches, and pieces. There are at most ``Shipments/mostUncounted``.
    package static func withoutSerials(of shipment: ShipmentNumber, _ reader: any SQLReader) throws -> [ShipmentLine] {
        try reader.all(ShipmentLinesSQL.withSerials, [.integer(shipment.value), .text("")], line)
    }

    /// The lines of a shipment that name things with these serial numbers, whatever their models.
    package static func list(
        of shipment: ShipmentNumber, named serials: [String], _ reader: any SQLReader
    ) throws -> [ShipmentLine] {
        if serials.count == 1 {
            return try reader.all(ShipmentLinesSQL.withSerials, [.integer(shipment.value), .text(serials[0])], line)
        }
        return try FiftyTexts.values(serials).flatMap {
            try reader.all(ShipmentLinesSQL.withFiftySerials, [.integer(shipment.value)] + $0, line)
        }
    }

    /// How many lines there are, what they announce and what of it has come.
    package static func progress(
        of shipment: ShipmentNumber, _ reader: any SQLReader
    ) throws -> (lines: Int64, announced: Int64, received: Int64) {
        try reader.first(ShipmentLinesSQL.progress, [.integer(shipment.value)]) {
            ($0.integer(0), $0.optionalInteger(1) ?? 0, $0.optionalInteger(2) ?? 0)
        } ?? (0, 0, 0)
    }

    static func insert(
        _ lines: [ShipmentLine], units: [UnitKey: UnitRow], of shipment: ShipmentNumber,
        _ transaction: any SQLTransaction
    ) throws {
        try transaction.insert(lines.count, into: ShipmentLinesSQL.rows) { index in
            let line = lines[index]
            let kind: Kind
            var key: UnitKey?
            var batch: ID<Batch>?
            var sequences: ClosedRange<Int64>?
            switch line.goods {
            case .unit(let unit):
                (kind, key, batch) = (.unit, unit, units[unit]?.batch)
                sequences = units[unit]?.sequence.map { $0...$0 }
            case .container(let container): (kind, key) = (.container, container)
            case .range(let range, _): (kind, batch, sequences) = (.range, range.batch, range.sequences)
            case .pieces(let element): (kind, batch) = (.pieces, element.batch)
            }
            return [
                .integer(shipment.value), .integer(line.ordinal), .text(kind.rawValue), .integer(line.model.value),
                .text(key?.serial.key ?? ""), .text(key?.storedSerial ?? ""), .integer(batch?.value ?? 0),
                SQLValue(sequences?.lowerBound), SQLValue(sequences?.upperBound), .integer(line.quantity),
                .integer(line.received), .integer(1),
            ]
        }
    }

    /// Counts what has come of lines, by their ordinals.
    static func add(
        _ received: [Int64: Int64], to shipment: ShipmentNumber, _ transaction: any SQLTransaction
    ) throws {
        for (ordinal, count) in received.sorted(by: { $0.key < $1.key }) where count != 0 {
            try transaction.run(
                ShipmentLinesSQL.receive, [.integer(count), .integer(shipment.value), .integer(ordinal)])
        }
    }

    static func close(_ shipment: ShipmentNumber, _ transaction: any SQLTransaction) throws {
        try transaction.run(ShipmentLinesSQL.close, [.integer(shipment.value)])
    }

    /// The numbers of the shipments that have an open line which names this thing and has not come.
    static func awaiting(_ key: UnitKey, _ reader: any SQLReader) throws -> [ShipmentNumber] {
        try reader.all(
            ShipmentLinesSQL.awaitingUnit,
            [.integer(key.model.value), .text(key.serial.key), .text(key.storedSerial)]
        ) { ShipmentNumber(ID($0.integer(0))) }
    }

    /// The numbers of the shipments, open or not, that have not brought this thing though a line names it.
    static func lacking(_ key: UnitKey, _ reader: any SQLReader) throws -> [ShipmentNumber] {
        try reader.all(
            ShipmentLinesSQL.lackingUnit, [.integer(key.model.value), .text(key.serial.key), .text(key.storedSerial)]
        ) { ShipmentNumber(ID($0.integer(0))) }
    }

    /// The same of closed shipments that announced a part of a batch with this sequence number and have not brought all of it.
    static func lacking(_ sequence: Int64, of batch: ID<Batch>, _ reader: any SQLReader) throws -> [ShipmentNumber] {
        try reader.all(ShipmentLinesSQL.lackingRange, [.integer(batch.value), .integer(sequence)]) {
            ShipmentNumber(ID($0.integer(0)))
        }
    }

    /// What a manufacturer's open shipments announce and have not brought, by place and model.
    static func awaited(
        of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [(destination: String, model: ID<Model>, quantity: Int64)] {
        try reader.all(ShipmentLinesSQL.awaited, [.integer(manufacturer.value)]) { row in
            (destination: row.text(0), model: ID(row.integer(1)), quantity: row.integer(2))
        }
    }

    /// A part of a batch that an open line announces, and of which something has not come.
    struct AwaitedRange {
        var shipment: ShipmentNumber
        var sequences: ClosedRange<Int64>
        /// How many of it have come.
        var received: Int64
    }

    static func awaitedRanges(of batch: ID<Batch>, _ reader: any SQLReader) throws -> [AwaitedRange] {
        try reader.all(ShipmentLinesSQL.awaitedRanges, [.integer(batch.value)]) { row in
            AwaitedRange(
                shipment: ShipmentNumber(ID(row.integer(0))),
                sequences: row.integer(1)...max(row.integer(1), row.integer(2)), received: row.integer(3))
        }
    }

    /// A shipment with an open line that names a unit of this part of a batch, which has not come.
    static func awaitingUnit(
        in range: EventDraft.SequenceRange, _ reader: any SQLReader
    ) throws -> ShipmentNumber? {
        try reader.first(
            ShipmentLinesSQL.awaitingUnitWithin,
            [
                .integer(range.batch.value), .integer(range.sequences.lowerBound),
                .integer(range.sequences.upperBound),
            ]
        ) { ShipmentNumber(ID($0.integer(0))) }
    }

    private static func line(_ row: borrowing Row) throws -> ShipmentLine {
        let kind: Kind = try row.word(1)
        let model = ID<Model>(row.integer(2))
        let batch: ID<Batch>? = row.integer(5) == 0 ? nil : ID(row.integer(5))
        let goods: ShipmentLine.Goods
        switch kind {
        case .unit, .container:
            let serial = row.text(4).isEmpty ? row.text(3) : row.text(4)
            let key = UnitKey(model, try SerialNumber(parsing: serial))
            goods = kind == .unit ? .unit(key) : .container(key)
        case .range:
            let first = row.integer(6)
            goods = .range(
                EventDraft.SequenceRange(batch: batch ?? ID(0), sequences: first...max(first, row.integer(7))),
                of: model)
        case .pieces: goods = .pieces(EventDetails.Quantity(row.integer(8), of: model, batch: batch))
        }
        return ShipmentLine(ordinal: row.integer(0), goods: goods, quantity: row.integer(8), received: row.integer(9))
    }
}

private enum ShipmentLinesSQL {
    static let rows = BulkTable(
        "shipment_lines",
        columns: [
            "shipment_id", "ordinal", "kind", "model_id", "unit_key", "serial", "batch_id", "first_sequence",
            "last_sequence", "quantity", "received", "is_open",
        ])
    static let page = Statement(
        """
        SELECT ordinal, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, received
          FROM shipment_lines
         WHERE shipment_id = $1
           AND ordinal > $2
         ORDER BY ordinal
         LIMIT $3
        """)
    static let withSerials = Statement(
        """
        SELECT ordinal, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, received
          FROM shipment_lines
         WHERE shipment_id = $1
           AND unit_key = $2
         ORDER BY ordinal
        """)
    static let withFiftySerials = Statement(
        """
        SELECT ordinal, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, received
          FROM shipment_lines
         WHERE shipment_id = $1
           AND unit_key IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                              $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39,
                              $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)
         ORDER BY ordinal
        """)
    static let progress = Statement(
        """
        SELECT count(*), CAST(sum(quantity) AS BIGINT), CAST(sum(received) AS BIGINT)
          FROM shipment_lines
         WHERE shipment_id = $1
        """)
    static let receive = Statement(
        """
        UPDATE shipment_lines
           SET received = received + $1
         WHERE shipment_id = $2
           AND ordinal = $3
        """)
    static let close = Statement(
        """
        UPDATE shipment_lines
           SET is_open = 0
         WHERE shipment_id = $1
        """)
    static let awaitingUnit = Statement(
        """
        SELECT shipment_id
          FROM shipment_lines
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
           AND is_open = 1
           AND received < quantity
         ORDER BY shipment_id
        """)
    static let lackingUnit = Statement(
        """
        SELECT shipment_id
          FROM shipment_lines
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
           AND received < quantity
         ORDER BY shipment_id
        """)
    static let lackingRange = Statement(
        """
        SELECT shipment_id
          FROM shipment_lines
         WHERE batch_id = $1
           AND kind = 'range'
           AND is_open = 0
           AND first_sequence <= $2
           AND last_sequence >= $2
           AND received < quantity
         ORDER BY shipment_id
        """)
    static let awaited = Statement(
        """
        SELECT destination, model_id, CAST(sum(quantity - received) AS BIGINT)
          FROM shipments
          JOIN shipment_lines ON shipment_id = shipments.id
         WHERE manufacturer_id = $1
           AND closed_at IS NULL
           AND kind <> 'container'
           AND received < quantity
         GROUP BY destination, model_id
         ORDER BY destination, model_id
        """)
    static let awaitedRanges = Statement(
        """
        SELECT shipment_id, first_sequence, last_sequence, received
          FROM shipment_lines
         WHERE batch_id = $1
           AND kind = 'range'
           AND is_open = 1
           AND received < quantity
         ORDER BY first_sequence, shipment_id
        """)
    static let awaitingUnitWithin = Statement(
        """
        SELECT shipment_id
          FROM shipment_lines
         WHERE batch_id = $1
           AND kind = 'unit'
           AND is_open = 1
           AND first_sequence BETWEEN $2 AND $3
           AND received < quantity
         ORDER BY first_sequence, shipment_id
         LIMIT 1
        """)
}
