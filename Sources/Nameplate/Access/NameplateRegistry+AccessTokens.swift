package import Registry
import Storage

/// What a token shall be, told with names.
package struct AccessTokenDraft: Sendable {
    /// What it is for.
    package var name: String
    package var permissions: Set<Permission>
    /// Short names; empty for those of every manufacturer that its account has to do with.
    package var manufacturers: [String]
    /// How many days it holds.
    package var days: Int

    package init(name: String, permissions: Set<Permission>, manufacturers: [String] = [], days: Int) {
        self.name = name
        self.permissions = permissions
        self.manufacturers = manufacturers
        self.days = days
    }
}

/// A token as its owner sees it: never its secret.
package struct AccessTokenAnswer: Sendable {
    package var token: AccessToken
    package var accountName: String
    /// Short names.
    package var manufacturers: [String]
}

extension NameplateRegistry {
    package static let tokenDays = 1...366

    /// Makes a token.
    /// - Parameter name: The account that it is of; nil for the one that asks.
    /// - Returns: It, with the secret, which nobody can be shown again.
    /// - Throws: `access.signIn`, `access.forbidden`, `account.unknown`, `manufacturer.unknown`, `value.invalid`.
    package func createToken(
        _ draft: AccessTokenDraft, of name: String? = nil, as principal: Principal, from source: RequestSource = .local
    ) async throws -> (token: AccessTokenAnswer, secret: String) {
        try TextRules.check(draft.name, field: "name", limit: 120)
        guard Self.tokenDays.contains(draft.days) else {
            throw RegistryError(.valueInvalid, "A token holds for 1 to 366 days.", field: "days")
        }
        return try await database.write { transaction in
            let account = try Self.tokenAccount(name, as: principal, transaction)
            let manufacturers = try draft.manufacturers.map { try Manufacturers.require($0, transaction) }
            var token = AccessToken(
                id: ID(1), account: account.id, name: draft.name, permissions: draft.permissions,
                manufacturers: Set(manufacturers.map(\.id)), createdAt: transaction.now,
                expiresAt: transaction.now + Int64(draft.days) * 24 * 3_600 * 1_000_000)
            if token.manufacturers.isEmpty, !Self.mayKnowAll(of: account, principal) {
                // Made by somebody else, it does not grow with what the account is given later.
                token.manufacturers = Set(account.grants.compactMap(\.manufacturer))
            }
            try Self.check(token, of: account, by: principal, transaction)
            let made = try AccessTokens.create(token, transaction)
            token = made.token
            try AuditTrail.write(
                "token.create", subject: token.id.description, of: nil, as: principal, from: source,
                detail: token.permissions.map(\.rawValue).sorted().joined(separator: " "), transaction)
            return (
                try Self.answer(token, of: account, transaction),
                made.secret
            )
        }
    }

    /// A token gives nothing that its account has not got, and what is an owner's to nobody but the owner.
    private static func check(
        _ token: AccessToken, of account: Account, by maker: Principal, _ reader: any SQLReader
    ) throws {
        guard !token.permissions.isEmpty, !token.permissions.contains(.ownAccount) else {
            throw RegistryError(
                .valueInvalid, "Name what the token may do, such as 'record'; it cannot look after an account.",
                field: "permissions")
        }
        guard !token.permissions.contains(.ownUnits) || maker.account == account.id || maker.identity == .machine else {
            throw RegistryError(
                .forbidden, "A token for the units that somebody owns is made by themselves.", field: "permissions")
        }
        let principal = try AccessTokens.principal(of: token, account: account, reader)
        for permission in token.permissions where !Access.allows(principal, permission, .anything) {
            throw RegistryError(
                .forbidden, "The account itself may not do '\(permission.rawValue)' for these manufacturers.",
                field: "permissions")
        }
    }

    /// The tokens of an account, the newest first.
    /// - Parameter name: nil for the account that asks.
    package func tokens(of name: String? = nil, as principal: Principal) async throws -> [AccessTokenAnswer] {
        try await database.read { reader in
            let account = try Self.tokenAccount(name, as: principal, reader)
            return try AccessTokens.list(of: account.id, reader).map { token in
                try Self.answer(token, of: account, reader)
            }
        }
    }

    private static func answer(
        _ token: AccessToken, of account: Account, _ reader: any SQLReader
    ) throws -> AccessTokenAnswer {
        AccessTokenAnswer(
            token: token, accountName: account.name,
            manufacturers: try token.manufacturers.compactMap { try Manufacturers.find($0, reader)?.slug }.sorted())
    }

    /// Whether whatever the account will be able to do is for `principal` too.
    private static func mayKnowAll(of account: Account, _ principal: Principal) -> Bool {
        principal.account == account.id || Access.allows(principal, .manageAccounts)
    }

    /// From now on a token no longer holds. - Throws: `token.unknown`, also where it is somebody else's.
    package func revokeToken(_ id: ID<AccessToken>, as principal: Principal, from source: RequestSource = .local)
        async throws
    {
        try await changeAccess { transaction in
            guard let token = try AccessTokens.find(id, transaction),
                let account = try Accounts.find(token.account, transaction),
                principal.account == account.id
                    || (Access.allows(principal, .manageAccounts, .anything) && account.isWithin(principal)),
                try AccessTokens.revoke(id, transaction)
            else {
                throw RegistryError(.tokenUnknown, "There is no such token, or it no longer holds.", field: "token")
            }
            try AuditTrail.write(
                "token.revoke", subject: id.description, of: nil, as: principal, from: source, transaction)
        }
    }

    private static func tokenAccount(
        _ name: String?, as principal: Principal, _ reader: any SQLReader
    ) throws -> Account {
        if let name {
            let own = try principal.account.flatMap { try Accounts.find($0, reader) }
            if let own, own.name == AccountName.fold(name) { return own }
            try Access.require(principal, .manageAccounts, .anything)
            return try require(name, as: principal, reader)
        }
        guard let id = principal.account, let account = try Accounts.find(id, reader) else { throw signInNeeded }
        return account
    }
}
