package import AfterSales
import Identifiers
package import Registry
import Storage

extension Commands {
    var ownershipDesk: OwnershipDesk { OwnershipDesk(recorder, as: principal, from: source, transaction) }

    /// Registers a unit as somebody's; see ``OwnershipDesk/register(_:_:as:byStaff:)``.
    /// - Parameter order: made ready by ``NameplateRegistry/prepare(_:as:from:)``.
    /// - Throws: what that throws; `access.signIn`, `access.forbidden`, `account.taken`, `unit.unknown`.
    package func register(_ order: OwnershipOrder) throws -> RegistrationAnswer {
        let (manufacturer, model, key) = try place(order)
        let (party, isByStaff) = try claimant(order, of: manufacturer)
        let registration = try ownershipDesk.register(key, order.request, as: party, byStaff: isByStaff)
        try announce(registration)
        return try answer(registration, manufacturer, model, isForStaff: isByStaff)
    }

    /// Takes over a unit that its owner has let go.
    /// - Throws: `handover.code`, `handover.blocked`, and as ``register(_:)``.
    package func takeOver(_ order: OwnershipOrder) throws -> RegistrationAnswer {
        let (manufacturer, model, key) = try place(order)
        let (party, isByStaff) = try claimant(order, of: manufacturer)
        let (_, registration) = try ownershipDesk.accept(key, code: order.handoverCode ?? "", as: party)
        return try answer(registration, manufacturer, model, isForStaff: isByStaff)
    }

    /// Decides about a registration.
    /// - Throws: `access.forbidden`, and what ``OwnershipDesk/move(_:of:by:reason:)`` throws.
    package func decideRegistration(
        _ id: ID<Registration>, ofUnit serial: String, model number: String, of slug: String,
        by step: Registration.Step, reason: String?
    ) throws -> RegistrationAnswer {
        let (manufacturer, model) = try require(slug, number, .decideRegistrations)
        let key = UnitKey(model.id, try SerialNumber(parsing: serial))
        let registration = try ownershipDesk.move(id, of: key, by: step, reason: reason)
        try announce(registration)
        return try answer(registration, manufacturer, model, isForStaff: true)
    }

    /// Takes a registration back that is one's own.
    /// - Throws: `registration.unknown`, `state.step`, `access.forbidden`.
    package func withdrawRegistration(
        _ id: ID<Registration>, ofUnit serial: String, model number: String, of slug: String
    ) throws -> RegistrationAnswer {
        try Access.require(principal, .ownUnits, .anything)
        let manufacturer = try Manufacturers.require(slug, transaction)
        let model = try visibleModel(number, of: manufacturer)
        let key = UnitKey(model.id, try SerialNumber(parsing: serial))
        guard let known = try Registrations.find(id, of: key, transaction), principal.parties.contains(known.party)
        else {
            throw RegistryError(.registrationUnknown, "There is no such registration.", field: "registration")
        }
        let registration = try ownershipDesk.move(id, of: key, by: .withdraw, reason: nil)
        return try answer(registration, manufacturer, model, isForStaff: false)
    }

    /// Gives a unit to a party whom the manufacturer knows by a reference, made where it is missing, whoever owns it.
    /// - Throws: `access.forbidden`, `reason.invalid`, `unit.unknown`.
    package func reassign(
        unit serial: String, model number: String, of slug: String, to reference: String, reason: String?
    ) throws -> RegistrationAnswer {
        let (manufacturer, model) = try require(slug, number, .decideRegistrations)
        let party = try Parties.findOrCreate(reference, of: manufacturer.id, transaction)
        let key = UnitKey(model.id, try SerialNumber(parsing: serial))
        let registration = try ownershipDesk.reassign(key, to: party, reason: reason)
        return try answer(registration, manufacturer, model, isForStaff: true)
    }

