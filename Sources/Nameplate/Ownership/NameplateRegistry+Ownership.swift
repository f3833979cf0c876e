import AfterSales
import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// The products of whoever asks, what they have registered besides, and what has changed hands.
    /// - Throws: `access.signIn`.
    package func ownership(as principal: Principal) async throws -> OwnershipOverview {
        guard principal.account != nil || !principal.parties.isEmpty else { throw Self.signInNeeded }
        let (now, today) = (moment, self.today)
        return try await database.read { reader in
            var overview = OwnershipOverview(products: [], others: [], handovers: [])
            for party in principal.parties.sorted(by: { $0.value < $1.value }) {
                for key in try OwnedUnits.list(of: party, reader) {
                    guard let unit = try Self.reference(key, reader) else { continue }
                    overview.products.append(
                        try OwnedProduct(key, unit, of: party, now: now, today: today, reader))
                }
                let shown = Set(overview.products.compactMap { $0.registration?.registration.id })
                overview.others += try Registrations.list(of: party, reader).filter { !shown.contains($0.id) }
                    .compactMap { try RegistrationAnswer.read($0, isForStaff: false, now: now, reader) }
                for handover in try Handovers.list(of: party, reader) {
                    guard let unit = try Self.reference(handover.unit, reader) else { continue }
                    let owner = try Units.find(handover.unit, reader)?.state.owner
                    overview.handovers.append(
                        HandoverAnswer(
                            unit: unit, handover: handover, state: handover.state(at: now, owner: owner),
                            isGiven: handover.from == party))
                }
            }
            return overview
        }
    }

    /// What the owner of a unit gets: for the owner, and for whoever decides about registrations.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)``; `ownership.notYours` also where it has no owner.
    package func entitlements(
        ofUnit serial: String, model number: String, of slug: String, as principal: Principal
    ) async throws -> [HeldEntitlement] {
        let (now, today) = (moment, self.today)
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let owner = found.unit.state.owner
            let isOwn = owner.map { principal.parties.contains($0) } ?? false
            guard isOwn || Access.allows(principal, .decideRegistrations, of: found.manufacturer.id) else {
                throw RegistryError(
                    .ownershipNotYours, "This is possible only for a unit that is registered as yours.", field: "serial"
                )
            }
            return try HeldEntitlement.list(
                of: found.unit.key, found.manufacturer.id, owner: owner, now: now, today: today, reader)
        }
    }

    /// How one is reached as a party of one's own, and what one has consented to. - Throws: `ownership.notYours`.
    package func ownContact(
        of party: ID<Party>, as principal: Principal
    ) async throws -> (contact: PartyContact?, consents: [PartyConsent]) {
        try await database.read { reader in
            guard let found = try Parties.find(party, reader), Self.isSelf(found, principal) else {
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
        try await countTries([asker])
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
            guard let (party, purpose) = try PartyConsents.find(withdrawalCode: code, transaction) else {
                throw RegistryError(
                    .consentUnknown, "Nothing is sent by this code any more, or never was.", field: "code")
            }
            try PartyConsents.withdraw(purpose, of: party, how: "by the link of a letter", transaction)
            return purpose
        }
    }
}

extension HeldEntitlement {
    static func list(
        of unit: UnitKey, _ manufacturer: ID<Manufacturer>, owner: ID<Party>?, now: Int64, today: CivilDate,
        _ reader: any SQLReader
    ) throws -> [HeldEntitlement] {
        let valid = try Registrations.list(of: unit, reader).last { $0.state(at: now, owner: owner) == .valid }
        guard let valid else { return [] }
        let day = CivilDate(microseconds: valid.madeAt)
        return try RegistrationRuleBook.rules(of: manufacturer, model: unit.model, reader).entitlements.map {
            let until = $0.lastDay(registeredOn: day)
            return HeldEntitlement(
                entitlement: $0, until: until, holds: until.map { today.dayNumber <= $0.dayNumber } ?? true)
        }
    }
}

extension OwnedProduct {
    fileprivate init(
        _ key: UnitKey, _ unit: UnitReference, of party: ID<Party>, now: Int64, today: CivilDate,
        _ reader: any SQLReader
    ) throws {
        self.unit = unit
        self.party = party
        let all = try Registrations.list(of: key, reader)
        let own = all.last { $0.party == party && $0.state == .valid }
        registration = try own.flatMap { try RegistrationAnswer.read($0, isForStaff: false, now: now, reader) }
        disputes = all.filter { $0.state(at: now, owner: party) == .disputed }.map(\.madeAt)
        release = try Handovers.list(of: key, reader).last { $0.state(at: now, owner: party) == .open }
        proofs = try OwnershipProofs.list(of: party, reader).filter {
            $0.unit == key && $0.holds(at: now, owner: party)
        }
        openCases = try CaseList.all(of: key, reader).filter { $0.party == party && $0.state.isOpen }
        let manufacturer = try Parties.find(party, reader)?.manufacturer
        entitlements =
            try manufacturer.map {
                try HeldEntitlement.list(of: key, $0, owner: party, now: now, today: today, reader)
            } ?? []
    }
}
