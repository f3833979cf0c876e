import Identifiers
package import Registry
package import Storage

extension Shipments {
    /// Says that nothing more is awaited: what was announced and has not come is missing, what came beyond is over.
    /// - Returns: The shipment, and how many discrepancies of each kind closing it has raised.
    /// - Throws: `shipment.changed`, `shipment.state`.
    package static func close(
        _ shipment: Shipment, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> (shipment: Shipment, raised: [StockDiscrepancy.Kind: Int]) {
        var shipment = try current(shipment, expecting: version, transaction)
        guard shipment.state == .shipped || shipment.state == .receiving else {
            throw state(
                shipment, shipment.isOpen ? "what is not sent is cancelled, not closed" : "it is open no more")
        }
        let discrepancies = try ShipmentClosing.discrepancies(of: shipment, transaction)
        try StockDiscrepancyRows.insert(discrepancies, transaction)
        (shipment.state, shipment.closedAt) = (.closed, transaction.now)
        try ShipmentRows.update(&shipment, transaction)
        try ShipmentLines.close(shipment.number, transaction)
        try write("shipment.close", shipment, as: principal, from: source, transaction)
        return (shipment, Dictionary(grouping: discrepancies, by: \.kind).mapValues(\.count))
    }
}

/// What is found when a shipment is closed.
enum ShipmentClosing {
    static func discrepancies(
        of shipment: Shipment, _ transaction: any SQLTransaction
    ) throws -> [StockDiscrepancy] {
        let alone = try ShipmentScans.receivedByLine(shipment.number, transaction)
        var found: [StockDiscrepancy] = []
        for line in try ShipmentLines.page(of: shipment.number, limit: Shipments.mostLines, transaction)
        where line.received != line.quantity {
            if line.received > line.quantity {
                found.append(discrepancy(.over, line, line.received, shipment, transaction))
                continue
            }
            var one = discrepancy(.missing, line, line.received, shipment, transaction)
            if case .container(let key) = line.goods, let scanned = alone[line.ordinal], scanned > 0 {
                // Some of what was in it came alone; the rest is still in it.
                let rest = try contents(of: key, transaction)
                guard rest > 0 else { continue }
                (one.actual, one.expected) = (scanned, scanned.addingSaturated(rest))
            }
            found.append(one)
        }
        return found
    }

    static func discrepancy(
        _ kind: StockDiscrepancy.Kind, _ line: ShipmentLine, _ actual: Int64, _ shipment: Shipment,
        _ transaction: any SQLTransaction
    ) -> StockDiscrepancy {
        var one = StockDiscrepancy(
            kind, id: ID(transaction.newID()), of: shipment.manufacturer, at: shipment.destination,
            openedAt: transaction.now)
        (one.shipment, one.line, one.model) = (shipment.number, line.ordinal, line.model)
        (one.expected, one.actual, one.otherPlace) = (line.quantity, actual, shipment.source)
        switch line.goods {
        case .unit(let key), .container(let key): one.unit = key
        case .range(let range, _): one.batch = range.batch
        case .pieces(let element): one.batch = element.batch
        }
        return one
    }

    static func serial(of line: ShipmentLine) -> String {
        switch line.goods {
        case .unit(let key), .container(let key): key.serial.key
        case .range, .pieces: ""
        }
    }

    /// How much of a line of a closed shipment has come, in what its discrepancy counts.
    static func come(of line: ShipmentLine, in shipment: Shipment, _ reader: any SQLReader) throws -> Int64 {
        guard case .container = line.goods else { return line.received }
        if line.received > 0 { return .max }
        return try ShipmentScans.receivedByLine(shipment.number, reader)[line.ordinal] ?? 0
    }

    /// How many units are in a case or on a pallet, counted up to 10,000 things.
    private static func contents(of container: UnitKey, _ reader: any SQLReader) throws -> Int64 {
        var (count, seen): (Int64, Int) = (0, 0)
        var place: Contents.Place?
        repeat {
            let page = try Contents.page(of: container, at: Viewpoint(), from: place, limit: 1_000, reader)
            for item in page.items {
                switch item.subject {
                case .unit: count += 1
                case .range(_, let more): count = count.addingSaturated(more)
                }
            }
            seen += page.items.count
            place = page.next
        } while place != nil && seen < 10_000
        return count
    }
}
