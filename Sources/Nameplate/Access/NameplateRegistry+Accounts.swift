package import Registry
package import Storage

/// A grant told with names.
package struct NamedGrant: Hashable, Sendable {
    package var role: Role
    /// The manufacturer's short name; nil for every manufacturer.
    package var manufacturer: String?
    /// The only place at which it holds; nil for everywhere.
    package var site: String?

    package init(_ role: Role, manufacturer: String? = nil, site: String? = nil) {
        self.role = role
        self.manufacturer = manufacturer
        self.site = site
    }
}

/// An account as whoever looks after it sees it.
package struct AccountAnswer: Sendable {
    package var account: Account
    /// Its grants with names, by role.
    package var grants: [NamedGrant]
}

extension NameplateRegistry {
    // MARK: Reading

    /// Accounts by name: those that the principal looks after.
    /// - Throws: `access.forbidden`.
    package func accounts(
        after name: String = "", limit: Int, as principal: Principal
    ) async throws -> [AccountAnswer] {
        try Access.require(principal, .manageAccounts, .anything)
        return try await database.read { reader in
            // Who looks after some reads past the others, which a registry has few of.
            var (found, last): ([AccountAnswer], String) = ([], name)
            while found.count < limit {
                let page = try Accounts.list(after: last, limit: 500, reader)
                found += try page.filter { $0.isWithin(principal) }.map { try Self.answer($0, reader) }
                guard page.count == 500, let end = page.last else { break }
                last = end.name
            }
            return Array(found.prefix(limit))
        }
    }

    /// - Throws: `access.forbidden`, `account.unknown`, also where the principal does not look after it.
    package func account(_ name: String, as principal: Principal) async throws -> AccountAnswer {
        try Access.require(principal, .manageAccounts, .anything)
        return try await database.read { reader in
            try Self.answer(try Self.require(name, as: principal, reader), reader)
        }
    }

    /// An account's own view of itself. - Throws: `access.signIn`.
    package func ownAccountAnswer(as principal: Principal) async throws -> AccountAnswer {
        let account = try await ownAccount(as: principal)
        return try await database.read { try Self.answer(account, $0) }
    }

    /// The sessions of an account, the last seen first.
    package func sessions(of name: String, as principal: Principal) async throws -> [Session] {
        try Access.require(principal, .manageAccounts, .anything)
        let now = moment
        return try await database.read { reader in
            try Sessions.list(of: try Self.require(name, as: principal, reader).id, at: now, reader)
        }
    }

    /// Whether somebody can sign in who may do everything.
    package func hasAdministrator() async throws -> Bool {
        try await database.read { try Accounts.hasAdministrator($0) }
    }

    static func require(_ name: String, as principal: Principal, _ reader: any SQLReader) throws -> Account {
        guard let account = try Accounts.find(name, reader), account.isWithin(principal) else {
            throw Accounts.unknown(name)
        }
        return account
    }

    static func answer(_ account: Account, _ reader: any SQLReader) throws -> AccountAnswer {
        let grants = try account.grants.map { grant in
            NamedGrant(
                grant.role,
                manufacturer: try grant.manufacturer.map { try Manufacturers.find($0, reader)?.slug ?? "?" },
                site: grant.site)
        }
        return AccountAnswer(
            account: account,
            grants: grants.sorted {
                ($0.role.rawValue, $0.manufacturer ?? "", $0.site ?? "")
                    < ($1.role.rawValue, $1.manufacturer ?? "", $1.site ?? "")
            })
    }

    // MARK: Changing

