package import Identifiers
package import Registry
import Storage

/// What somebody says who registers a unit.
package struct RegistrationRequest: Hashable, Sendable {
    package var purchasedOn: CivilDate?
    package var seller: String?
    /// As it was typed; see ``OwnerCode``.
    package var ownerCode: String?

    package init(purchasedOn: CivilDate? = nil, seller: String? = nil, ownerCode: String? = nil) {
        self.purchasedOn = purchasedOn
        self.seller = seller
        self.ownerCode = ownerCode
    }
}

extension OwnershipDesk {
    private static let day: Int64 = 86_400_000_000

    /// Registers a unit as a party's. A unit that has an owner stays that owner's: it becomes a dispute.
    ///
    /// Without an owner code, the same is done and answered whether the unit has an owner or not.
    /// - Parameter isByStaff: whether somebody registers it who decides about registrations.
    /// - Returns: The party's registration that there is already, where nothing new speaks for it.
    /// - Throws: `registration.code`, `registration.codeNeeded`, `value.invalid`, `key.missing`, `unit.unknown`.
    package func register(
        _ key: UnitKey, _ request: RegistrationRequest, as party: Party, byStaff isByStaff: Bool = false
    ) throws -> Registration {
        try TextRules.check(request.seller, field: "seller", limit: 120)
        if let day = request.purchasedOn {
            guard day.precision == .day, day.dayNumber <= CivilDate(microseconds: transaction.now).dayNumber else {
                throw RegistryError(
                    .valueInvalid, "The day of purchase is a day such as 2026-03-14, and not in the future.",
                    field: "purchasedOn")
            }
        }
        let unit = try hold(key)
        let rules = try RegistrationRuleBook.rules(of: unit.manufacturer, model: key.model, transaction)
        var situation = RegistrationRules.Situation()
        if let code = request.ownerCode {
            guard try OwnerCode.matches(code, of: unit, transaction) else {
                throw RegistryError(
                    .registrationCode,
                    "This is not the owner code of this unit. It is on a card in the package; look at each character.",
                    field: "ownerCode")
            }
            situation.hasCode = true
        } else if rules.ownerCode == .required, !isByStaff {
            throw RegistryError(
                .registrationCodeNeeded, "Type the owner code too: it is on a card in the package.", field: "ownerCode")
        }
        situation.isByStaff = isByStaff
        situation.isOwned = unit.state.owner.map { $0 != party.id } ?? false
        // Who owns it already need not prove it again.
        if unit.state.owner == party.id { situation.hasCode = true }
        return try enter(unit, request, party, rules, situation)
    }

    private func isSound(_ unit: UnitRow, boughtOn day: CivilDate?) -> Bool {
        let isBefore = day.flatMap { day in unit.producedOn.map { day.dayNumber < $0.firstDay.dayNumber } } ?? false
        return unit.state.marks.isDisjoint(with: [.stolen, .exported]) && unit.state.endedAt == nil && !isBefore
    }

    private func enter(
        _ unit: UnitRow, _ request: RegistrationRequest, _ party: Party, _ rules: RegistrationRules,
        _ situation: RegistrationRules.Situation
    ) throws -> Registration {
        let now = transaction.now
        let evidence: Registration.Evidence =
            request.ownerCode != nil ? .ownerCode : situation.isByStaff ? .staff : .none
        let last = try Registrations.last(of: unit.key, by: party.id, at: now, transaction)
        let known = last.flatMap { $0.state(at: now, owner: unit.state.owner) == .expired ? nil : $0 }
        if let known, known.state == .valid || evidence == .none || known.evidence != .none { return known }
        var registration =
            known
            ?? Registration(
                id: ID(transaction.newID()), unit: unit.key, manufacturer: unit.manufacturer, party: party.id,
                state: .pending, evidence: evidence, purchasedOn: request.purchasedOn, seller: request.seller,
                madeAt: now, expiresAt: now + Int64(rules.pendingDays) * Self.day, changedAt: now)
        registration.evidence = evidence
        // What was said before counts where nothing else is said now.
        registration.purchasedOn = request.purchasedOn ?? registration.purchasedOn
        registration.seller = request.seller ?? registration.seller
        var situation = situation
        situation.seller = registration.seller
        situation.isSound = isSound(unit, boughtOn: registration.purchasedOn)
        let beginning = rules.beginning(situation)
        registration.state = known?.state == .disputed && beginning == .pending ? .disputed : beginning
        registration.changedAt = now
        if registration.state == .valid { try tell(&registration, of: unit, at: now) }
        if known == nil {
            try Registrations.insert(registration, transaction)
        } else {
            try Registrations.update(registration, transaction)
        }
        if registration.state == .valid {
            try Registrations.settleOthers(
                than: registration, because: "The unit was registered by somebody else.", transaction)
        }
        try note(
            "registration.make", unit.key, of: unit.manufacturer, detail: "registration \(registration.id)",
            about: party.id)
        return registration
    }

