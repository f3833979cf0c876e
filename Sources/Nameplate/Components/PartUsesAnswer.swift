package import Registry
import Storage

/// A part of a batch, and what contains it.
package struct PartUseLine: Sendable {
    package var part: PartReference
    /// From what it is directly part of to the outermost.
    package var holders: [UnitReference]
}

/// A page of the units that contain parts of a batch.
package struct PartUsesPage: Sendable {
    package var items: [PartUseLine]
    /// Where the next page begins. A page may be short, even empty, and yet have a next one.
    package var next: PartUses.Place?
}

extension NameplateRegistry {
    /// Which units contain parts of a batch, at any depth, now or at a moment and as known at a ledger position.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`, `batch.unknown`.
    package func uses(
        of batch: String, model number: String, of slug: String, asOf: Int64? = nil, knownAt: Int64? = nil,
        after place: PartUses.Place? = nil, limit: Int, as principal: Principal
    ) async throws -> PartUsesPage {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let model = try Models.require(number, of: manufacturer, reader)
            let batch = try Batches.require(batch, of: model, reader)
            let references = UnitReferences(
                catalogue: catalogue, today: today, principal: principal, seesBatches: true, reader: reader)
            let page = try PartUses.page(
                of: batch, at: Viewpoint(asOf: asOf, knownAt: knownAt), after: place, limit: limit, reader)
            let items = try page.items.compactMap { use in
                try references.part(use.part).map { part in
                    PartUseLine(part: part, holders: try use.holders.compactMap { try references.reference($0) })
                }
            }
            return PartUsesPage(items: items, next: page.next)
        }
    }
}
