package import Registry
import Storage

/// A second factor that is being set up: nothing holds until a code of it has been given.
package struct NewSecondFactor: Sendable {
    /// As somebody types it into an authenticator app.
    package var text: String
    /// What a QR code tells the app.
    package var uri: String
    /// Sealed, to come back with the first code.
    package var ticket: [UInt8]
}

extension NameplateRegistry {
    /// The account that asks. - Throws: `access.signIn`.
    package func ownAccount(as principal: Principal) async throws -> Account {
        let id = try Self.requireAccount(principal)
        return try await database.read { reader in
            guard let account = try Accounts.find(id, reader) else { throw Self.signInNeeded }
            return account
        }
    }

    static let signInNeeded = RegistryError(.signInNeeded, "Sign in first.")

    private static func requireAccount(_ principal: Principal) throws(RegistryError) -> ID<Account> {
        guard let id = principal.account else { throw signInNeeded }
        try Access.require(principal, .ownAccount, .anything)
        return id
    }

    /// The sessions of the account that asks, the last seen first.
    package func sessions(as principal: Principal) async throws -> [Session] {
        let id = try Self.requireAccount(principal)
        let now = moment
        return try await database.read { try Sessions.list(of: id, at: now, $0) }
    }

    /// Ends a session of the account that asks. - Throws: `session.unknown`.
    package func endSession(_ session: ID<Session>, as principal: Principal, from source: RequestSource = .local)
        async throws
    {
        let id = try Self.requireAccount(principal)
        try await changeAccess { transaction in
            guard try Sessions.end(session, of: id, transaction) else {
                throw RegistryError(.sessionUnknown, "There is no such session; it may have ended.", field: "session")
            }
            try AuditTrail.write(
                "session.end", subject: id.description, of: nil, as: principal, from: source, transaction)
        }
    }

    /// Changes the password of the account that asks and ends its other sessions.
    /// - Parameter session: The one that asks, which goes on.
    /// - Throws: `signIn.refused` where the present password is not right, `signIn.slow`, `password.weak`.
    package func changePassword(
        from old: String, to new: String, keeping session: ID<Session>?, as principal: Principal,
        from source: RequestSource = .local
    ) async throws {
        let known = try await confirm(old, as: principal)
        try PasswordRules.check(new, of: known.name)
        let hash = try await hash(new)
        try await changeAccess { transaction in
            try Accounts.setPassword(hash, of: known.id, transaction)
            try Sessions.endAll(of: known.id, but: session, transaction)
            try Invitations.remove(of: known.id, transaction)
            try AuditTrail.write(
                "account.password", subject: known.id.description, of: nil, as: principal, from: source, transaction)
        }
    }

    /// Whether the password of the account that asks is this: asked again before what a thief of a session must not do.
    private func confirm(_ password: String, as principal: Principal) async throws -> Accounts.Credentials {
        let id = try Self.requireAccount(principal)
        let until = try await database.write { transaction in
            try SignInFailures.count(.account("own \(id)"), transaction)
        }
        guard until == nil else {
            var error = RegistryError(.signInSlow, "The password was wrong too often. Try again in some minutes.")
            error.retryAfter = Int(SignInFailures.window / 1_000_000)
            throw error
        }
        guard let known = try await database.read({ try Accounts.credentials(of: id, $0) }) else {
            throw Self.signInNeeded
        }
        let hash = known.password ?? unknownPassword
        let given = String(password.prefix(PasswordRules.longest + 1))
        guard try await passwordTurns.take({ try hash.matches(given) }), known.password != nil else {
            throw RegistryError(.signInRefused, "This is not your present password.", field: "password")
        }
        try await database.write { try SignInFailures.forgive(.account("own \(id)"), $0) }
        return known
    }

