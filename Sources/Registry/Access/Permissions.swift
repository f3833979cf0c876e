private import Identifiers

/// What a principal may do. Each route and command names one.
package enum Permission: String, CaseIterable, Sendable {
    /// Look up numbers and read released models: everybody.
    case look
    /// Create and change manufacturers, models and formats.
    case editCatalogue
    /// Issue serial numbers.
    case issue
    /// Record events.
    case record
    /// Load files.
    case importFiles
    /// Read batches and discrepancies.
    case readProduction
    /// See which keys a manufacturer has and make new ones; never what they are.
    case manageKeys
    /// Replace reference tables by newer files.
    case manageReferences
    /// Check the whole registry, read the audit trail of all manufacturers.
    case audit
    /// Take all of the registry away in a backup, bring one back, copy it elsewhere.
    case backUp
    /// Read, with a reason, who owns a unit and what is held about a person.
    case readOwners
    /// Read a manufacturer's part of the audit trail.
    case readTrail
    /// Erase what is held about people, and say how long it is kept.
    case erase
}

/// The one place where it is decided who may know and do what.
package enum Access {
    /// Whether `principal` may do this for the manufacturer, or at all where none is named.
    package static func allows(
        _ principal: Principal, _ permission: Permission, of manufacturer: ID<Manufacturer>? = nil
    ) -> Bool {
        if permission == .look { return true }
        switch principal {
        case .administrator: return true
        case .stranger, .owner: return false
        case .staff(let role, let scope):
            guard manufacturer.map(scope.contains) ?? (scope == .everyManufacturer || permission == .readProduction)
            else { return false }
            switch (role, permission) {
            case (.maker, .audit), (.maker, .backUp), (.maker, .manageKeys), (.maker, .manageReferences),
                (.maker, .erase):
                return false
            case (.maker, _): return true
            case (.technician, .record), (.support, .record): return true
            case (.support, .readProduction), (.support, .readOwners): return true
            default: return false
            }
        }
    }

    /// Refuses with `access.forbidden` what ``allows(_:_:of:)`` does not allow.
    package static func require(
        _ principal: Principal, _ permission: Permission, of manufacturer: ID<Manufacturer>? = nil
    ) throws(RegistryError) {
        guard allows(principal, permission, of: manufacturer) else {
            throw RegistryError(
                .forbidden,
                "You may not do this; ask somebody who has the right \(permission.rawValue) for this manufacturer.")
        }
    }

    /// What `principal` may know of a unit with this owner.
    package static func view(
        of manufacturer: ID<Manufacturer>, owner: ID<Party>?, as principal: Principal
    ) -> UnitView {
        let seen: UnitView.Owners = allows(principal, .readOwners, of: manufacturer) ? .existence : .none
        switch principal {
        case .administrator: return .makers(seen)
        case .stranger: return .strangers
        case .owner(let party): return party == owner ? .owners(party) : .strangers
        case .staff(let role, let scope):
            guard scope.contains(manufacturer) else { return .strangers }
            switch role {
            case .maker, .support: return .makers(seen)
            case .technician: return .technicians
            }
        }
    }

    /// Whether `principal` may know of models that are not released, of batches and of how many units exist.
    package static func seesProduction(of manufacturer: ID<Manufacturer>, as principal: Principal) -> Bool {
        switch principal {
        case .administrator: true
        case .stranger, .owner: false
        case .staff(_, let scope): scope.contains(manufacturer)
        }
    }

    /// Whether `principal` may be shown units whose serial numbers resemble one that is not known: whoever sees how many
    /// exist. Anybody else would learn by them which numbers were issued without holding a plate in the hand.
    package static func seesNeighbours(of manufacturer: ID<Manufacturer>, as principal: Principal) -> Bool {
        seesProduction(of: manufacturer, as: principal)
    }

    /// Whether ``seesNeighbours(of:as:)`` may hold for any manufacturer. Where it does not, nobody looks for neighbours, so
    /// that not even the time tells of them.
    package static func seesNeighbours(as principal: Principal) -> Bool {
        switch principal {
        case .administrator, .staff: true
        case .stranger, .owner: false
        }
    }
}

/// Which parts of a unit's dossier a principal may see. Private and unknown look alike: what may not be seen is absent.
package struct UnitView: Hashable, Sendable {
    package var history: Bool
    /// Where it was and is, what holds it, and what did not fit.
    package var places: Bool
    /// What it contains. A component shows of itself what its own owner decides.
    package var components: Bool
    package var owners: Owners
    package var batch: Bool
    /// Days and times; otherwise nothing finer than a month.
    package var exactDates: Bool

    /// Which of a unit's owners, past and present, may be known.
    package enum Owners: Hashable, Sendable {
        case none
        /// Only whether there is one; who it is, one asks with a reason.
        case existence
        /// Only this one, who does not see the notes from before it had the unit either.
        case only(ID<Party>)

        package func contains(_ party: ID<Party>) -> Bool { self == .only(party) }
    }

    static let strangers = UnitView(
        history: false, places: false, components: false, owners: .none, batch: false, exactDates: false)
    static let technicians = UnitView(
        history: true, places: true, components: true, owners: .none, batch: true, exactDates: true)
    static func makers(_ owners: Owners) -> UnitView {
        UnitView(history: true, places: true, components: true, owners: owners, batch: true, exactDates: true)
    }

    static func owners(_ party: ID<Party>) -> UnitView {
        UnitView(
            history: true, places: false, components: true, owners: .only(party), batch: false, exactDates: true)
    }

    /// What may be seen of an event.
    package func visible(_ entry: HistoryEntry) -> HistoryEntry {
        var visible = entry
        if !places {
            (visible.readPoint, visible.businessLocation, visible.parent) = (nil, nil, nil)
            visible.details.market = nil
            if entry.role == .child { visible.details.slot = nil }
        }
        if let party = entry.details.owningParty, !owners.contains(party) { visible.details.owningParty = nil }
        return visible
    }
}
