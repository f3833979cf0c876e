package import Registry

/// Who may do what with service orders: whoever repairs for the manufacturer, or at the order's workshop.
package enum ServiceAccess {
    package static func allows(_ principal: Principal, on order: ServiceOrder) -> Bool {
        Access.allows(principal, .serviceUnits, .site(order.manufacturer, order.site))
    }

    /// The workshops at which `principal` repairs units of a manufacturer, where that is not everywhere.
    package static func sites(of principal: Principal, _ manufacturer: ID<Manufacturer>) -> [String] {
        Set(principal.grants.compactMap(\.site)).sorted().filter { site in
            Access.allows(principal, .serviceUnits, .site(manufacturer, site))
        }
    }

    /// For which workshop `principal` opens an order.
    /// - Parameter site: which, of several; nil for the only one, and for the manufacturer itself.
    /// - Returns: nil for the manufacturer itself.
    /// - Throws: `access.forbidden`, also where it is not said for which of several.
    package static func workshop(
        of principal: Principal, _ manufacturer: ID<Manufacturer>, at site: String? = nil
    ) throws(RegistryError) -> String? {
        if Access.allows(principal, .serviceUnits, .site(manufacturer, site)) { return site }
        let sites = sites(of: principal, manufacturer)
        if site == nil, sites.count == 1, let only = sites.first { return only }
        guard !sites.isEmpty else {
            throw RegistryError(.forbidden, "You may not repair units of this manufacturer; ask for the service role.")
        }
        throw RegistryError(
            .forbidden, "Say for which of your sites: \(sites.joined(separator: ", ")).", field: "site")
    }
}
