package import Storage

/// The table `accounts` with what belongs to its rows.
package enum Accounts {
    /// What signing in compares with.
    package struct Credentials: Sendable {
        package var id: ID<Account>
        package var name: String
        package var isDisabled: Bool
        /// Nil until a password has been chosen.
        package var password: PasswordHash?
        /// Nil where there is none.
        package var secondFactor: [UInt8]?
        package var hasSecondFactor: Bool
        package var lastStep: Int64
    }

    // MARK: Reading

    package static func find(_ id: ID<Account>, _ reader: any SQLReader) throws -> Account? {
        let account = try reader.first(AccountsSQL.byID, [.integer(id.value)], row)
        return try account.map { try completed($0, reader) }
    }

    /// - Parameter name: In any case.
    package static func find(_ name: String, _ reader: any SQLReader) throws -> Account? {
        let account = try reader.first(AccountsSQL.byName, [.text(AccountName.fold(name))], row)
        return try account.map { try completed($0, reader) }
    }

    /// - Throws: `account.unknown`.
    package static func require(_ name: String, _ reader: any SQLReader) throws -> Account {
        guard let account = try find(name, reader) else { throw unknown(name) }
        return account
    }

    package static func unknown(_ name: String) -> RegistryError {
        RegistryError(
            .accountUnknown, "There is no account of this name. List them to see which there are.", field: "name")
    }

    /// Accounts by name.
    /// - Parameter name: The last account of the page before.
    package static func list(after name: String, limit: Int, _ reader: any SQLReader) throws -> [Account] {
        try reader.all(AccountsSQL.list, [.text(name), .integer(Int64(limit))], row).map { try completed($0, reader) }
    }

    package static func credentials(of name: String, _ reader: any SQLReader) throws -> Credentials? {
        try reader.first(AccountsSQL.credentialsByName, [.text(AccountName.fold(name))]) {
            credentials($0, reader.vault)
        }
    }

    package static func credentials(of id: ID<Account>, _ reader: any SQLReader) throws -> Credentials? {
        try reader.first(AccountsSQL.credentialsByID, [.integer(id.value)]) { credentials($0, reader.vault) }
    }

    /// Whether somebody can sign in who may do everything.
    package static func hasAdministrator(_ reader: any SQLReader) throws -> Bool {
        try reader.exists(AccountsSQL.administrator)
    }

    private static func credentials(_ row: borrowing Row, _ vault: Vault?) -> Credentials {
        let id = ID<Account>(row.integer(0))
        let sealed = row.isNull(4) ? nil : row.blob(4)
        return Credentials(
            id: id, name: row.text(1), isDisabled: !row.isNull(2),
            password: row.optionalText(3).flatMap(PasswordHash.init),
            secondFactor: sealed.flatMap { vault?.open($0, place(of: id)) }, hasSecondFactor: sealed != nil,
            lastStep: row.integer(5))
    }

    private static func completed(_ account: Account, _ reader: any SQLReader) throws -> Account {
        var account = account
        account.grants = Set(
            try reader.all(AccountsSQL.grants, [.integer(account.id.value)]) { row in
                let (manufacturer, site) = (row.integer(1), row.text(2))
                return Grant(
                    try row.word(0), manufacturer: manufacturer == 0 ? nil : ID(manufacturer),
                    site: site.isEmpty ? nil : site)
            })
        account.parties = Set(
            try reader.all(AccountsSQL.parties, [.integer(account.id.value)]) { ID($0.integer(0)) })
        return account
    }

    private static func row(_ row: borrowing Row) -> Account {
        Account(
            id: ID(row.integer(0)), name: row.text(1), fullName: row.optionalText(2), grants: [], parties: [],
            hasPassword: !row.isNull(3), hasSecondFactor: !row.isNull(4), createdAt: row.integer(5),
            disabledAt: row.optionalInteger(6))
    }

    // MARK: Writing

    /// - Parameter name: As ``AccountName/parse(_:)`` gives it.
    /// - Throws: `account.taken`.
    package static func create(
        _ name: String, fullName: String?, _ transaction: any SQLTransaction
    ) throws -> Account {
        guard try find(name, transaction) == nil else {
            throw RegistryError(
                .accountTaken, "There is an account of this name already. Choose another.", field: "name")
        }
        try TextRules.check(fullName, field: "fullName", limit: 120)
        let account = Account(
            id: ID(transaction.newID()), name: name, fullName: fullName, grants: [], parties: [], hasPassword: false,
            hasSecondFactor: false, createdAt: transaction.now)
        try transaction.run(
            AccountsSQL.insert,
            [.integer(account.id.value), .text(name), SQLValue(fullName), .integer(transaction.now)])
        return account
    }

    package static func give(_ grant: Grant, to account: ID<Account>, _ transaction: any SQLTransaction) throws {
        try transaction.run(AccountsSQL.give, values(grant, account))
    }

    /// - Returns: Whether it had it.
    package static func take(_ grant: Grant, from account: ID<Account>, _ transaction: any SQLTransaction) throws
        -> Bool
    {
        try transaction.rowsChanged(by: AccountsSQL.take, values(grant, account)) > 0
    }

    private static func values(_ grant: Grant, _ account: ID<Account>) -> [SQLValue] {
        [
            .integer(account.value), .text(grant.role.rawValue), .integer(grant.manufacturer?.value ?? 0),
            .text(grant.site ?? ""),
        ]
    }

    /// From now on the account's units are those of this party too.
    package static func add(_ party: ID<Party>, to account: ID<Account>, _ transaction: any SQLTransaction) throws {
        try transaction.run(AccountsSQL.addParty, [.integer(account.value), .integer(party.value)])
    }

    package static func setDisabled(
        _ isDisabled: Bool, _ account: ID<Account>, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            AccountsSQL.disable, [isDisabled ? .integer(transaction.now) : .null, .integer(account.value)])
    }

    package static func setPassword(
        _ hash: PasswordHash, of account: ID<Account>, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(AccountsSQL.password, [.text(hash.text), .integer(account.value)])
    }

    /// Keeps the secret of a second factor, sealed, or forgets it with its recovery codes.
    /// - Throws: `key.missing` where nothing can be sealed.
    package static func setSecondFactor(
        _ secret: [UInt8]?, of account: ID<Account>, usedStep: Int64 = 0, _ transaction: any SQLTransaction
    ) throws {
        var sealed: [UInt8]?
        if let secret {
            guard let vault = transaction.vault else { throw SecretKey.missing }
            sealed = vault.seal(secret, place(of: account), transaction.salt())
        }
        try transaction.run(
            AccountsSQL.secondFactor, [SQLValue(sealed), .integer(usedStep), .integer(account.value)])
        try transaction.run(AccountsSQL.forgetRecoveryCodes, [.integer(account.value)])
    }

    /// Notes that the code of a time step has been used. - Returns: Whether that of a later one has not.
    package static func use(
        step: Int64, of account: ID<Account>, _ transaction: any SQLTransaction
    ) throws -> Bool {
        try transaction.rowsChanged(
            by: AccountsSQL.useStep, [.integer(step), .integer(account.value), .integer(step)]) > 0
    }

    package static func addRecoveryCode(
        _ hash: [UInt8], of account: ID<Account>, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(AccountsSQL.addRecoveryCode, [.integer(account.value), .blob(hash)])
    }

    /// - Returns: Whether it was one that had not been used.
    package static func useRecoveryCode(
        _ hash: [UInt8], of account: ID<Account>, _ transaction: any SQLTransaction
    ) throws -> Bool {
        try transaction.rowsChanged(by: AccountsSQL.useRecoveryCode, [.integer(account.value), .blob(hash)]) > 0
    }

    /// How many recovery codes are left.
    package static func recoveryCodes(of account: ID<Account>, _ reader: any SQLReader) throws -> Int {
        try reader.first(AccountsSQL.countRecoveryCodes, [.integer(account.value)]) { Int($0.integer(0)) } ?? 0
    }

    private static func place(of account: ID<Account>) -> [UInt8] { Array("accounts 1 \(account)".utf8) }
}

