package import Registry
import Storage
package import SupplyChain

extension Commands {
    /// Adds a location.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, and what ``Locations`` throws.
    package func addLocation(_ code: String, _ draft: LocationDraft, of slug: String) throws -> LocationAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try requireRoom(for: draft.parent, of: manufacturer)
        return try answer(
            Locations.add(code, draft, of: manufacturer, as: principal, from: source, transaction), of: manufacturer)
    }

    /// Says other things of a location; moves it with all that stands in it; retires it.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`, and what ``Locations`` throws.
    package func updateLocation(
        _ name: String, _ draft: LocationDraft, of slug: String, expecting version: Int64?
    ) throws -> LocationAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        let location = try NameplateRegistry.location(name, of: manufacturer, as: principal, transaction)
        try LocationAccess.requireChanging(Locations.line(to: location, transaction), as: principal)
        if draft.parent != location.details.parent { try requireRoom(for: draft.parent, of: manufacturer) }
        let changed = try Locations.update(
            location, draft, expecting: version, as: principal, from: source, transaction)
        return try answer(changed, of: manufacturer)
    }

    /// Whether the principal may let something stand in a place; a new site stands in none.
    private func requireRoom(for parent: String?, of manufacturer: Manufacturer) throws {
        guard let parent else {
            guard LocationAccess.mayAddSites(of: manufacturer.id, as: principal) else {
                throw LocationAccess.forbidden(.handleStock)
            }
            return
        }
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        let found = try Locations.parent(parent, of: manufacturer.id, transaction)
        try LocationAccess.requireChanging(Locations.line(to: found, transaction), as: principal)
    }

    /// A place in use at which the principal handles goods, by any name of it.
    /// - Throws: `location.unknown`, also where it is not for the principal; `access.forbidden`, `value.invalid`.
    func handled(_ name: String, of manufacturer: Manufacturer) throws -> Location {
        let location = try NameplateRegistry.location(name, of: manufacturer, as: principal, transaction)
        try LocationAccess.require(principal, .handleStock, at: Locations.line(to: location, transaction))
        guard !location.details.isRetired else {
            throw RegistryError(
                .valueInvalid, "'\(location.code)' is not used any more; choose another place.", field: "location")
        }
        return location
    }

    private func answer(_ location: Location, of manufacturer: Manufacturer) throws -> LocationAnswer {
        try NameplateRegistry.answer(location, of: manufacturer, as: principal, transaction)
    }
}
