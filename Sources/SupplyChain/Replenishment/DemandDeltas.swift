import Registry
import Storage

/// By how much an event changes what was wanted of places week by week, and what came to them after which time.
struct DemandDeltas {
    private struct Wanted: Hashable {
        var location: String
        var model: ID<Model>
        var week: Int64
        var kind: DemandKind
        var destination: String
    }
    private struct Came: Hashable {
        var receipt: Receipt
        var model: ID<Model>
    }
    private var wanted: [Wanted: Int64] = [:]
    private var came: [Came: Int64] = [:]

    /// Counts what `quantity` units have done; a negative one takes it back.
    mutating func add(_ flow: Flow, of model: ID<Model>, _ quantity: Int64) {
        for departure in flow.departures { add(departure, of: model, quantity) }
        for receipt in flow.receipts { add(receipt, of: model, quantity) }
    }

    mutating func add(_ departure: Departure, of model: ID<Model>, _ quantity: Int64) {
        let key = Wanted(
            location: departure.location, model: model, week: DemandWeek(of: departure.time).monday,
            kind: departure.kind, destination: departure.destination)
        wanted[key] = (wanted[key] ?? 0).addingSaturated(quantity)
    }

    private mutating func add(_ receipt: Receipt, of model: ID<Model>, _ quantity: Int64) {
        let key = Came(receipt: receipt, model: model)
        came[key] = (came[key] ?? 0).addingSaturated(quantity)
    }

    /// Counts what is in a container that goes so: as much as was in it just before.
    mutating func add(_ flow: Flow, of contents: ContainerContents, sign: Int64) {
        for (model, changes) in contents.goods {
            func held(before time: Int64) -> Int64 {
                changes.prefix { $0.time < time }.reduce(0) { $0.addingSaturated($1.quantity) }
            }
            for departure in flow.departures { add(departure, of: model, sign * held(before: departure.time)) }
            for receipt in flow.receipts { add(receipt, of: model, sign * held(before: receipt.receivedAt)) }
        }
    }

    func write(of manufacturer: ID<Manufacturer>, _ transaction: any SQLTransaction) throws {
        for (key, quantity) in wanted where quantity != 0 {
            let values: [SQLValue] = [
                .integer(manufacturer.value), .text(key.location), .integer(key.model.value), .integer(key.week),
                .text(key.kind.rawValue), .text(key.destination),
            ]
            try transaction.run(DemandDeltasSQL.addDemand, values + [.integer(quantity)])
            try transaction.run(DemandDeltasSQL.deleteEmptyDemand, values)
        }
        for (key, quantity) in came where quantity != 0 {
            let values: [SQLValue] = [
                .integer(manufacturer.value), .text(key.receipt.location), .integer(key.model.value),
                .text(key.receipt.source), .integer(key.receipt.shippedAt), .integer(key.receipt.receivedAt),
            ]
            try transaction.run(DemandDeltasSQL.addReceipt, values + [.integer(quantity)])
            try transaction.run(DemandDeltasSQL.deleteEmptyReceipt, values)
        }
    }
}

private enum DemandDeltasSQL {
    static let addDemand = Statement(
        """
        INSERT INTO demand_weeks (manufacturer_id, location, model_id, week, kind, destination, quantity)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (manufacturer_id, location, model_id, week, kind, destination) DO UPDATE
           SET quantity = demand_weeks.quantity + excluded.quantity
        """)
    static let deleteEmptyDemand = Statement(
        """
        DELETE FROM demand_weeks
         WHERE manufacturer_id = $1
           AND location = $2
           AND model_id = $3
           AND week = $4
           AND kind = $5
           AND destination = $6
           AND quantity = 0
        """)
    static let addReceipt = Statement(
        """
        INSERT INTO stock_receipts (manufacturer_id, location, model_id, source, shipped_at, received_at, quantity)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (manufacturer_id, location, model_id, source, shipped_at, received_at) DO UPDATE
           SET quantity = stock_receipts.quantity + excluded.quantity
        """)
    static let deleteEmptyReceipt = Statement(
        """
        DELETE FROM stock_receipts
         WHERE manufacturer_id = $1
           AND location = $2
           AND model_id = $3
           AND source = $4
           AND shipped_at = $5
           AND received_at = $6
           AND quantity = 0
        """)
}
