import FoundationEssentials
package import Registry
package import Storage

/// From where somebody signs in.
package struct SignInOrigin: Sendable {
    package var network: String
    /// The browser's own name.
    package var agent: String
    /// What the browser has kept from signing in before.
    package var device: String?
    package var requestID: String?

    package init(network: String, agent: String = "", device: String? = nil, requestID: String? = nil) {
        self.network = network
        self.agent = agent
        self.device = device
        self.requestID = requestID
    }

    fileprivate var source: RequestSource { RequestSource(network: network, requestID: requestID) }
}

/// Who has signed in.
package struct SignedIn: Sendable {
    package var account: ID<Account>
    package var name: String
    /// What the browser shows with each request from now on.
    package var secret: String
    /// What the browser keeps for the next time; nil while the master key is missing.
    package var device: String?
}

/// How signing in went on that was not refused.
package enum SignInOutcome: Sendable {
    case signedIn(SignedIn)
    /// The password is right, and the account has a second factor. The ticket comes back with a code of it, within
    /// minutes.
    case codeNeeded(ticket: [UInt8])
}

extension NameplateRegistry {
    /// Signs somebody in. An unknown name and a wrong password are refused alike, in the same time.
    /// - Throws: `signIn.refused`; `signIn.slow`, with when to try again; `key.missing` where there is a second factor that
    ///   cannot be read.
    package func signIn(_ name: String, password: String, from origin: SignInOrigin) async throws -> SignInOutcome {
        let (known, vault) = try await database.read { (try Accounts.credentials(of: name, $0), $0.vault) }
        let subjects = Self.subjects(of: AccountName.fold(name), known?.id, origin, vault)
        try await countSignIn(subjects)
        // Texts of any length take the same time.
        let password = String(password.prefix(PasswordRules.longest + 1))
        let hash = known?.password ?? unknownPassword
        let isRight = try await passwordTurns.take { try hash.matches(password) }
        guard let known, known.password != nil, isRight, !known.isDisabled else { throw Self.refused }
        if known.password?.isCheaper(than: passwordCost) == true {
            let hash = try await self.hash(password)
            try await database.write { try Accounts.setPassword(hash, of: known.id, $0) }
        }
        guard known.hasSecondFactor else { return .signedIn(try await begin(known, origin, subjects)) }
        guard let vault else { throw Self.keyMissing }
        let now = moment
        return try await database.write { transaction in
            // How it ends is not known yet: the code is counted by itself.
            for subject in subjects { try SignInFailures.forgiveOne(subject, transaction) }
            return .codeNeeded(
                ticket: vault.seal(Array("\(known.id) \(now)".utf8), Self.placeOfTicket, transaction.salt()))
        }
    }

    /// Goes on where a code was asked for: with one of the second factor, or a recovery code.
    /// - Throws: `signIn.refused` for a wrong code or an old ticket; `signIn.slow`.
    package func signIn(ticket: [UInt8], code: String, from origin: SignInOrigin) async throws -> SignedIn {
        let now = moment
        let (known, vault) = try await database.read { reader in
            (
                try Self.account(of: ticket, at: now, reader.vault).flatMap {
                    try Accounts.credentials(of: $0, reader)
                },
                reader.vault
            )
        }
        guard let known, !known.isDisabled else {
            throw RegistryError(.signInRefused, "This took too long. Sign in from the beginning.")
        }
        let subjects = Self.subjects(of: "code \(known.id)", known.id, origin, vault)
        try await countSignIn(subjects)
        guard try await uses(code, of: known, from: origin.source) else {
            throw RegistryError(
                .signInRefused, "This is not the code that the app shows now. Look again and type the next one.",
                field: "code")
        }
        return try await begin(known, origin, subjects)
    }

    private static let placeOfTicket = Array("sign-in 1".utf8)
    private static let ticketLifetime: Int64 = 10 * 60 * 1_000_000

    private static func account(of ticket: [UInt8], at now: Int64, _ vault: Vault?) -> ID<Account>? {
        guard let text = vault?.open(ticket, placeOfTicket) else { return nil }
        let parts = String(decoding: text, as: UTF8.self).split(separator: " ").compactMap { Int64($0) }
        guard parts.count == 2, (0..<ticketLifetime).contains(now - parts[1]) else { return nil }
        return ID(parts[0])
    }

