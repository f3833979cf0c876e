package import Registry
package import Storage
package import SupplyChain

extension NameplateRegistry {
    /// Where a manufacturer's goods can stand, in the order of the tree: all, or what is for the principal.
    /// - Parameters:
    ///   - top: only this location and what stands in it, by a name of it.
    ///   - place: after which the page begins.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`.
    package func locations(
        of slug: String, within top: String? = nil, _ question: LocationQuestion, after place: LocationPath? = nil,
        limit: Int, as principal: Principal
    ) async throws -> [Location] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            let tops: [Location]?
            if let top {
                tops = [try Self.location(top, of: manufacturer, as: principal, reader)]
            } else {
                tops = try LocationAccess.tops(of: manufacturer.id, as: principal, reader)
            }
            return try LocationList.page(
                of: manufacturer.id, within: tops, question, after: place, limit: limit, reader)
        }
    }

    /// A location by any name that events have for it.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `location.unknown`, also where it is not for the principal.
    package func location(_ name: String, of slug: String, as principal: Principal) async throws -> LocationAnswer {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            let location = try Self.location(name, of: manufacturer, as: principal, reader)
            return try Self.answer(location, of: manufacturer, as: principal, reader)
        }
    }

    /// Whether the principal may make new sites of a manufacturer's.
    package func mayAddSites(of manufacturer: ID<Manufacturer>, as principal: Principal) -> Bool {
        LocationAccess.mayAddSites(of: manufacturer, as: principal)
    }

    static func location(
        _ name: String, of manufacturer: Manufacturer, as principal: Principal, _ reader: any SQLReader
    ) throws -> Location {
        let location = try Locations.require(named: name, of: manufacturer.id, reader)
        let line = try Locations.line(to: location, reader)
        guard LocationAccess.allows(principal, .readStock, at: line) else { throw Locations.unknown }
        return location
    }

    static func answer(
        _ location: Location, of manufacturer: Manufacturer, as principal: Principal, _ reader: any SQLReader
    ) throws -> LocationAnswer {
        let line = try Locations.line(to: location, reader)
        return LocationAnswer(
            manufacturer: manufacturer, location: location, above: line.dropLast(),
            names: Locations.ledgerNames(of: location),
            below: try Locations.children(of: location, limit: LocationAnswer.mostBelow, reader),
            mayChange: LocationAccess.mayChange(line, as: principal))
    }
}
