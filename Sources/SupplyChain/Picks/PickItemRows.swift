import Identifiers
import Registry
import Storage

/// The table `pick_items`.
enum PickItemRows {
    /// The words of the column `kind`.
    private enum Kind: String {
        case unit, range, pieces
    }

    /// Up to `limit` items of a list after one, in their order.
    static func page(
        of pick: PickNumber, after ordinal: Int64 = -1, limit: Int, _ reader: any SQLReader
    ) throws -> [PickItem] {
        try reader.all(PickItemRowsSQL.page, [.integer(pick.value), .integer(ordinal), .integer(Int64(limit))]) {
            try item($0)
        }
    }

    /// Items of a list in one state: those in containers first, then the latest.
    static func list(
        of pick: PickNumber, line: Int64, _ state: PickItem.State, limit: Int, _ reader: any SQLReader
    ) throws -> [PickItem] {
        try reader.all(
            PickItemRowsSQL.ofLine,
            [.integer(pick.value), .integer(line), .text(state.rawValue), .integer(Int64(limit))]
        ) { try item($0) }
    }

    /// What lists hold of a unit and have not seen leave.
    static func holding(
        _ key: UnitKey, in place: EventDraft.SequenceRange?, _ reader: any SQLReader
    ) throws -> [(pick: PickNumber, item: PickItem)] {
        let own = try reader.all(
            PickItemRowsSQL.holdingUnit,
            [.integer(key.model.value), .text(key.serial.key), .text(key.storedSerial)], owned)
        guard own.isEmpty, let place else { return own }
        return try holding(place, reader)
    }

    /// What lists hold of a part of a batch and have not seen leave.
    static func holding(
        _ range: EventDraft.SequenceRange, _ reader: any SQLReader
    ) throws -> [(pick: PickNumber, item: PickItem)] {
        try reader.all(
            PickItemRowsSQL.holdingRange,
            [.integer(range.batch.value), .integer(range.sequences.lowerBound), .integer(range.sequences.upperBound)],
            owned)
    }

    /// The item of a list that is or was this unit, alone or within a range.
    static func find(
        _ key: UnitKey, in place: EventDraft.SequenceRange?, of pick: PickNumber, _ reader: any SQLReader
    ) throws -> PickItem? {
        let own = try reader.first(
            PickItemRowsSQL.unitOfList,
            [.integer(pick.value), .text(key.serial.key), .integer(key.model.value), .text(key.storedSerial)]
        ) { try item($0) }
        if let own { return own }
        guard let place else { return nil }
        return try reader.first(
            PickItemRowsSQL.placeOfList,
            [.integer(place.batch.value), .integer(place.sequences.lowerBound), .integer(pick.value)]
        ) { try item($0) }
    }

