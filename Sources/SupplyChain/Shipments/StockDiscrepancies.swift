package import Registry
package import Storage

/// Discrepancies of stock: listed, given to somebody, settled.
package enum StockDiscrepancies {
    package static let unknown = RegistryError(
        .discrepancyUnknown, "There is no such discrepancy, or it is not for you.", field: "discrepancy")

    static let changedMeanwhile = RegistryError(
        .discrepancyChanged, "The discrepancy has changed since you read it. Read it again and repeat the change.")

    package static func find(_ id: ID<StockDiscrepancy>, _ reader: any SQLReader) throws -> StockDiscrepancy? {
        try StockDiscrepancyRows.find(id, reader)
    }

    /// Those of a shipment in the order in which they were raised.
    package static func list(
        of shipment: ShipmentNumber, limit: Int, _ reader: any SQLReader
    ) throws -> [StockDiscrepancy] {
        try StockDiscrepancyRows.list(of: shipment, limit: limit, reader)
    }

    /// Up to `limit` of a manufacturer's after a place, the newest first.
    /// - Parameter matches: whether one is wanted; of so many that are not, at most ``mostExamined`` are read.
    package static func page(
        of manufacturer: ID<Manufacturer>, in shipment: ShipmentNumber? = nil, areOpen: Bool, after place: RecordPlace?,
        limit: Int, _ reader: any SQLReader, matching matches: (StockDiscrepancy) throws -> Bool
    ) throws -> (items: [StockDiscrepancy], next: RecordPlace?) {
        var (items, last): ([StockDiscrepancy], RecordPlace?) = ([], place)
        var examined = 0
        while examined < mostExamined {
            let more =
                try shipment.map {
                    try StockDiscrepancyRows.page(
                        of: $0, areOpen: areOpen, before: last, limit: portion, reader)
                }
                ?? StockDiscrepancyRows.page(
                    of: manufacturer, areOpen: areOpen, before: last, limit: portion, reader)
            for one in more {
                last = RecordPlace(at: one.openedAt, id: one.id.value)
                guard try matches(one) else { continue }
                items.append(one)
                if items.count == limit { return (items, last) }
            }
            guard more.count == portion else { return (items, nil) }
            examined += more.count
        }
        return (items, last)
    }

    private static let portion = 500
    package static let mostExamined = 20_000

    /// Says who looks into it; nil for nobody.
    /// - Throws: `discrepancy.changed`.
    package static func assign(
        _ discrepancy: StockDiscrepancy, to owner: ID<Account>?, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> StockDiscrepancy {
        guard version == nil || version == discrepancy.rowVersion else { throw changedMeanwhile }
        var changed = discrepancy
        changed.owner = owner
        guard changed != discrepancy else { return changed }
        try StockDiscrepancyRows.update(&changed, transaction)
        try write("discrepancy.assign", changed, detail: owner?.description, as: principal, from: source, transaction)
        return changed
    }

    /// Settles it, or says otherwise how it was settled; without a resolution it is open again.
    /// - Throws: `discrepancy.changed`, `value.invalid`, `reason.invalid` where nobody says why.
    package static func resolve(
        _ discrepancy: StockDiscrepancy, as resolution: StockDiscrepancy.Resolution?, reason: String?,
        expecting version: Int64?, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> StockDiscrepancy {
        guard version == nil || version == discrepancy.rowVersion else { throw changedMeanwhile }
        guard let reason else {
            throw RegistryError(.reasonInvalid, "Say why, in words that others can read.", field: "reason")
        }
        try TextRules.check(reason, field: "reason", limit: 1_000)
        var changed = discrepancy
        (changed.resolution, changed.reason) = (resolution, reason)
        changed.resolvedAt = resolution == nil ? nil : discrepancy.resolvedAt ?? transaction.now
        guard changed != discrepancy else { return changed }
        try StockDiscrepancyRows.update(&changed, transaction)
        try write(
            resolution == nil ? "discrepancy.reopen" : "discrepancy.resolve", changed, detail: resolution?.rawValue,
            as: principal, from: source, transaction)
        return changed
    }

    private static func write(
        _ action: String, _ one: StockDiscrepancy, detail: String?, as principal: Principal,
        from source: RequestSource, _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: one.id.description, of: one.manufacturer, as: principal, from: source, detail: detail,
            transaction)
    }
}
