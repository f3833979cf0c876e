package import Registry

/// Who works with units, as tests name them: the roles that somebody of that trade has.
package enum Staff: String, CaseIterable, Sendable {
    case support
    case technician
    case maker

    package var roles: [Role] {
        switch self {
        case .support: [.warranty]
        case .technician: [.service]
        case .maker: [.catalogue, .production, .quality]
        }
    }
}

/// Whose units somebody works with.
package enum StaffScope: Hashable, Sendable {
    case everyManufacturer
    case manufacturers(Set<ID<Manufacturer>>)
}

extension Principal {
    /// Somebody who owns units as this party.
    package static func owner(_ party: ID<Party>) -> Principal {
        Principal(.account(ID(1_000_000 + party.value % 1_000_000)), parties: [party])
    }

    /// Somebody of a trade, another account for each scope.
    package static func staff(_ staff: Staff, _ scope: StaffScope) -> Principal {
        let trade = Int64(Staff.allCases.firstIndex(of: staff) ?? 0) + 1
        switch scope {
        case .everyManufacturer: return Principal(.account(ID(trade)), grants: Set(staff.roles.map { Grant($0) }))
        case .manufacturers(let manufacturers):
            let grants = manufacturers.flatMap { id in staff.roles.map { Grant($0, manufacturer: id) } }
            let number = manufacturers.reduce(0) { $0 ^ $1.value % 1_000_003 }
            return Principal(.account(ID(trade * 10_000_000 + number)), grants: Set(grants))
        }
    }
}