    /// Sets what registering takes, for a model or all of a manufacturer's.
    /// - Throws: `access.forbidden`, `value.invalid`, `manufacturer.unknown`, `model.unknown`.
    package func setRegistrationRules(_ rules: RegistrationRules, of slug: String, model number: String?) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        let model = try number.map { try Models.require($0, of: manufacturer, transaction) }
        try RegistrationRuleBook.set(
            rules, of: manufacturer, model: model, as: principal, from: source, transaction)
    }

    // MARK: Who

    private func place(_ order: OwnershipOrder) throws -> (Manufacturer, Model, UnitKey) {
        let manufacturer = try Manufacturers.require(order.slug, transaction)
        let model = try Models.require(order.number, of: manufacturer, transaction)
        return (manufacturer, model, UnitKey(model.id, try SerialNumber(parsing: order.serial)))
    }

    private func answer(
        _ registration: Registration, _ manufacturer: Manufacturer, _ model: Model, isForStaff: Bool
    ) throws -> RegistrationAnswer {
        let owner = try Units.find(registration.unit, transaction)?.state.owner
        return RegistrationAnswer(
            registration, manufacturer, model, now: transaction.now, owner: owner, isForStaff: isForStaff)
    }

    /// The party as which a unit becomes somebody's, with what it has said of itself; and whether staff speak for it.
    private func claimant(_ order: OwnershipOrder, of manufacturer: Manufacturer) throws -> (Party, Bool) {
        let party: Party
        var isByStaff = false
        switch order.claimant {
        case .asker: party = try ownParty(of: manufacturer.id)
        case .newAccount(let name, _):
            guard principal.account == nil, let password = order.password else { throw NameplateRegistry.signInNeeded }
            let account = try Accounts.create(try AccountName.parse(name), fullName: nil, transaction)
            try Accounts.setPassword(password, of: account.id, transaction)
            try AuditTrail.write(
                "account.create", subject: account.id.description, of: nil, as: principal, from: source,
                detail: "with a registration", transaction)
            party = try newParty(of: manufacturer.id, for: account.id)
        case .party(let reference):
            try Access.require(principal, .decideRegistrations, of: manufacturer.id)
            party = try Parties.findOrCreate(reference, of: manufacturer.id, transaction)
            isByStaff = true
        }
        if let contact = order.contact { try PartyContacts.add(contact, of: party.id, transaction) }
        for purpose in order.consents {
            try PartyConsents.give(purpose, of: party.id, how: "when the unit was registered", transaction)
        }
        return (party, isByStaff)
    }

    /// As whom an owner who has signed in owns units of a manufacturer.
    /// - Throws: `access.signIn`, `access.forbidden`.
    func ownParty(of manufacturer: ID<Manufacturer>) throws -> Party {
        guard principal.isSomebody else { throw NameplateRegistry.signInNeeded }
        try Access.require(principal, .ownUnits, .anything)
        let known = try principal.parties.compactMap { try Parties.find($0, transaction) }
            .filter { $0.manufacturer == manufacturer && $0.erasedAt == nil }
            .min { ($0.createdAt, $0.id.value) < ($1.createdAt, $1.id.value) }
        if let known { return known }
        guard let account = principal.account else { throw NameplateRegistry.signInNeeded }
        // The session may be older than a registration of the same account a moment ago.
        try transaction.claim(Claim("account parties", account), .exclusive)
        let parties = try Accounts.find(account, transaction)?.parties ?? []
        let added = try parties.compactMap { try Parties.find($0, transaction) }
            .first { $0.manufacturer == manufacturer && $0.erasedAt == nil }
        return try added ?? newParty(of: manufacturer, for: account)
    }

    /// A party of an account, under a reference that names nobody.
    private func newParty(of manufacturer: ID<Manufacturer>, for account: ID<Account>) throws -> Party {
        let party = try Parties.findOrCreate("owner-\(transaction.newID())", of: manufacturer, transaction)
        try Accounts.add(party.id, to: account, transaction)
        try AccessVersion.increase(transaction)
        return party
    }
}