private enum AccountsSQL {
    static let byID = Statement(
        """
        SELECT id, name, full_name, password, second_factor, created_at, disabled_at
          FROM accounts
         WHERE id = $1
        """)
    static let byName = Statement(
        """
        SELECT id, name, full_name, password, second_factor, created_at, disabled_at
          FROM accounts
         WHERE name = $1
        """)
    static let list = Statement(
        """
        SELECT id, name, full_name, password, second_factor, created_at, disabled_at
          FROM accounts
         WHERE name > $1
         ORDER BY name
         LIMIT $2
        """)
    static let credentialsByName = Statement(
        """
        SELECT id, name, disabled_at, password, second_factor, second_factor_step
          FROM accounts
         WHERE name = $1
        """)
    static let credentialsByID = Statement(
        """
        SELECT id, name, disabled_at, password, second_factor, second_factor_step
          FROM accounts
         WHERE id = $1
        """)
    static let administrator = Statement(
        """
        SELECT 1
          FROM account_grants
          JOIN accounts ON accounts.id = account_grants.account_id
         WHERE account_grants.manufacturer_id = 0
           AND account_grants.role = 'administrator'
           AND account_grants.site = ''
           AND accounts.password IS NOT NULL
           AND accounts.disabled_at IS NULL
         LIMIT 1
        """)
    static let grants = Statement(
        "SELECT role, manufacturer_id, site FROM account_grants WHERE account_id = $1")
    static let parties = Statement("SELECT party_id FROM account_parties WHERE account_id = $1")
    static let insert = Statement(
        """
        INSERT INTO accounts (id, name, full_name, created_at, second_factor_step)
        VALUES ($1, $2, $3, $4, 0)
        """)
    static let give = Statement(
        """
        INSERT INTO account_grants (account_id, role, manufacturer_id, site)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (account_id, role, manufacturer_id, site) DO NOTHING
        """)
    static let take = Statement(
        """
        DELETE FROM account_grants
         WHERE account_id = $1
           AND role = $2
           AND manufacturer_id = $3
           AND site = $4
        """)
    static let addParty = Statement(
        """
        INSERT INTO account_parties (account_id, party_id)
        VALUES ($1, $2)
            ON CONFLICT (account_id, party_id) DO NOTHING
        """)
    static let disable = Statement("UPDATE accounts SET disabled_at = $1 WHERE id = $2")
    static let password = Statement("UPDATE accounts SET password = $1 WHERE id = $2")
    static let secondFactor = Statement(
        "UPDATE accounts SET second_factor = $1, second_factor_step = $2 WHERE id = $3")
    static let useStep = Statement(
        """
        UPDATE accounts
           SET second_factor_step = $1
         WHERE id = $2
           AND second_factor_step < $3
        """)
    static let forgetRecoveryCodes = Statement("DELETE FROM recovery_codes WHERE account_id = $1")
    static let addRecoveryCode = Statement("INSERT INTO recovery_codes (account_id, hash) VALUES ($1, $2)")
    static let useRecoveryCode = Statement("DELETE FROM recovery_codes WHERE account_id = $1 AND hash = $2")
    static let countRecoveryCodes = Statement("SELECT count(*) FROM recovery_codes WHERE account_id = $1")
}
