package import Registry
import Storage
package import SupplyChain

/// How full places are, and how much of the ledger is counted in it.
package struct StorageAnswer: Sendable {
    package var manufacturer: Manufacturer
    /// Those with something in them or a capacity, in the order of the tree.
    package var places: [PlaceUse]
    /// How many events are not counted yet.
    package var behind: Int64
}

extension NameplateRegistry {
    /// How much room and load what stands at places takes, by the packaging of the models.
    /// - Parameters:
    ///   - place: only this one and what stands in it, by any name of it.
    ///   - time: microseconds since 1970 UTC; nil for now.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`.
    package func storageUse(
        of slug: String, at place: String? = nil, asOf time: Int64? = nil, as principal: Principal
    ) async throws -> StorageAnswer {
        let (manufacturer, counted) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            return (manufacturer, try Stock.counted(reader))
        }
        try await countStock(from: counted)
        return try await database.read { reader in
            let location = try place.map { try Self.location($0, of: manufacturer, as: principal, reader) }
            let tops = try location.map { [$0] } ?? LocationAccess.tops(of: manufacturer.id, as: principal, reader)
            let places = try PlaceUse.list(of: manufacturer.id, within: tops, at: time, reader)
            let (position, head) = try Stock.counted(reader)
            return StorageAnswer(manufacturer: manufacturer, places: places, behind: max(0, head - position))
        }
    }
}
