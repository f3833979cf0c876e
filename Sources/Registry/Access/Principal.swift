/// Who asks. The façade's methods take it from the first line; no face decides by itself what it may see.
package struct Principal: Hashable, Sendable {
    /// Who it is, as far as that is known.
    package enum Identity: Hashable, Sendable {
        /// Anybody.
        case stranger
        /// Whoever runs this registry, at its own machine.
        case machine
        /// Somebody who has signed in.
        case account(ID<Account>)
        /// A program, by its token.
        case token(ID<AccessToken>)
    }

    package var identity: Identity
    /// The roles that it has.
    package var grants: Set<Grant>
    /// As which parties it owns units.
    package var parties: Set<ID<Party>>
    /// What it may do at most, whatever its roles give; nil where nothing is held back.
    package var limit: Set<Permission>?
    /// Whose budget its look-ups are charged to; nil on the registry's own machine, where nothing is charged.
    package var asker: LookupBudget.Asker?

    package init(
        _ identity: Identity, grants: Set<Grant> = [], parties: Set<ID<Party>> = [], limit: Set<Permission>? = nil
    ) {
        self.identity = identity
        self.grants = grants
        self.parties = parties
        self.limit = limit
    }

    /// Anybody.
    package static let stranger = Principal(.stranger)
    /// Whoever runs this registry, at its own machine.
    package static let administrator = Principal(.machine, grants: [Grant(.administrator)])

    /// The account that has signed in; nil for strangers, programs and at the registry's own machine.
    package var account: ID<Account>? {
        if case .account(let id) = identity { id } else { nil }
    }

    /// Whether it is an account that has signed in, or a program of one.
    package var isSomebody: Bool {
        switch identity {
        case .account, .token: true
        case .stranger, .machine: false
        }
    }

    /// The name under which events, the audit trail and idempotency keys keep who did it. It holds nothing personal.
    package var auditName: String {
        switch identity {
        case .stranger: "public"
        case .machine: "administrator"
        case .account(let id): "account:\(id)"
        case .token(let id): "token:\(id)"
        }
    }

    /// Whoever has this name in the audit trail, for ending what they were allowed to begin, whatever they may do now.
    package static func resuming(_ auditName: String) -> Principal {
        let parts = auditName.split(separator: ":", maxSplits: 1)
        let id = parts.count == 2 ? Int64(parts[1]) : nil
        let identity: Identity =
            switch (parts.first, id) {
            case ("account", let id?): .account(ID(id))
            case ("token", let id?): .token(ID(id))
            default: .machine
            }
        return Principal(identity, grants: administrator.grants)
    }
}

/// A role within its bounds.
package struct Grant: Hashable, Sendable {
    package var role: Role
    /// Whose units it is about; nil for those of every manufacturer.
    package var manufacturer: ID<Manufacturer>?
    /// The only place, as events name it, at which it holds: a site, or what a dealer has. Nil for everywhere.
    package var site: String?

    package init(_ role: Role, manufacturer: ID<Manufacturer>? = nil, site: String? = nil) {
        self.role = role
        self.manufacturer = manufacturer
        self.site = site
    }
}
