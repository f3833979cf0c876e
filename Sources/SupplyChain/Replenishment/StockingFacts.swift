package import Registry
package import Storage

/// What the ledger tells of one model at a place.
package struct StockingItem: Hashable, Sendable {
    /// What was wanted, by week.
    package var weeks: [DemandWeek: Int64] = [:]
    /// The same by why it was wanted, of the weeks of ``StockingFacts/yearWeeks``.
    package var kinds: [DemandKind: Int64] = [:]
    /// What stands there and can be sold, shipped or used; below 0 where reports are missing.
    package var available: Int64 = 0
    package var reserved: Int64 = 0
    package var held: Int64 = 0
    /// What open shipments to the place announce and have not brought. Cases and pallets do not count: of one that was never seen
    /// nobody knows what is in it.
    package var incoming: Int64 = 0
    /// What has come or gone since the beginning of the weeks without which goods count as slow.
    package var changed: Int64 = 0

    package init() {}

    /// What stands there in all.
    package var onHand: Int64 { available.addingSaturated(reserved).addingSaturated(held) }
}

/// That something came from the way.
package struct StockingReceipt: Hashable, Sendable {
    package var model: ID<Model>
    /// The site that it came from; nil where that is not known.
    package var source: ID<Location>?
    package var days: Double
}

/// What the ledger tells of a place.
package struct StockingFacts: Sendable {
    package var items: [ID<Model>: StockingItem] = [:]
    package var receipts: [StockingReceipt] = []

    /// Weeks of demand that are looked at.
    package static let historyWeeks: Int64 = 104
    static let yearWeeks: Int64 = 52
    /// Receipts of a place that are looked at, the newest.
    private static let mostReceipts: Int64 = 500

    /// Reads what a place and what stands in it had to do with; a few statements for each.
    /// - Parameters:
    ///   - week: the one that is not over yet.
    ///   - slowWeeks: of so many the changes of the stock are asked for.
    package init(
        of point: StockingPoint, before week: DemandWeek, slowWeeks: Int64, _ reader: any SQLReader
    ) throws {
        let manufacturer = point.location.manufacturer
        let locations = NamedLocations(of: manufacturer, reader)
        var levels = Stock.Question(of: manufacturer)
        let slow = week.adding(weeks: -slowWeeks).monday.multipliedSaturated(by: 86_400_000_000)
        for (name, kind) in point.kinds.sorted(by: { $0.key < $1.key }) {
            let place: [SQLValue] = [.integer(manufacturer.value), .text(name)]
            try reader.forEachRow(
                StockingSQL.demandAt,
                place + [.integer(week.adding(weeks: -Self.historyWeeks).monday), .integer(week.monday)]
            ) { row in
                guard try row.text(3).isEmpty || !point.holds(row.text(3), locations) else { return true }
                items[ID(row.integer(0)), default: StockingItem()].want(
                    row.integer(4), DemandKind(rawValue: row.text(2)), in: DemandWeek(monday: row.integer(1)),
                    before: week)
                return true
            }
            levels.location = name
            try Stock.forEach(levels, reader) { level in
                items[level.model, default: StockingItem()].hold(level, in: kind)
            }
            try reader.forEachRow(StockingSQL.changes, place + [.integer(slow)]) { row in
                items[ID(row.integer(0))]?.change(row.integer(1))
                return true
            }
            try reader.forEachRow(StockingSQL.receipts, place + [.integer(Self.mostReceipts)]) { row in
                let source = try locations.find(row.text(1))
                if let source, point.location.path.holds(source.path) { return true }
                let microseconds = max(0, Double(row.integer(3)) - Double(row.integer(2)))
                receipts.append(
                    StockingReceipt(
                        model: ID(row.integer(0)), source: try source.flatMap { try Self.site(of: $0, reader) },
                        days: microseconds / 86_400_000_000))
                return true
            }
        }
    }

    private static func site(of location: Location, _ reader: any SQLReader) throws -> ID<Location>? {
        guard let code = location.path.codes.first else { return nil }
        return try Locations.find(code: code, of: location.manufacturer, reader)?.id
    }

    /// What the sites of a manufacturer have to do with one model.
    static func peers(
        of model: ID<Model>, _ manufacturer: ID<Manufacturer>, before week: DemandWeek, _ locations: NamedLocations,
        _ reader: any SQLReader
    ) throws -> [String: StockingItem] {
        var peers: [String: StockingItem] = [:]
        try reader.forEachRow(
            StockingSQL.demandOf,
            [
                .integer(model.value), .integer(week.adding(weeks: -historyWeeks).monday), .integer(week.monday),
            ]
        ) { row in
            guard let site = try locations.find(row.text(0))?.path.codes.first,
                try locations.find(row.text(3))?.path.codes.first != site
            else { return true }
            peers[site, default: StockingItem()].want(
                row.integer(4), DemandKind(rawValue: row.text(2)), in: DemandWeek(monday: row.integer(1)), before: week)
            return true
        }
        var levels = Stock.Question(of: manufacturer)
        levels.model = model
        try Stock.forEach(levels, reader) { level in
            guard let location = try locations.find(level.location), let site = location.path.codes.first else {
                return
            }
            peers[site, default: StockingItem()].hold(level, in: location.details.kind)
        }
        return peers
    }
}

extension StockingItem {
    fileprivate mutating func want(
        _ quantity: Int64, _ kind: DemandKind?, in week: DemandWeek, before end: DemandWeek
    ) {
        guard let kind else { return }
        weeks[week] = (weeks[week] ?? 0).addingSaturated(quantity)
        if week.weeks(to: end) <= StockingFacts.yearWeeks {
            kinds[kind] = (kinds[kind] ?? 0).addingSaturated(quantity)
        }
    }

    fileprivate mutating func hold(_ level: StockLevel, in kind: LocationKind) {
        switch StockState(level.disposition) {
        case .available where !StockingPoint.unusable.contains(kind):
            available = available.addingSaturated(level.quantity)
        case .reserved: reserved = reserved.addingSaturated(level.quantity)
        case .available, .held: held = held.addingSaturated(level.quantity)
        case .inTransit: break
        }
    }

    fileprivate mutating func change(_ quantity: Int64) { changed = changed.addingSaturated(quantity) }

    /// How much of what stands there stood there before the weeks without which goods count as slow.
    package var stoodBefore: Int64 { min(onHand, onHand.addingSaturated(changed == .min ? .max : -changed)) }
}

private enum StockingSQL {
    static let demandAt = Statement(
        """
        SELECT model_id, week, kind, destination, quantity
          FROM demand_weeks
         WHERE manufacturer_id = $1
           AND location = $2
           AND week >= $3
           AND week < $4
         ORDER BY model_id, week, kind, destination
        """)
    static let demandOf = Statement(
        """
        SELECT location, week, kind, destination, quantity
          FROM demand_weeks
         WHERE model_id = $1
           AND week >= $2
           AND week < $3
         ORDER BY week, location, kind, destination
        """)
    static let changes = Statement(
        """
        SELECT model_id, CAST(sum(quantity) AS BIGINT)
          FROM stock_changes
         WHERE manufacturer_id = $1
           AND location = $2
           AND event_time >= $3
         GROUP BY model_id
         ORDER BY model_id
        """)
    static let receipts = Statement(
        """
        SELECT model_id, source, shipped_at, received_at
          FROM stock_receipts
         WHERE manufacturer_id = $1
           AND location = $2
         ORDER BY received_at DESC, model_id, source, shipped_at
         LIMIT $3
        """)
}
