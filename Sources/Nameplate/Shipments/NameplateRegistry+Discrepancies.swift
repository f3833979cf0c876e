package import Registry
package import Storage
package import SupplyChain

/// Which discrepancies are asked for.
package struct DiscrepancyFilter: Sendable {
    /// Settled ones, too.
    package var showsResolved = false
    package var kind: StockDiscrepancy.Kind?
    /// At this place and what stands in it, by any name of it.
    package var place: String?
    /// Of this shipment, by its number or reference.
    package var shipment: String?
    /// Those that the asker looks into.
    package var areMine = false

    package init() {}
}

extension NameplateRegistry {
    /// A manufacturer's discrepancies that are for the principal, the newest first.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `shipment.unknown`, `access.forbidden`.
    package func discrepancies(
        of slug: String, _ filter: DiscrepancyFilter, after place: RecordPlace? = nil, limit: Int,
        as principal: Principal
    ) async throws -> (items: [DiscrepancyLine], next: RecordPlace?) {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            let shipment = try filter.shipment.map { try Self.shipment($0, of: slug, as: principal, reader).1 }
            let tops =
                try filter.place.map { [try Self.location($0, of: manufacturer, as: principal, reader)] }
                ?? LocationAccess.tops(of: manufacturer.id, as: principal, reader)
            var sight = Sight(tops, of: manufacturer.id, reader)
            let page = try StockDiscrepancies.page(
                of: manufacturer.id, in: shipment?.number, areOpen: !filter.showsResolved, after: place, limit: limit,
                reader
            ) { one in
                if let kind = filter.kind, one.kind != kind { return false }
                if filter.areMine, one.owner == nil || one.owner != principal.account { return false }
                return try sight.holds([one.place, one.otherPlace])
            }
            return (try Self.told(page.items, reader), page.next)
        }
    }

    /// - Throws: `manufacturer.unknown`, `discrepancy.unknown`, also where it is not for the principal; `access.forbidden`.
    package func discrepancy(
        _ id: ID<StockDiscrepancy>, of slug: String, as principal: Principal
    ) async throws -> DiscrepancyLine {
        try await database.read { reader in
            let found = try Self.discrepancy(id, of: slug, as: principal, reader)
            guard let told = try Self.told([found], reader).first else { throw StockDiscrepancies.unknown }
            return told
        }
    }

    static func discrepancy(
        _ id: ID<StockDiscrepancy>, of slug: String, as principal: Principal, _ reader: any SQLReader
    ) throws -> StockDiscrepancy {
        let manufacturer = try Manufacturers.require(slug, reader)
        try Access.require(principal, .readStock, .somewhere(manufacturer.id))
        var sight = Sight(
            try LocationAccess.tops(of: manufacturer.id, as: principal, reader), of: manufacturer.id, reader)
        guard let found = try StockDiscrepancies.find(id, reader), found.manufacturer == manufacturer.id,
            try sight.holds([found.place, found.otherPlace])
        else { throw StockDiscrepancies.unknown }
        return found
    }

    static func told(_ discrepancies: [StockDiscrepancy], _ reader: any SQLReader) throws -> [DiscrepancyLine] {
        let units = try references(by: discrepancies.compactMap(\.unit), reader)
        let models = try Models.byID(discrepancies.compactMap(\.model), reader)
        var names: [ID<Account>: String?] = [:]
        return try discrepancies.map { one in
            if let owner = one.owner, names[owner] == nil {
                names[owner] = .some(try Accounts.find(owner, reader)?.name)
            }
            return DiscrepancyLine(
                discrepancy: one, unit: one.unit.flatMap { units[$0] }, model: one.model.flatMap { models[$0] },
                batch: try one.batch.flatMap { try Batches.find($0, reader) },
                ownerName: one.owner.flatMap { names[$0] ?? nil })
        }
    }
}

/// Whether places, by their codes, are among those that somebody sees.
private struct Sight {
    private let tops: [Location]?
    private let manufacturer: ID<Manufacturer>
    private let reader: any SQLReader
    private var known: [String: Bool] = [:]

    /// - Parameter tops: nil for all.
    init(_ tops: [Location]?, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) {
        (self.tops, self.manufacturer, self.reader) = (tops, manufacturer, reader)
    }

    /// Whether any of these is.
    mutating func holds(_ codes: [String?]) throws -> Bool {
        guard let tops else { return true }
        for code in codes.compactMap(\.self) {
            let found =
                try known[code]
                ?? tops.contains { top in
                    try Locations.find(code: code, of: manufacturer, reader).map { top.path.holds($0.path) } ?? false
                }
            known[code] = found
            if found { return true }
        }
        return false
    }
}
