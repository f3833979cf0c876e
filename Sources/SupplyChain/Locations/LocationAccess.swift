package import Registry
package import Storage

/// Who may see places and handle what stands there. A grant for one site holds for the location that its text names, as events
/// name places, and for all that stands in it.
package enum LocationAccess {
    /// Whether `principal` may do something at a location.
    /// - Parameter line: the location with those above it, from ``Locations/line(to:_:)``.
    package static func allows(_ principal: Principal, _ permission: Permission, at line: [Location]) -> Bool {
        guard let site = line.first else { return false }
        let principal = permission == .handleStock && site.details.kind != .plant ? outside(principal) : principal
        if Access.allows(principal, permission, of: site.manufacturer) { return true }
        return line.lazy.flatMap(Locations.ledgerNames).contains {
            Access.allows(principal, permission, .site(site.manufacturer, $0))
        }
    }

    /// Whether `principal` may look after a location: for those of a plant, production may not.
    package static func mayChange(_ line: [Location], as principal: Principal) -> Bool {
        allows(outside(principal), .handleStock, at: line)
    }

    /// Whether `principal` may make new sites.
    package static func mayAddSites(of manufacturer: ID<Manufacturer>, as principal: Principal) -> Bool {
        Access.allows(outside(principal), .handleStock, of: manufacturer)
    }

    /// What somebody is without the roles that handle goods at plants alone.
    private static func outside(_ principal: Principal) -> Principal {
        var principal = principal
        principal.grants = principal.grants.filter { $0.role != .production }
        return principal
    }

    /// The tops of what `principal` may see; nil for all of the manufacturer's locations.
    package static func tops(
        of manufacturer: ID<Manufacturer>, as principal: Principal, _ reader: any SQLReader
    ) throws -> [Location]? {
        if Access.allows(principal, .readStock, of: manufacturer) { return nil }
        var found: [Location] = []
        for site in Set(principal.grants.compactMap(\.site)).sorted() {
            guard Access.allows(principal, .readStock, .site(manufacturer, site)),
                let location = try Locations.find(named: site, of: manufacturer, reader)
            else { continue }
            found.append(location)
        }
        return found.filter { location in !found.contains { $0 != location && $0.path.holds(location.path) } }
    }

    /// Whether a place is within what somebody may see; one that is no known location only for whoever may see all.
    package static func isSeen(_ location: Location?, within tops: [Location]?) -> Bool {
        guard let tops else { return true }
        return location.map { location in tops.contains { $0.path.holds(location.path) } } ?? false
    }

    /// - Throws: `access.forbidden`.
    package static func require(
        _ principal: Principal, _ permission: Permission, at line: [Location]
    ) throws(RegistryError) {
        guard allows(principal, permission, at: line) else { throw forbidden(permission) }
    }

    /// - Throws: `access.forbidden`.
    package static func requireChanging(_ line: [Location], as principal: Principal) throws(RegistryError) {
        guard mayChange(line, as: principal) else { throw forbidden(.handleStock) }
    }

    package static func forbidden(_ permission: Permission) -> RegistryError {
        RegistryError(
            .forbidden,
            "You may not do this here; ask somebody who has the right \(permission.rawValue) for this place.")
    }
}
