package import AfterSales
import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// Makes an order ready: charges the look-up, counts a try at a code before it is made, hashes a new account's password.
    /// - Throws: `unit.unknown` and the like, `registration.slow` with when to try again, `budget.exhausted`,
    ///   `password.weak`, `value.invalid`, `access.signIn`.
    package func prepare(
        _ order: OwnershipOrder, as principal: Principal, from source: RequestSource
    ) async throws -> OwnershipOrder {
        var order = order
        let key = try await readUnit(order.serial, model: order.number, of: order.slug, as: principal) { found, _ in
            found.unit.key
        }
        let asker = principal.account?.description ?? source.network ?? principal.auditName
        if order.request.ownerCode != nil || order.handoverCode != nil {
            order.counted = [.codes(asker), .codesOfUnit("\(key.model) \(key.serial.text)")]
        }
        if case .newAccount(let name, let password) = order.claimant {
            let name = try AccountName.parse(name)
            try PasswordRules.check(password, of: name)
            try await countCodes([.network("new account \(source.network ?? "")")])
            order.password = try await hash(password)
        }
        try await countCodes(order.counted)
        return order
    }

    func countCodes(_ subjects: [SignInFailures.Subject]) async throws {
        try await countTries(subjects, else: .registrationSlow) { minutes in
            "This has been tried too often. Try again in \(minutes) minutes."
        }
    }

    /// Takes back what was counted for a code that was right, and lets a new owner see at once what is theirs.
    package func settle(_ order: OwnershipOrder) async throws {
        access.forget()
        guard !order.counted.isEmpty else { return }
        try await database.write { transaction in
            for subject in order.counted { try SignInFailures.forgive(subject, transaction) }
        }
    }

    /// Registers a unit. See ``Commands/register(_:)``.
    package func register(
        _ order: OwnershipOrder, as principal: Principal, from source: RequestSource = .local
    ) async throws -> RegistrationAnswer {
        let ready = try await prepare(order, as: principal, from: source)
        let answer = try await perform(as: principal, from: source) { try $0.register(ready) }
        try await settle(ready)
        return answer
    }

    /// Takes over a unit. See ``Commands/takeOver(_:)``.
    package func takeOver(
        _ order: OwnershipOrder, as principal: Principal, from source: RequestSource = .local
    ) async throws -> RegistrationAnswer {
        let ready = try await prepare(order, as: principal, from: source)
        let answer = try await perform(as: principal, from: source) { try $0.takeOver(ready) }
        try await settle(ready)
        return answer
    }

    // MARK: Reading

    /// What registering a model's units takes, or those of models without rules of their own; everybody may read it of released
    /// models.
    package func registrationRules(
        of number: String?, _ slug: String, as principal: Principal
    ) async throws -> RegistrationRules {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try number.map { try Models.require($0, of: manufacturer, reader) }
            guard model.map({ Self.visible($0, on: today, as: principal) }) ?? true else {
                throw Models.unknown(of: manufacturer)
            }
            return try RegistrationRuleBook.rules(of: manufacturer.id, model: model?.id, reader)
        }
    }

    /// The registrations of a manufacturer's units that wait for a decision, or are in another state; those first that
    /// expire first. A page may have fewer than `limit`, where units have gone to others, and not be the last.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`.
    package func registrations(
        of slug: String, in state: Registration.State, after place: RegistrationPlace? = nil, limit: Int,
        as principal: Principal
    ) async throws -> RegistrationPage {
        let now = moment
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .decideRegistrations, of: manufacturer.id)
            let found = try Registrations.page(
                of: manufacturer.id, in: state, at: now, after: place, limit: limit + 1, reader)
            let shown = found.prefix(limit)
            let items = try shown.compactMap { try RegistrationAnswer.read($0, isForStaff: true, now: now, reader) }
                .filter { $0.state == state }
            let next = found.count > limit ? shown.last : nil
            return RegistrationPage(
                items: items, next: next.map { RegistrationPlace(expiresAt: $0.expiresAt, id: $0.id) })
        }
    }

    /// The same of one unit, at most `limit`.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`.
    package func registrations(
        ofUnit serial: String, model number: String, of slug: String, in state: Registration.State, limit: Int,
        as principal: Principal
    ) async throws -> [RegistrationAnswer] {
        let now = moment
        let serial = try SerialNumber(parsing: serial)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .decideRegistrations, of: manufacturer.id)
            let model = try Models.require(number, of: manufacturer, reader)
            return try Registrations.list(
                of: UnitKey(model.id, serial), in: state, at: now, limit: limit, reader
            )
            .compactMap { try RegistrationAnswer.read($0, isForStaff: true, now: now, reader) }
            .filter { $0.state == state }
        }
    }
}