    /// Does a step of staff, or of the party itself, on a registration.
    ///
    /// To approve one of a unit that has got another owner meanwhile makes a dispute of it first, which has to be decided
    /// knowingly.
    /// - Parameter reason: needed to refuse, and to take a unit from its owner.
    /// - Throws: `registration.unknown`, `state.step`, `reason.invalid`, `unit.unknown`.
    package func move(
        _ id: ID<Registration>, of key: UnitKey, by step: Registration.Step, reason: String?
    ) throws -> Registration {
        let unit = try hold(key)
        guard var registration = try Registrations.find(id, of: key, transaction) else {
            throw Self.registrationUnknown
        }
        let now = transaction.now
        let state = registration.state(at: now, owner: unit.state.owner)
        let isOwned = unit.state.owner.map { $0 != registration.party } ?? false
        let step = step == .approve && state == .pending && isOwned ? .dispute : step
        registration.state = try Registration.machine.state(after: step, from: state)
        registration.changedAt = now
        let why = step == .refuse || step == .approve && isOwned || reason != nil ? try Reason(reason) : nil
        switch step {
        case .approve:
            if registration.evidence == .none { registration.evidence = .proof }
            // It is theirs from the day on which they said so; what somebody else owned, from today.
            try tell(&registration, of: unit, at: isOwned ? now : registration.madeAt)
        case .refuse: registration.reason = why?.text
        case .takeUp: if registration.evidence == .none { registration.evidence = .proof }
        case .dispute, .withdraw, .expire: break
        }
        try Registrations.update(registration, transaction)
        if step == .approve {
            try Registrations.settleOthers(
                than: registration, because: "The unit was found to be somebody else's.", transaction)
        }
        try note(
            "registration.\(step.rawValue)", key, of: unit.manufacturer, detail: "registration \(id)",
            about: registration.party, reason: why)
        return registration
    }

    static let registrationUnknown = RegistryError(
        .registrationUnknown, "There is no such registration.", field: "registration")

    /// Tells the ledger of a registration, and of the sale where the unit was not sold, or came back and was not sold again. A
    /// sale that the ledger knows stays as it is; another day is a discrepancy.
    private func tell(_ registration: inout Registration, of unit: UnitRow, at time: Int64) throws {
        var discrepancies: [Discrepancy] = []
        if let bought = registration.purchasedOn {
            let life = try CoverDesk(on: CivilDate(microseconds: transaction.now), transaction).facts(of: unit)
            // Whoever bought it before it came back says another day than that of a sale after it.
            let known = life.presentSale ?? life.backInStock.flatMap { $0.on.days(until: bought) < -1 ? $0 : nil }
            if let known {
                // A day's difference is that of two calendars.
                if abs(known.on.days(until: bought)) > 1 {
                    discrepancies.append(
                        Discrepancy(
                            code: .otherSaleDate, unit: unit.key, expected: known.on.isoText, found: bought.isoText))
                }
            } else {
                try recordSale(of: unit, on: bought, after: life.backInStock, by: registration, at: time)
            }
        }
        registration.event = try give(
            unit.key, of: unit.manufacturer, to: registration.party, at: time, naming: Registration.eventType,
            registration.id.description, discrepancies: discrepancies)
    }

    /// - Parameter back: that the unit came back, after which it was sold again.
    private func recordSale(
        of unit: UnitRow, on day: CivilDate, after back: UnitLife.Fact?, by registration: Registration, at time: Int64
    ) throws {
        var moment = Int64(day.dayNumber) * Self.day + Self.day / 2
        if let event = back?.event,
            let entry = try Units.history(of: unit, transaction).effective().first(where: { $0.event == event })
        {
            moment = max(moment, entry.time.addingSaturated(1))
        }
        var draft = EventDraft(time: min(time, moment))
        draft.businessStep = .retailSelling
        draft.disposition = .retailSold
        draft.units = [unit.key]
        draft.details.transactions = [.init(type: "sale", id: registration.id.description)]
        _ = try recorder.record(draft, of: unit.manufacturer)
    }
}
