import AfterSales
import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// The products of whoever asks, what they have registered besides, and what has changed hands.
    /// - Throws: `access.signIn`, `access.forbidden`.
    package func ownership(as principal: Principal) async throws -> OwnershipOverview {
        guard principal.isSomebody else { throw Self.signInNeeded }
        try Access.require(principal, .ownUnits, .anything)
        let (now, today) = (moment, self.today)
        return try await database.read { reader in
            var overview = OwnershipOverview(products: [], others: [], handovers: [])
            for party in principal.parties.sorted(by: { $0.value < $1.value }) {
                let own = try OwnedProducts(of: party, now: now, today: today, reader)
                for key in try OwnedUnits.list(of: party, reader) {
                    guard let product = try own.product(key, reader) else { continue }
                    overview.products.append(product)
                }
                let shown = Set(overview.products.compactMap { $0.registration?.registration.id })
                overview.others += try Registrations.list(of: party, reader).filter { !shown.contains($0.id) }
                    .compactMap { try RegistrationAnswer.read($0, isForStaff: false, now: now, reader) }
                overview.handovers += try HandoverAnswer.list(of: party, now: now, reader)
            }
            return overview
        }
    }

    /// A product of whoever asks; nil for what is not theirs, and where there is no such unit.
    /// - Throws: `access.signIn`, `access.forbidden`.
    package func ownProduct(
        _ serial: String, model number: String, of slug: String, as principal: Principal
    ) async throws -> OwnedProduct? {
        guard principal.isSomebody else { throw Self.signInNeeded }
        try Access.require(principal, .ownUnits, .anything)
        guard let serial = try? SerialNumber(parsing: serial) else { return nil }
        let (now, today) = (moment, self.today)
        return try await database.read { reader in
            guard let manufacturer = try Manufacturers.find(slug, reader),
                let model = try Models.find(number, of: manufacturer.id, reader),
                let owner = try Units.find(UnitKey(model.id, serial), reader)?.state.owner,
                principal.parties.contains(owner)
            else { return nil }
            return try OwnedProducts(of: owner, now: now, today: today, reader)
                .product(UnitKey(model.id, serial), reader)
        }
    }

    /// What the owner of a unit gets: for the owner, and for whoever decides about registrations.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)``; `ownership.notYours` also where it has no owner.
    package func entitlements(
        ofUnit serial: String, model number: String, of slug: String, as principal: Principal
    ) async throws -> [HeldEntitlement] {
        let today = self.today
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let owner = found.unit.state.owner
            let isOwn = owner.map { Self.isOwn($0, principal) } ?? false
            guard isOwn || Access.allows(principal, .decideRegistrations, of: found.manufacturer.id) else {
                throw RegistryError(
                    .ownershipNotYours, "This is possible only for a unit that is registered as yours.", field: "serial"
                )
            }
            let valid = try owner.flatMap { try Registrations.valid(of: found.unit.key, by: $0, reader) }
            return try HeldEntitlement.list(by: valid, today: today, reader)
        }
    }

    /// How one is reached as a party of one's own, and what one has consented to. - Throws: `ownership.notYours`.
    package func ownContact(
        of party: ID<Party>, as principal: Principal
    ) async throws -> (contact: PartyContact?, consents: [PartyConsent]) {
        try await database.read { reader in
            guard let found = try Parties.find(party, reader), Self.isOwn(party, principal) else {
                throw People.unknown
            }
            return (try PartyContacts.find(found, as: principal, reader), try PartyConsents.list(of: party, reader))
        }
    }

    /// What a proof's code tells anybody. A code that is wrong, old or revoked, and one of a unit that has gone to somebody
    /// else, are answered alike.
    /// - Throws: `proof.unknown`, `registration.slow`.
    package func proof(code: String, as principal: Principal, from source: RequestSource) async throws -> ProofAnswer {
        let now = moment
        let asker = SignInFailures.Subject.codes("proof \(principal.account?.description ?? source.network ?? "")")
        try await countCodes([asker])
        let answer: ProofAnswer = try await database.read { reader in
            guard let proof = try OwnershipProofs.find(code: code, reader),
                let owner = try Units.find(proof.unit, reader)?.state.owner, proof.holds(at: now, owner: owner),
                let model = try Models.find(proof.unit.model, reader),
                let manufacturer = try Manufacturers.find(proof.manufacturer, reader)
            else {
                throw RegistryError(
                    .proofUnknown, "This code proves nothing now. Ask whoever gave it to you for a new one.",
                    field: "code")
            }
            return ProofAnswer(manufacturer: manufacturer, model: model, serial: proof.unit.serial, proof: proof)
        }
        try await database.write { try SignInFailures.forgive(asker, $0) }
        return answer
    }

    /// Withdraws the consent that a letter's link is about. - Throws: `consent.unknown`.
    package func withdrawConsent(code: String) async throws -> ConsentPurpose {
        try await database.write { transaction in
            let purpose = try PartyConsents.withdraw(byCode: code, how: "by the link of a letter", transaction)
            guard let purpose else {
                throw RegistryError(
                    .consentUnknown, "Nothing is sent by this code any more, or never was.", field: "code")
            }
            return purpose
        }
    }
}
