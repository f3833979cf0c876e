import Identifiers
package import Registry
package import Storage

/// Service orders: opened, changed, moved on.
package enum ServiceOrders {
    package static let unknown = RegistryError(
        .orderUnknown, "There is no such service order, or it is not for you.", field: "order")

    package static let changedMeanwhile = RegistryError(
        .orderChanged, "The service order has changed since you read it. Read it again and repeat the change.")

    /// - Throws: `order.unknown`, also for whoever may not know of it.
    package static func require(
        _ number: ServiceOrderNumber, as principal: Principal, _ reader: any SQLReader
    ) throws -> ServiceOrder {
        guard let order = try ServiceRows.find(number.id, reader), ServiceAccess.allows(principal, on: order) else {
            throw unknown
        }
        return order
    }

    /// Opens an order. Where the unit was repaired shortly before, it says so.
    /// - Parameter site: the workshop, as ``ServiceAccess/workshop(of:_:at:)`` tells it.
    /// - Throws: `value.invalid`, `fault.unknown`, `case.unknown`.
    package static func open(
        _ details: ServiceDetails, for unit: UnitRow, of model: Model, at site: String?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> ServiceOrder {
        try check(details, unit.key, model, until: transaction.now, transaction)
        var order = ServiceOrder(
            number: ServiceOrderNumber(drawn: transaction.newID()), manufacturer: model.manufacturer, unit: unit.key,
            batch: unit.batch, state: ServiceWorkflow.machine.initial, details: details, site: site,
            owner: unit.state.owner, openedBy: principal.auditName, openedAt: transaction.now,
            repeats: try ServiceRepairs.repeated(by: unit.key, at: transaction.now, transaction), recordedLines: 0,
            rowVersion: 1)
        while try !ServiceRows.insert(order, transaction) {
            order.number = ServiceOrderNumber(drawn: transaction.newID())
        }
        try write("order.open", order, as: principal, from: source, transaction)
        return order
    }

    /// Says other things in an order that is not handed back.
    /// - Throws: `order.locked`, `order.changed`, `value.invalid`, `fault.unknown`.
    package static func update(
        _ order: ServiceOrder, _ details: ServiceDetails, of model: Model, expecting version: Int64?,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> ServiceOrder {
        guard version == nil || version == order.rowVersion else { throw changedMeanwhile }
        guard order.state.isOpen, order.state != .completed else {
            throw RegistryError(
                .orderLocked,
                "This service order is '\(order.state.rawValue)': what it says stays as it is. "
                    + (order.state == .completed ? "Reopen it to go on." : "Open another one."))
        }
        // What it holds already may have been written by a server whose clock is ahead.
        let latest = [order.details.downSince, order.details.backSince].compactMap(\.self).reduce(transaction.now, max)
        try check(details, order.unit, model, until: latest, transaction)
        guard details.lines.prefix(order.recordedLines) == order.details.lines.prefix(order.recordedLines) else {
            throw RegistryError(
                .orderLocked,
                "The first \(order.recordedLines) lines are in the unit's history; add others behind them.",
                field: "lines")
        }
        var order = order
        let downSince = order.details.downSince
        order.details = details
        // Who says nothing else leaves it at the receipt.
        if order.state != .booked, details.downSince == nil { order.details.downSince = downSince }
        try ServiceRows.update(&order, transaction)
        try write("order.change", order, as: principal, from: source, transaction)
        return order
    }

    private static func check(
        _ details: ServiceDetails, _ unit: UnitKey, _ model: Model, until now: Int64, _ transaction: any SQLTransaction
    ) throws {
        try details.check(now: now)
        for code in [details.symptom, details.faultCode].compactMap(\.self) {
            try FaultCodes.require(code, for: model, transaction)
        }
        if let number = details.caseNumber {
            guard let found = try CaseRows.find(number.id, transaction), found.unit == unit else {
                throw RegistryError(.caseUnknown, "There is no such case about this unit.", field: "case")
            }
        }
    }

    /// Moves an order on. What the unit goes through becomes its events: that it came for repair, which parts went out and
    /// in, and that it works again.
    /// - Throws: `state.step`, `order.changed`, `order.incomplete`, `reason.invalid`, `value.invalid`, `component.…`.
    package static func move(
        _ order: ServiceOrder, by move: ServiceMove, of model: Model, expecting version: Int64?,
        as principal: Principal, from source: RequestSource = .local, _ recorder: EventRecorder,
        _ transaction: any SQLTransaction
    ) throws -> ServiceOrder {
        guard version == nil || version == order.rowVersion else { throw changedMeanwhile }
        var order = order
        let from = order.state
        order.state = try ServiceWorkflow.machine.state(after: move.step, from: from)
        try move.check()
        switch move.step {
        case .receive, .reopen: try ServiceWork.begin(&order, move, recorder, transaction)
        case .complete, .decline: try complete(&order, move, model, recorder, transaction)
        case .cancel where from != .booked:
            try ServiceWork.end(&order, [], move.note, recorder, transaction)
            try ServiceWork.handBack(order, nil, recorder, transaction)
        case .handBack: try ServiceWork.handBack(order, move.note, recorder, transaction)
        default: break
        }
        if move.step == .receive { try ServiceRepairs.noteReturn(order, transaction) }
        if move.step == .reopen {
            (order.outcome, order.completedAt, order.details.backSince) = (nil, nil, nil)
            try ServiceRepairs.forget(order, transaction)
        }
        try ServiceRows.update(&order, transaction)
        try ServiceSteps.append(
            ServiceStepEntry(
                step: move.step, state: order.state, at: transaction.now, by: principal.auditName, note: move.note),
            to: order.number.id, transaction)
        try write("order.\(move.step.rawValue)", order, as: principal, from: source, transaction)
        return order
    }

    private static func complete(
        _ order: inout ServiceOrder, _ move: ServiceMove, _ model: Model, _ recorder: EventRecorder,
        _ transaction: any SQLTransaction
    ) throws {
        guard let outcome = move.step == .decline ? .declined : move.outcome else {
            throw incomplete("Say what the repair came to: repaired, noTroubleFound, …", "outcome")
        }
        let code = try order.details.faultCode.flatMap { try FaultCodes.find($0, for: model, transaction) }
        switch outcome {
        case .repaired, .exchanged, .notRepairable:
            guard order.details.faultCode != nil else {
                throw incomplete("Say which fault was found before you complete the order.", "faultCode")
            }
            guard code?.kind != .noTroubleFound else {
                throw incomplete("The fault code says that nothing was found; the outcome says otherwise.", "outcome")
            }
        case .noTroubleFound:
            guard code?.kind ?? .noTroubleFound == .noTroubleFound, code != nil || order.details.faultCode == nil else {
                throw incomplete("The fault code names a fault; the outcome says that there was none.", "outcome")
            }
        case .declined: break
        }
        guard outcome != .repaired || order.details.workDone != nil || !order.details.lines.isEmpty else {
            throw incomplete("Say what was done, in words or line by line.", "workDone")
        }
        (order.outcome, order.completedAt) = (outcome, transaction.now)
        // What could not be repaired is not back.
        if outcome == .repaired || outcome == .noTroubleFound, order.details.backSince == nil {
            order.details.backSince = transaction.now
        }
        try ServiceWork.record(&order, model, move.note, recorder, transaction)
        try ServiceRepairs.note(order, transaction)
    }

    private static func incomplete(_ sentence: String, _ field: String) -> RegistryError {
        RegistryError(.orderIncomplete, sentence, field: field)
    }

    /// Keeps which claim was filed for an order.
    package static func link(
        _ order: ServiceOrder, to claim: ClaimNumber, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> ServiceOrder {
        var order = order
        order.claim = claim
        try ServiceRows.update(&order, transaction)
        try write("order.claim", order, as: principal, from: source, transaction)
        return order
    }

    /// Erases what people have said in an order. What was found, done and paid stays.
    static func erase(
        _ order: ServiceOrder, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        var order = order
        (order.details.complaint, order.details.workDone) = (nil, nil)
        try ServiceRows.update(&order, transaction)
        try ServiceSteps.eraseTexts(of: order.number.id, transaction)
        try write("order.erase", order, as: principal, from: source, transaction)
    }

    /// Erases what people have said in the orders about units that a party owned then.
    package static func eraseAll(
        of owner: ID<Party>, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        for order in try ServiceList.all(of: owner, transaction) {
            try erase(order, as: principal, from: source, transaction)
        }
    }

    private static func write(
        _ action: String, _ order: ServiceOrder, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: order.number.text, of: order.manufacturer, as: principal, from: source, transaction)
    }
}

/// A step of a service order, with what belongs to it.
package struct ServiceMove: Hashable, Sendable {
    package var step: ServiceStep
    /// What is said about it.
    package var note: String?
    /// Of a completion: what the repair came to.
    package var outcome: ServiceOutcome?

    package init(_ step: ServiceStep, note: String? = nil, outcome: ServiceOutcome? = nil) {
        self.step = step
        self.note = note
        self.outcome = outcome
    }

    /// - Throws: `reason.invalid`, `value.invalid`.
    func check() throws(RegistryError) {
        try TextRules.check(note, field: "note", limit: 1_000)
        guard !step.needsReason || note != nil else {
            throw RegistryError(.reasonInvalid, "Say why, for whoever reads the order later.", field: "note")
        }
        guard outcome == nil || step == .complete else {
            throw RegistryError(.valueInvalid, "Only a completion has an outcome.", field: "outcome")
        }
    }
}