    /// How many pieces of a model lists hold, by place and batch.
    static func pieces(
        of model: ID<Model>, _ manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [(place: String, batch: ID<Batch>?, quantity: Int64)] {
        try reader.all(PickItemRowsSQL.pieces, [.integer(manufacturer.value), .integer(model.value)]) { row in
            (row.text(0), row.integer(1) == 0 ? nil : ID(row.integer(1)), row.integer(2))
        }
    }

    static func lastOrdinal(of pick: PickNumber, _ reader: any SQLReader) throws -> Int64 {
        try reader.first(PickItemRowsSQL.last, [.integer(pick.value)]) { $0.optionalInteger(0) ?? -1 } ?? -1
    }

    static func insert(_ items: [PickItem], of list: PickList, _ transaction: any SQLTransaction) throws {
        try transaction.insert(items.count, into: PickItemRowsSQL.rows) { index in
            let item = items[index]
            let kind: Kind
            var (batch, disposition): (ID<Batch>?, Disposition?) = (item.range?.batch, nil)
            switch item.goods {
            case .unit: kind = .unit
            case .range: kind = .range
            case .pieces(let element, let former): (kind, batch, disposition) = (.pieces, element.batch, former)
            }
            return [
                .integer(list.number.value), .integer(item.ordinal), .integer(list.manufacturer.value),
                .integer(item.line), .text(kind.rawValue), .integer(item.model.value),
                .text(item.key?.serial.key ?? ""), .text(item.key?.storedSerial ?? ""), .integer(batch?.value ?? 0),
                SQLValue(item.range?.sequences.lowerBound), SQLValue(item.range?.sequences.upperBound),
                .integer(item.count), .text(item.place), SQLValue(item.container?.model.value),
                SQLValue(item.container?.serial.text), SQLValue(disposition?.rawValue), .text(item.state.rawValue),
            ]
        }
    }

    static func delete(_ item: PickItem, of pick: PickNumber, _ transaction: any SQLTransaction) throws {
        try transaction.run(PickItemRowsSQL.delete, [.integer(pick.value), .integer(item.ordinal)])
    }

    private static func owned(_ row: borrowing Row) throws -> (pick: PickNumber, item: PickItem) {
        (PickNumber(ID(row.integer(14))), try item(row))
    }

    private static func item(_ row: borrowing Row) throws -> PickItem {
        let kind: Kind = try row.word(2)
        let model = ID<Model>(row.integer(3))
        let batch: ID<Batch>? = row.integer(6) == 0 ? nil : ID(row.integer(6))
        var range: EventDraft.SequenceRange?
        if let batch, let first = row.optionalInteger(7) {
            range = .init(batch: batch, sequences: first...max(first, row.optionalInteger(8) ?? first))
        }
        let goods: PickItem.Goods
        switch kind {
        case .unit:
            let serial = row.text(5).isEmpty ? row.text(4) : row.text(5)
            goods = .unit(UnitKey(model, try SerialNumber(parsing: serial)), in: range)
        case .range: goods = .range(range ?? .init(batch: ID(0), sequences: 0...0), of: model)
        case .pieces:
            goods = .pieces(
                EventDetails.Quantity(row.integer(9), of: model, batch: batch),
                from: row.optionalText(12).flatMap(Disposition.init(rawValue:)))
        }
        var item = PickItem(ordinal: row.integer(0), line: row.integer(1), goods, at: row.text(10))
        if let container = row.optionalInteger(15), let serial = row.optionalText(11) {
            item.container = UnitKey(ID(container), try SerialNumber(parsing: serial))
        }
        item.state = try row.word(13)
        return item
    }
}

private enum PickItemRowsSQL {
    static let rows = BulkTable(
        "pick_items",
        columns: [
            "pick_id", "ordinal", "manufacturer_id", "line", "kind", "model_id", "unit_key", "serial", "batch_id",
            "first_sequence", "last_sequence", "quantity", "place", "container_model_id", "container_serial",
            "disposition", "state",
        ])
    static let page = Statement(
        """
        SELECT ordinal, line, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, place,
               container_serial, disposition, state, pick_id, container_model_id
          FROM pick_items
         WHERE pick_id = $1
           AND ordinal > $2
         ORDER BY ordinal
         LIMIT $3
        """)
    static let ofLine = Statement(
        """
        SELECT ordinal, line, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, place,
               container_serial, disposition, state, pick_id, container_model_id
          FROM pick_items
         WHERE pick_id = $1
           AND line = $2
           AND state = $3
         ORDER BY CASE WHEN container_serial IS NULL THEN 1 ELSE 0 END, ordinal DESC
         LIMIT $4
        """)
    static let holdingUnit = Statement(
        """
        SELECT ordinal, line, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, place,
               container_serial, disposition, state, pick_id, container_model_id
          FROM pick_items
         WHERE model_id = $1
           AND unit_key = $2
           AND serial = $3
           AND state <> 'gone'
         ORDER BY pick_id, ordinal
        """)
    static let holdingRange = Statement(
        """
        SELECT ordinal, line, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, place,
               container_serial, disposition, state, pick_id, container_model_id
          FROM pick_items
         WHERE batch_id = $1
           AND last_sequence >= $2
           AND first_sequence <= $3
           AND state <> 'gone'
         ORDER BY pick_id, ordinal
        """)
    static let unitOfList = Statement(
        """
        SELECT ordinal, line, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, place,
               container_serial, disposition, state, pick_id, container_model_id
          FROM pick_items
         WHERE pick_id = $1
           AND unit_key = $2
           AND model_id = $3
           AND serial = $4
         ORDER BY ordinal DESC
         LIMIT 1
        """)
    static let placeOfList = Statement(
        """
        SELECT ordinal, line, kind, model_id, unit_key, serial, batch_id, first_sequence, last_sequence, quantity, place,
               container_serial, disposition, state, pick_id, container_model_id
          FROM pick_items
         WHERE batch_id = $1
           AND last_sequence >= $2
           AND first_sequence <= $2
           AND pick_id = $3
         ORDER BY ordinal DESC
         LIMIT 1
        """)
    static let pieces = Statement(
        """
        SELECT place, batch_id, CAST(sum(quantity) AS BIGINT)
          FROM pick_items
         WHERE kind = 'pieces'
           AND manufacturer_id = $1
           AND model_id = $2
           AND state IN ('reserved', 'picked')
         GROUP BY place, batch_id
         ORDER BY place, batch_id
        """)
    static let last = Statement("SELECT MAX(ordinal) FROM pick_items WHERE pick_id = $1")
    static let delete = Statement("DELETE FROM pick_items WHERE pick_id = $1 AND ordinal = $2")
}
