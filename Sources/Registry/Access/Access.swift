/// The one place where it is decided who may know and do what. What each role may do is in ``Role/permissions``.
package enum Access {
    /// What a question is about.
    package enum Bounds: Hashable, Sendable {
        /// The registry as a whole.
        case registry
        /// All that belongs to a manufacturer.
        case manufacturer(ID<Manufacturer>)
        /// What is at a place of a manufacturer's units; nil for one that is nowhere known.
        case site(ID<Manufacturer>, String?)
        /// What is at any one place of a manufacturer's units.
        case somewhere(ID<Manufacturer>)
        /// Anything at all: whether it is worth asking.
        case anything
    }

    /// Whether `principal` may do this within these bounds.
    package static func allows(_ principal: Principal, _ permission: Permission, _ bounds: Bounds = .registry) -> Bool {
        if Permission.everybodys.contains(permission) { return true }
        if let limit = principal.limit, !limit.contains(permission) { return false }
        if permission == .ownAccount { return principal.account != nil }
        // Which units are an owner's own is asked of each of them.
        if permission == .ownUnits { return principal.isSomebody }
        // Which claims and cases are an owner's own is asked of each of them.
        if permission == .submitClaims || permission == .handleCases, bounds == .anything, !principal.parties.isEmpty {
            return true
        }
        // Which reports are somebody's own is asked of each of them.
        if permission == .handleThefts, bounds == .anything, principal.isSomebody { return true }
        return principal.grants.contains { grant in
            guard grant.role.permissions.contains(permission) else { return false }
            switch bounds {
            case .registry: return grant.manufacturer == nil && grant.site == nil
            case .manufacturer(let id):
                return (grant.manufacturer == nil || grant.manufacturer == id) && grant.site == nil
            case .site(let id, let place):
                return (grant.manufacturer == nil || grant.manufacturer == id)
                    && (grant.site == nil || grant.site == place)
            case .somewhere(let id): return grant.manufacturer == nil || grant.manufacturer == id
            case .anything: return true
            }
        }
    }

    /// Whether `principal` may do this for the manufacturer.
    package static func allows(
        _ principal: Principal, _ permission: Permission, of manufacturer: ID<Manufacturer>
    ) -> Bool {
        allows(principal, permission, .manufacturer(manufacturer))
    }

    /// Refuses with `access.forbidden` what ``allows(_:_:_:)`` does not allow.
    package static func require(
        _ principal: Principal, _ permission: Permission, _ bounds: Bounds = .registry
    ) throws(RegistryError) {
        guard allows(principal, permission, bounds) else {
            throw RegistryError(
                .forbidden,
                "You may not do this; ask somebody who has the right \(permission.rawValue) for this manufacturer.")
        }
    }

    /// Refuses with `access.forbidden` what ``allows(_:_:of:)`` does not allow.
    package static func require(
        _ principal: Principal, _ permission: Permission, of manufacturer: ID<Manufacturer>
    ) throws(RegistryError) {
        try require(principal, permission, .manufacturer(manufacturer))
    }

    /// What `principal` may know of a unit with this owner that stands at this place.
    package static func view(
        of manufacturer: ID<Manufacturer>, owner: ID<Party>?, at place: String?, as principal: Principal
    ) -> UnitView {
        let bounds = Bounds.site(manufacturer, place)
        if allows(principal, .readUnits, bounds) {
            return .staffs(allows(principal, .readOwners, bounds) ? .existence : .none)
        }
        guard let owner, principal.parties.contains(owner) else { return .strangers }
        return .owners(owner)
    }

    /// Whether `principal` may know of models that are not released, of batches and of how many units exist.
    package static func seesProduction(of manufacturer: ID<Manufacturer>, as principal: Principal) -> Bool {
        allows(principal, .readModels, of: manufacturer)
    }

    /// Whether `principal` may be shown units whose serial numbers resemble one that is not known: whoever sees how many
    /// exist. Anybody else would learn by them which numbers were issued without holding a plate in the hand.
    package static func seesNeighbours(of manufacturer: ID<Manufacturer>, as principal: Principal) -> Bool {
        seesProduction(of: manufacturer, as: principal)
    }

    /// Whether ``seesNeighbours(of:as:)`` may hold for any manufacturer. Where it does not, nobody looks for neighbours, so
    /// that not even the time tells of them.
    package static func seesNeighbours(as principal: Principal) -> Bool {
        allows(principal, .readModels, .anything)
    }

    /// Whether `principal` may know of models that are not released, of some manufacturer at least.
    package static func seesUnreleased(as principal: Principal) -> Bool { allows(principal, .readModels, .anything) }

    /// Whether `principal` may have the manufacturer's documents that are for this audience.
    package static func allows(
        _ principal: Principal, documentsFor audience: Document.Audience, of manufacturer: ID<Manufacturer>
    ) -> Bool {
        switch audience {
        case .everybody: true
        case .partners: allows(principal, .readModels, .somewhere(manufacturer))
        case .staff: allows(principal, .readModels, of: manufacturer)
        }
    }

    /// Whether looking up units of the manufacturer, or of one that is not known, is charged to ``Principal/asker``: to
    /// everybody whom no role lets know the manufacturer's models.
    package static func isCharged(_ principal: Principal, for manufacturer: ID<Manufacturer>?) -> Bool {
        guard principal.asker != nil else { return false }
        return !allows(principal, .readModels, manufacturer.map { .somewhere($0) } ?? .registry)
    }
}