    private static let refused = RegistryError(
        .signInRefused, "The name, the password or the code is not right. Look at each and try again.")

    /// Where failures are counted.
    private static func subjects(
        of name: String, _ account: ID<Account>?, _ origin: SignInOrigin, _ vault: Vault?
    ) -> [SignInFailures.Subject] {
        if let device = origin.device, let account, DeviceMark.account(of: device, vault) == account {
            return [.network(origin.network), .device(device)]
        }
        return [.network(origin.network), .account(name)]
    }

    private func countSignIn(_ subjects: [SignInFailures.Subject]) async throws {
        try await countTries(subjects, else: .signInSlow) { minutes in
            "Signing in has failed too often. Try again in \(minutes) minutes, or from where you have signed in before."
        }
    }

    /// Whether a code of the second factor, or a recovery code, was right; it is then used.
    private func uses(
        _ code: String, of known: Accounts.Credentials, from source: RequestSource
    ) async throws -> Bool {
        guard let secret = known.secondFactor else { throw Self.keyMissing }
        let step = SecondFactor.step(of: code, secret: secret, at: moment, after: known.lastStep)
        let recovery = SecretText.recoveryHash(code)
        return try await database.write { transaction in
            if let step { return try Accounts.use(step: step, of: known.id, transaction) }
            guard try Accounts.useRecoveryCode(recovery, of: known.id, transaction) else { return false }
            try AuditTrail.write(
                "account.recoveryCode", subject: known.id.description, of: nil, as: Principal(.account(known.id)),
                from: source, transaction)
            return true
        }
    }

    static let keyMissing = RegistryError(
        .keyMissing, "The second factor cannot be told now. Whoever runs the registry must give it its master key.")

    private func begin(
        _ known: Accounts.Credentials, _ origin: SignInOrigin, _ subjects: [SignInFailures.Subject]
    ) async throws -> SignedIn {
        try await database.write { transaction in
            for subject in subjects { try SignInFailures.forgive(subject, transaction) }
            let (_, secret) = try Sessions.create(
                for: known.id, network: origin.network, agent: origin.agent, transaction)
            try AuditTrail.write(
                "account.signIn", subject: known.id.description, of: nil, as: Principal(.account(known.id)),
                from: origin.source, transaction)
            return SignedIn(
                account: known.id, name: known.name, secret: secret,
                device: DeviceMark.make(for: known.id, transaction))
        }
    }

    /// A password's hash at today's cost.
    func hash(_ password: String) async throws -> PasswordHash {
        let cost = passwordCost
        var random = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return try await passwordTurns.take { try PasswordHash(of: password, salt: salt, cost: cost) }
    }

    /// Who shows a session's secret; nil where it has ended or never was.
    package func identify(session secret: String) throws -> Identification? {
        try identify(secret, .session)
    }

    /// Who shows a token; nil where it no longer holds or never did.
    package func identify(token secret: String) throws -> Identification? {
        try identify(secret, .token)
    }

    private func identify(_ secret: String, _ kind: SecretText.Kind) throws -> Identification? {
        try access.identify(secret, kind, at: moment, in: database) { holder in
            Task { [database] in
                // Nobody waits for it; where it fails, the next minute tries again.
                try? await database.write { transaction in
                    switch holder {
                    case .session(let session): try Sessions.touch(session.id, transaction)
                    case .token(let token): try AccessTokens.touch(token.id, transaction)
                    }
                }
            }
        }
    }
}

/// What a browser keeps after somebody has signed in with it: it opens nothing, and tells that this account has signed
/// in from there before.
enum DeviceMark {
    static func make(for account: ID<Account>, _ transaction: any SQLTransaction) -> String? {
        guard let vault = transaction.vault else { return nil }
        let text = Array("\(account) ".utf8) + transaction.salt()
        return Data(vault.seal(text, place, transaction.salt())).base64EncodedString()
    }

    /// The account that a mark was made for; nil for anything else.
    static func account(of mark: String, _ vault: Vault?) -> ID<Account>? {
        guard mark.utf8.count <= 400, let sealed = Data(base64Encoded: mark),
            let text = vault?.open(Array(sealed), place)
        else {
            return nil
        }
        let number = String(decoding: text.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
        return Int64(number).map { ID($0) }
    }

    private static let place = Array("device 1".utf8)
}
