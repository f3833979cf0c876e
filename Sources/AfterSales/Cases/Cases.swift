import Identifiers
package import Registry
package import Storage

/// Cases: opened, looked after, moved on, answered, rated.
package enum Cases {
    package static let unknown = RegistryError(
        .caseUnknown, "There is no such case, or it is not for you.", field: "case")

    /// - Throws: `case.unknown`, also for whoever may not know of it.
    package static func require(
        _ number: CaseNumber, as principal: Principal, _ reader: any SQLReader
    ) throws -> ServiceCase {
        guard let found = try CaseRows.find(number.id, reader), CaseAccess.part(of: principal, in: found) != .none
        else { throw unknown }
        return found
    }

    /// A case for whoever may erase what is in it, which needs no part in it.
    /// - Throws: `case.unknown`.
    package static func find(_ number: CaseNumber, _ reader: any SQLReader) throws -> ServiceCase {
        guard let found = try CaseRows.find(number.id, reader) else { throw unknown }
        return found
    }

    /// So many cases of its owner about one unit may be open.
    package static let mostOpen = 20

    /// Opens a case about a unit. It is the owner's, where an owner asks, or a desk that says no other contact.
    /// - Parameter part: as what it is opened; see ``CaseAccess/opening(by:about:)``.
    /// - Throws: `value.invalid`, `claim.unknown`.
    package static func open(
        _ request: CaseRequest, _ plan: CasePlan, for unit: UnitRow, as part: CaseAccess.Part,
        by principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> ServiceCase {
        var request = request
        if part == .customer { request.channel = .ownersPage }
        try request.check()
        if part == .customer { try requireRoom(unit, transaction) }
        let isOwners = part == .customer || request.contact == nil
        var opened = ServiceCase(
            number: CaseNumber(drawn: transaction.newID()), manufacturer: unit.manufacturer, unit: unit.key,
            request: request, handling: plan.handling, party: isOwners ? unit.state.owner : nil,
            openedBy: principal.auditName, createdAt: transaction.now,
            dueAt: try plan.due(from: transaction.now))
        try check(opened, transaction)
        while try !CaseRows.insert(opened, transaction) { opened.number = CaseNumber(drawn: transaction.newID()) }
        try note("open", opened, principal, source, transaction)
        return opened
    }

    private static func requireRoom(_ unit: UnitRow, _ transaction: any SQLTransaction) throws {
        // Two that come at once are counted one after the other.
        try transaction.claim(
            Claim("cases", "\(unit.key.model) \(unit.key.storedSerial) \(unit.key.serial.key)"), .exclusive)
        let open = try CaseList.all(of: unit.key, transaction).count { $0.state.isOpen && $0.party == unit.state.owner }
        guard open < mostOpen else {
            throw RegistryError(
                .valueInvalid, "There are \(mostOpen) open cases about this unit. Say the rest in one of them.")
        }
    }

    /// Changes who looks after a case, until when, and what it is linked to.
    /// - Throws: `access.forbidden`, `case.changed`, `value.invalid`, `claim.unknown`.
    package static func handle(
        _ serviceCase: ServiceCase, _ plan: CasePlan, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> ServiceCase {
        try CaseAccess.requireDesk(principal, serviceCase)
        guard version == nil || version == serviceCase.rowVersion else { throw CaseRows.changedMeanwhile }
        var changed = serviceCase
        changed.handling = plan.handling
        changed.dueAt = try plan.due(from: serviceCase.createdAt)
        try check(changed, transaction)
        try CaseRows.update(&changed, transaction)
        try note("handle", changed, principal, source, transaction)
        return changed
    }

    /// Moves a case on.
    /// - Returns: the case, and which of its entries tells of the step.
    /// - Throws: `state.step`, `access.forbidden`, `case.changed`, `value.invalid`.
    package static func move(
        _ serviceCase: ServiceCase, by move: CaseMove, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> (ServiceCase, entry: Int64) {
        let now = transaction.now
        guard version == nil || version == serviceCase.rowVersion else { throw CaseRows.changedMeanwhile }
        var moved = serviceCase
        moved.state = try CaseWorkflow.machine.state(after: move.step, from: serviceCase.state)
        try CaseAccess.require(principal, move.step, on: serviceCase, at: now)
        try move.check(from: serviceCase.state)
        moved.follow(move, at: now)
        try CaseRows.update(&moved, transaction)
        let entry = try CaseReplies.append(
            CaseReply(
                side: side(of: principal, in: serviceCase), step: move.step, state: moved.state, text: move.text,
                at: now, by: principal.auditName), to: serviceCase.number.id, transaction)
        try note(move.step.rawValue, moved, principal, source, transaction)
        return (moved, entry)
    }

    /// Says something in a case.
    /// - Parameter isInternal: for the desk alone.
    /// - Returns: which of its entries it is.
    /// - Throws: `state.step` for a closed one, `access.forbidden`, `value.invalid`.
    package static func reply(
        _ text: String, isInternal: Bool, in serviceCase: ServiceCase, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Int64 {
        if isInternal { try CaseAccess.requireDesk(principal, serviceCase) }
        guard isInternal || serviceCase.state != .closed else {
            throw RegistryError(.stateStep, "This case is closed. Open it again, or open another one.", field: "text")
        }
        try LongText.check(text, field: "text", limit: CaseReplies.longest)
        let entry = try CaseReplies.append(
            CaseReply(
                side: side(of: principal, in: serviceCase), isInternal: isInternal, text: text, at: transaction.now,
                by: principal.auditName), to: serviceCase.number.id, transaction)
        try note(isInternal ? "note" : "reply", serviceCase, principal, source, transaction)
        return entry
    }

    /// Says what the customer thinks of it: once, and once it is closed.
    /// - Throws: `access.forbidden`, `state.step`, `case.rated`, `value.invalid`.
    package static func rate(
        _ serviceCase: ServiceCase, _ rating: CaseRating, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> ServiceCase {
        guard CaseAccess.isCustomer(principal, of: serviceCase) else {
            throw RegistryError(.forbidden, "Only whoever has asked says how it was dealt with.")
        }
        guard serviceCase.state == .closed else {
            throw RegistryError(.stateStep, "A case is rated once it is closed.", field: "stars")
        }
        guard serviceCase.rating == nil else {
            throw RegistryError(.caseRated, "You have rated this case already; thank you.", field: "stars")
        }
        try rating.check()
        var rated = serviceCase
        rated.rating = rating
        try CaseRows.update(&rated, transaction)
        try note("rate", rated, principal, source, transaction)
        return rated
    }

    private static func side(of principal: Principal, in serviceCase: ServiceCase) -> CaseReply.Side {
        CaseAccess.part(of: principal, in: serviceCase) == .desk ? .desk : .customer
    }

    private static func check(_ serviceCase: ServiceCase, _ reader: any SQLReader) throws {
        if let name = serviceCase.handling.assignee {
            // Who has which right is not said: a name that is none and one without the right are refused alike.
            guard let account = try Accounts.find(name, reader), account.disabledAt == nil,
                Access.allows(account.principal, .handleCases, of: serviceCase.manufacturer)
            else {
                throw RegistryError(
                    .valueInvalid, "Nobody of this name looks after cases of the manufacturer.", field: "assignee")
            }
        }
        try checkLinks(serviceCase, reader)
    }

    /// What a case is linked to is about the same unit.
    private static func checkLinks(_ serviceCase: ServiceCase, _ reader: any SQLReader) throws {
        if let number = serviceCase.handling.claim {
            guard let claim = try ClaimRows.find(number.id, reader), claim.unit == serviceCase.unit else {
                throw RegistryError(.claimUnknown, "There is no such claim about this unit.", field: "claim")
            }
        }
        if let number = serviceCase.handling.order {
            guard let order = try ServiceRows.find(number.id, reader), order.unit == serviceCase.unit else {
                throw RegistryError(.orderUnknown, "There is no such service order about this unit.", field: "order")
            }
        }
    }

    private static func note(
        _ action: String, _ serviceCase: ServiceCase, _ principal: Principal, _ source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            "case.\(action)", subject: serviceCase.number.text, of: serviceCase.manufacturer, as: principal,
            from: source, transaction)
    }
}
