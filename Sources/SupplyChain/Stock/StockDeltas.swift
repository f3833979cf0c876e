import Identifiers
import Registry
import Storage

/// Units that count alike: of one model, made in one batch, in one state.
struct StockKind: Hashable {
    var model: ID<Model>
    var batch: ID<Batch>?
    var disposition: Disposition?
}

/// By how much an event changes what stands where and what containers hold, with what cancels out left out.
struct StockDeltas {
    private struct Place: Hashable {
        var location: String
        var time: Int64
        var kind: StockKind
    }
    private struct Content: Hashable {
        var container: UnitKey
        var time: Int64
        var item: UnitKey?
        var kind: StockKind
    }
    private var stock: [Place: Int64] = [:]
    private var contents: [Content: Int64] = [:]
    /// By how much it changes what was wanted and what came.
    var demand = DemandDeltas()

    /// Counts `quantity` units that stay so; a negative one takes them back.
    mutating func add(_ stays: [StockStay], of model: ID<Model>, _ batch: ID<Batch>?, _ quantity: Int64) {
        var left: StockStay?
        for stay in stays {
            func kind(_ stay: StockStay) -> StockKind {
                StockKind(model: model, batch: batch, disposition: stay.disposition)
            }
            if let left, let location = left.location {
                add(-quantity, at: location, from: stay.time, kind(left))
            }
            if let location = stay.location { add(quantity, at: location, from: stay.time, kind(stay)) }
            left = stay
        }
    }

    mutating func add(_ quantity: Int64, at location: String, from time: Int64, _ kind: StockKind) {
        let place = Place(location: location, time: time, kind: kind)
        stock[place] = (stock[place] ?? 0).addingSaturated(quantity)
    }

    /// Counts what is in containers by these steps; a negative quantity takes it back.
    /// - Parameter item: the unit where it is itself a container.
    mutating func add(
        _ steps: [StockStep], of model: ID<Model>, _ batch: ID<Batch>?, item: UnitKey?, _ quantity: Int64
    ) {
        var left: StockStep?
        for step in steps {
            if let left, case .container(let container) = left.place {
                add(-quantity, in: container, from: step.time, item, StockKind(left, model, batch))
            }
            if case .container(let container) = step.place {
                add(quantity, in: container, from: step.time, item, StockKind(step, model, batch))
            }
            left = step
        }
    }

    private mutating func add(
        _ quantity: Int64, in container: UnitKey, from time: Int64, _ item: UnitKey?, _ kind: StockKind
    ) {
        let content = Content(container: container, time: time, item: item, kind: kind)
        contents[content] = (contents[content] ?? 0).addingSaturated(quantity)
    }

    /// Writes the changes of an event and adds them to the levels.
    func write(_ event: ID<Event>, of manufacturer: ID<Manufacturer>, _ transaction: any SQLTransaction) throws {
        var levels: [Place: Int64] = [:]
        for (place, quantity) in stock where quantity != 0 {
            try transaction.run(
                StockDeltasSQL.insertChange,
                [
                    .integer(event.value), .integer(manufacturer.value), .text(place.location),
                    .integer(place.kind.model.value), .integer(place.kind.batch?.value ?? 0),
                    .text(place.kind.disposition?.rawValue ?? ""), .integer(place.time), .integer(quantity),
                ])
            let level = Place(location: place.location, time: 0, kind: place.kind)
            levels[level] = (levels[level] ?? 0).addingSaturated(quantity)
        }
        for (place, quantity) in levels where quantity != 0 {
            let key: [SQLValue] = [
                .integer(manufacturer.value), .text(place.location), .integer(place.kind.model.value),
                .integer(place.kind.batch?.value ?? 0), .text(place.kind.disposition?.rawValue ?? ""),
            ]
            try transaction.run(StockDeltasSQL.addToLevel, key + [.integer(quantity)])
            try transaction.run(StockDeltasSQL.deleteEmptyLevel, key)
        }
        for (content, quantity) in contents where quantity != 0 {
            try transaction.run(
                StockDeltasSQL.insertContent,
                [
                    .integer(content.container.model.value), .text(content.container.serial.key),
                    .text(content.container.storedSerial), .integer(content.time), .integer(event.value),
                    .integer(content.kind.model.value), .text(content.item?.serial.text ?? ""),
                    .integer(content.kind.batch?.value ?? 0), .text(content.kind.disposition?.rawValue ?? ""),
                    .integer(quantity),
                ])
        }
        try demand.write(of: manufacturer, transaction)
    }
}

extension StockKind {
    fileprivate init(_ step: StockStep, _ model: ID<Model>, _ batch: ID<Batch>?) {
        self.init(model: model, batch: batch, disposition: step.disposition)
    }
}

private enum StockDeltasSQL {
    static let insertChange = Statement(
        """
        INSERT INTO stock_changes (event_id, manufacturer_id, location, model_id, batch_id, disposition, event_time,
                                   quantity)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    static let addToLevel = Statement(
        """
        INSERT INTO stock_levels (manufacturer_id, location, model_id, batch_id, disposition, quantity)
        VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (manufacturer_id, location, model_id, batch_id, disposition) DO UPDATE
           SET quantity = stock_levels.quantity + excluded.quantity
        """)
    static let deleteEmptyLevel = Statement(
        """
        DELETE FROM stock_levels
         WHERE manufacturer_id = $1
           AND location = $2
           AND model_id = $3
           AND batch_id = $4
           AND disposition = $5
           AND quantity = 0
        """)
    static let insertContent = Statement(
        """
        INSERT INTO container_changes (model_id, serial_key, serial, event_time, event_id, item_model_id, item_serial,
                                       batch_id, disposition, quantity)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """)
}
