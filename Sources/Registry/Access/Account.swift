/// Somebody who may sign in.
package struct Account: Hashable, Sendable {
    package var id: ID<Account>
    /// What is typed to sign in: as given, without regard to case.
    package var name: String
    package var fullName: String?
    package var grants: Set<Grant>
    /// As which parties it owns units.
    package var parties: Set<ID<Party>>
    package var hasPassword: Bool
    package var hasSecondFactor: Bool
    /// Microseconds since 1970 UTC.
    package var createdAt: Int64
    /// Since when it may no longer sign in.
    package var disabledAt: Int64?

    package init(
        id: ID<Account>, name: String, fullName: String? = nil, grants: Set<Grant>, parties: Set<ID<Party>>,
        hasPassword: Bool, hasSecondFactor: Bool, createdAt: Int64, disabledAt: Int64? = nil
    ) {
        self.id = id
        self.name = name
        self.fullName = fullName
        self.grants = grants
        self.parties = parties
        self.hasPassword = hasPassword
        self.hasSecondFactor = hasSecondFactor
        self.createdAt = createdAt
        self.disabledAt = disabledAt
    }

    /// What it is when it asks.
    package var principal: Principal { Principal(.account(id), grants: grants, parties: parties) }

    /// Whether it lies within what `principal` looks after: the principal may give each of its grants. Who looks after
    /// the whole registry also looks after accounts that have none.
    package func isWithin(_ principal: Principal) -> Bool {
        let isNobodys = grants.isEmpty && !Access.allows(principal, .manageAccounts)
        return !isNobodys && grants.allSatisfy { Access.mayGive($0, as: principal) }
    }
}

extension Access {
    /// Whether `principal` may give or take this grant: no more than lies within its own bounds. A token gives away
    /// nothing that it has not got itself, or it would be worth as much as its account.
    package static func mayGive(_ grant: Grant, as principal: Principal) -> Bool {
        if let limit = principal.limit {
            guard grant.role.permissions.subtracting([.ownAccount]).isSubset(of: limit) else { return false }
        }
        guard let manufacturer = grant.manufacturer else { return allows(principal, .manageAccounts) }
        return allows(principal, .manageAccounts, of: manufacturer)
    }
}

/// The names of accounts.
package enum AccountName {
    package static let longest = 120

    /// The name as it is kept and found: in lower case, without spaces around it.
    /// - Throws: `value.invalid`.
    package static func parse(_ text: String) throws(RegistryError) -> String {
        let name = fold(text)
        try TextRules.check(name, field: "name", limit: longest)
        guard name.unicodeScalars.allSatisfy({ (0x21..<0x7F).contains($0.value) || $0.value > 0xA0 }) else {
            throw RegistryError(
                .valueInvalid, "The name of an account has no spaces; an e-mail address is a good one.", field: "name")
        }
        return name
    }

    /// The name that somebody may have meant, for finding it.
    package static func fold(_ text: String) -> String {
        let text = text.drop { $0.isWhitespace }
        return String(text.reversed().drop { $0.isWhitespace }.reversed()).lowercased()
    }
}