    /// Makes an account, and the code by which its owner chooses a password.
    /// - Throws: `access.forbidden` where a grant lies beyond the principal's own bounds, `account.taken`, `value.invalid`.
    package func createAccount(
        _ name: String, fullName: String? = nil, grants: [NamedGrant], as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> (account: AccountAnswer, invitation: String) {
        try Access.require(principal, .manageAccounts, .anything)
        let name = try AccountName.parse(name)
        return try await changeAccess { transaction in
            let grants = try grants.map { try Self.grant($0, as: principal, transaction) }
            // An account without grants belongs to nobody: only who looks after all may make one.
            if grants.isEmpty { try Access.require(principal, .manageAccounts) }
            let account = try Accounts.create(name, fullName: fullName, transaction)
            for grant in grants { try Accounts.give(grant, to: account.id, transaction) }
            let invitation = try Invitations.create(for: account.id, transaction)
            try Self.trail("account.create", account, grants, as: principal, from: source, transaction)
            let made = try Accounts.find(account.id, transaction) ?? account
            return (try Self.answer(made, transaction), invitation)
        }
    }

    /// Makes a new code by which an account's owner chooses a password; the present one goes on.
    /// - Throws: `access.forbidden`, `account.unknown`.
    package func invite(_ name: String, as principal: Principal, from source: RequestSource = .local) async throws
        -> String
    {
        try Access.require(principal, .manageAccounts, .anything)
        return try await database.write { transaction in
            let account = try Self.require(name, as: principal, transaction)
            try Self.trail("account.invite", account, [], as: principal, from: source, transaction)
            return try Invitations.create(for: account.id, transaction)
        }
    }

    /// Makes the account 'administrator' where nobody can sign in who may do everything.
    /// - Returns: The code by which its password is chosen; nil where there is an administrator.
    package func inviteAdministrator() async throws -> String? {
        guard try await !hasAdministrator() else { return nil }
        return try await database.write { transaction in
            guard try !Accounts.hasAdministrator(transaction) else { return nil }
            let name = "administrator"
            let account =
                try Accounts.find(name, transaction)
                ?? Accounts.create(name, fullName: nil, transaction)
            try Accounts.give(Grant(.administrator), to: account.id, transaction)
            try Accounts.setDisabled(false, account.id, transaction)
            try AccessVersion.increase(transaction)
            return try Invitations.create(for: account.id, transaction)
        }
    }

    /// Gives an account a role. - Throws: `access.forbidden`, `account.unknown`, `manufacturer.unknown`.
    package func give(
        _ grant: NamedGrant, to name: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> AccountAnswer {
        try await change(name, as: principal, from: source) { account, transaction in
            let grant = try Self.grant(grant, as: principal, transaction)
            // Whoever has looked after the account so far must not come into what it has from now on.
            if !account.grants.isEmpty, !account.grants.contains(where: { $0.manufacturer == grant.manufacturer }) {
                try Invitations.remove(of: account.id, transaction)
            }
            try Accounts.give(grant, to: account.id, transaction)
            try Self.trail("account.give", account, [grant], as: principal, from: source, transaction)
        }
    }

    /// Takes a role from an account.
    /// - Throws: `access.forbidden`, `account.unknown`, `manufacturer.unknown`, `account.last`.
    package func take(
        _ grant: NamedGrant, from name: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> AccountAnswer {
        try await change(name, as: principal, from: source) { account, transaction in
            let grant = try Self.grant(grant, as: principal, transaction)
            guard try Accounts.take(grant, from: account.id, transaction) else {
                throw RegistryError(
                    .valueInvalid, "The account does not have this role within these bounds.", field: "role")
            }
            try Self.refuseLast(as: principal, account, transaction)
            try Self.trail("account.take", account, [grant], as: principal, from: source, transaction)
        }
    }

    /// Keeps an account from signing in, ends its sessions, and its tokens hold no longer; or lets it again.
    /// - Throws: `access.forbidden`, `account.unknown`, `account.last`.
    package func setDisabled(
        _ isDisabled: Bool, _ name: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> AccountAnswer {
        try await change(name, as: principal, from: source) { account, transaction in
            try Accounts.setDisabled(isDisabled, account.id, transaction)
            if isDisabled {
                try Sessions.endAll(of: account.id, transaction)
                try Invitations.remove(of: account.id, transaction)
                try Self.refuseLast(as: principal, account, transaction)
            }
            try Self.trail(
                isDisabled ? "account.disable" : "account.enable", account, [], as: principal, from: source, transaction
            )
        }
    }

    /// Takes the second factor from an account whose owner has lost it, and ends its sessions.
    package func resetSecondFactor(of name: String, as principal: Principal, from source: RequestSource = .local)
        async throws -> AccountAnswer
    {
        try await change(name, as: principal, from: source) { account, transaction in
            try Accounts.setSecondFactor(nil, of: account.id, transaction)
            try Sessions.endAll(of: account.id, transaction)
            try Self.trail("account.secondFactorRemoved", account, [], as: principal, from: source, transaction)
        }
    }

    /// Ends all sessions of an account.
    package func endSessions(of name: String, as principal: Principal, from source: RequestSource = .local) async throws
        -> AccountAnswer
    {
        try await change(name, as: principal, from: source) { account, transaction in
            try Sessions.endAll(of: account.id, transaction)
            try Self.trail("account.endSessions", account, [], as: principal, from: source, transaction)
        }
    }

    /// From now on the account's units are those of this party of a manufacturer too.
    /// - Throws: `access.forbidden`, `account.unknown`, `manufacturer.unknown`, `party.unknown`.
    package func link(
        _ name: String, to reference: String, of slug: String, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> AccountAnswer {
        try Access.require(principal, .manageAccounts, .anything)
        return try await changeAccess { transaction in
            let manufacturer = try Manufacturers.require(slug, transaction)
            try Access.require(principal, .manageAccounts, of: manufacturer.id)
            // Owners have no roles, and one may own what several manufacturers made.
            guard let account = try Accounts.find(name, transaction),
                account.grants.isEmpty || account.isWithin(principal)
            else { throw Accounts.unknown(name) }
            guard let party = try Parties.find(reference, of: manufacturer.id, transaction) else {
                throw RegistryError(
                    .partyUnknown, "\(manufacturer.name) knows no party of this reference.", field: "party")
            }
            try Accounts.add(party.id, to: account.id, transaction)
            try Self.trail("account.link", account, [], as: principal, from: source, transaction)
            return try Self.answer(try Accounts.find(account.id, transaction) ?? account, transaction)
        }
    }

    private func change(
        _ name: String, as principal: Principal, from source: RequestSource,
        _ body: @escaping @Sendable (Account, any SQLTransaction) throws -> Void
    ) async throws -> AccountAnswer {
        try Access.require(principal, .manageAccounts, .anything)
        return try await changeAccess { transaction in
            let account = try Self.require(name, as: principal, transaction)
            try body(account, transaction)
            return try Self.answer(try Accounts.find(account.id, transaction) ?? account, transaction)
        }
    }

    private static func grant(
        _ named: NamedGrant, as principal: Principal, _ reader: any SQLReader
    ) throws -> Grant {
        let grant = Grant(
            named.role, manufacturer: try named.manufacturer.map { try Manufacturers.require($0, reader).id },
            site: named.site)
        try TextRules.check(named.site, field: "site", limit: 200)
        guard Access.mayGive(grant, as: principal) else {
            throw RegistryError(
                .forbidden, "You may give and take roles within the manufacturers that you administer, no others.",
                field: "manufacturer")
        }
        return grant
    }

    /// Who runs the registry at its own machine can always make another administrator.
    private static func refuseLast(
        as principal: Principal, _ account: Account, _ reader: any SQLReader
    ) throws {
        guard principal.identity != .machine, account.grants.contains(Grant(.administrator)) else { return }
        guard try Accounts.hasAdministrator(reader) else {
            throw RegistryError(
                .accountLast, "Nobody would be left who may do everything. Make another administrator first.",
                field: "name")
        }
    }

    private static func trail(
        _ action: String, _ account: Account, _ grants: [Grant], as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        let detail = grants.map { grant in
            [grant.role.rawValue, grant.manufacturer?.description, grant.site].compactMap(\.self).joined(separator: " ")
        }
        try AuditTrail.write(
            action, subject: account.id.description, of: grants.first?.manufacturer, as: principal, from: source,
            detail: detail.isEmpty ? nil : detail.sorted().joined(separator: ", "), transaction)
    }
}