    /// Makes a token of the account that asks by a browser: a thief of its session must not get what outlives it.
    /// - Throws: What ``createToken(_:of:as:from:)`` does, and `signIn.refused` where the password is not right,
    ///   `signIn.slow`.
    package func createToken(
        _ draft: AccessTokenDraft, password: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> (token: AccessTokenAnswer, secret: String) {
        _ = try await confirm(password, as: principal)
        return try await createToken(draft, as: principal, from: source)
    }

    // MARK: The second factor

    /// Begins to give the account that asks a second factor.
    /// - Throws: `signIn.refused` where the password is not right, `key.missing`.
    package func beginSecondFactor(password: String, as principal: Principal) async throws -> NewSecondFactor {
        let known = try await confirm(password, as: principal)
        return try await database.write { transaction in
            guard let vault = transaction.vault else { throw Self.keyMissing }
            let secret = Array((transaction.salt() + transaction.salt()).prefix(SecondFactor.secretLength))
            return NewSecondFactor(
                text: SecondFactor.text(of: secret),
                uri: SecondFactor.uri(of: secret, account: known.name, issuer: "Nameplate"),
                ticket: vault.seal(secret, Self.place(ofTicketFor: known.id), transaction.salt()))
        }
    }

    /// Gives the account that asks the second factor that was begun.
    /// - Returns: Ten codes for when the second factor is lost, each good once; nobody can be shown them again.
    /// - Throws: `signIn.refused` where the code is not of this factor.
    package func confirmSecondFactor(
        _ ticket: [UInt8], code: String, keeping session: ID<Session>?, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> [String] {
        let id = try Self.requireAccount(principal)
        let now = moment
        return try await changeAccess { transaction in
            guard let secret = transaction.vault?.open(ticket, Self.place(ofTicketFor: id)),
                let step = SecondFactor.step(of: code, secret: secret, at: now, after: 0)
            else {
                throw RegistryError(
                    .signInRefused, "This is not the code that the app shows now. Look again and type the next one.",
                    field: "code")
            }
            try Accounts.setSecondFactor(secret, of: id, usedStep: step, transaction)
            try Sessions.endAll(of: id, but: session, transaction)
            let codes = try (0..<10).map { _ in
                let code = SecretText.makeRecoveryCode(random: transaction.salt)
                try Accounts.addRecoveryCode(SecretText.recoveryHash(code), of: id, transaction)
                return code
            }
            try AuditTrail.write(
                "account.secondFactor", subject: id.description, of: nil, as: principal, from: source, transaction)
            return codes
        }
    }

    /// Takes the second factor from the account that asks. - Throws: `signIn.refused` where the password is not right.
    package func removeSecondFactor(password: String, as principal: Principal, from source: RequestSource = .local)
        async throws
    {
        let known = try await confirm(password, as: principal)
        try await changeAccess { transaction in
            try Accounts.setSecondFactor(nil, of: known.id, transaction)
            try AuditTrail.write(
                "account.secondFactorRemoved", subject: known.id.description, of: nil, as: principal, from: source,
                transaction)
        }
    }

    /// How many recovery codes the account that asks has left.
    package func recoveryCodes(as principal: Principal) async throws -> Int {
        let id = try Self.requireAccount(principal)
        return try await database.read { try Accounts.recoveryCodes(of: id, $0) }
    }

    private static func place(ofTicketFor account: ID<Account>) -> [UInt8] { Array("second factor 1 \(account)".utf8) }

    // MARK: Choosing a password by an invitation

    /// Chooses the password of an account by a code, which then no longer works; all its sessions end.
    /// - Throws: `invitation.unknown`, `password.weak`.
    package func accept(invitation secret: String, password: String, from source: RequestSource = .local) async throws
        -> String
    {
        let now = moment
        let account = try await database.read { reader in
            guard let id = try Invitations.account(of: secret, at: now, reader),
                let account = try Accounts.find(id, reader), account.disabledAt == nil
            else { throw Self.invitationUnknown }
            return account
        }
        try PasswordRules.check(password, of: account.name)
        let hash = try await hash(password)
        try await changeAccess { transaction in
            guard try Invitations.account(of: secret, at: now, transaction) == account.id else {
                throw Self.invitationUnknown
            }
            try Invitations.remove(of: account.id, transaction)
            try Accounts.setPassword(hash, of: account.id, transaction)
            try Sessions.endAll(of: account.id, transaction)
            try AuditTrail.write(
                "account.password", subject: account.id.description, of: nil, as: Principal(.account(account.id)),
                from: source,
                detail: "invitation", transaction)
        }
        return account.name
    }

    private static let invitationUnknown = RegistryError(
        .invitationUnknown, "This code has been used or is too old. Ask for another.", field: "code")

    /// Runs a change of what somebody may do, which holds at once here and a second later at other servers.
    func changeAccess<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        defer { access.forget() }
        return try await database.write { transaction in
            let result = try body(transaction)
            try AccessVersion.increase(transaction)
            return result
        }
    }
}
