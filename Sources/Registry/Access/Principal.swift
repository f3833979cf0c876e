/// Who asks. The façade's methods take it from the first line; no face decides by itself what it may see.
package enum Principal: Hashable, Sendable {
    /// Anybody.
    case stranger
    /// Somebody who has registered units, seen as their party.
    case owner(ID<Party>)
    /// Somebody who works with one or more manufacturers' units.
    case staff(Role, Scope)
    /// Whoever runs this registry, at its own machine.
    case administrator

    package enum Role: String, CaseIterable, Sendable {
        case support
        case technician
        /// The manufacturer's own product and production people.
        case maker
    }

    package enum Scope: Hashable, Sendable {
        case everyManufacturer
        case manufacturers(Set<ID<Manufacturer>>)

        package func contains(_ manufacturer: ID<Manufacturer>) -> Bool {
            switch self {
            case .everyManufacturer: true
            case .manufacturers(let set): set.contains(manufacturer)
            }
        }
    }

    /// The name under which events, the audit trail and idempotency keys keep who did it: another for each scope.
    package var auditName: String {
        switch self {
        case .stranger: "public"
        case .owner(let party): "owner:\(party)"
        case .staff(let role, .everyManufacturer): role.rawValue
        case .staff(let role, .manufacturers(let set)):
            "\(role.rawValue):" + set.sorted().map(\.description).joined(separator: ",")
        case .administrator: "administrator"
        }
    }
}
