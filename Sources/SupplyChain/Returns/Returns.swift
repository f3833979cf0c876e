package import Identifiers
package import Registry
package import Storage

/// Which returns of a manufacturer somebody wants to see.
package struct ReturnQuestion: Hashable, Sendable {
    /// Those that have come to an end instead of those that are open.
    package var isClosed = false
    /// Only those that have come in at the place with this code.
    package var location: String?

    package init() {}
}

/// A step that somebody wants to do with a return.
package struct ReturnMove: Hashable, Sendable {
    package var step: ReturnStep
    /// The code of the place: where it came in, or is from then on; where it came in without it.
    package var location: String?
    /// What was found. Decisions need one.
    package var note: String?

    package init(_ step: ReturnStep, at location: String? = nil, note: String? = nil) {
        (self.step, self.location, self.note) = (step, location, note)
    }
}

/// Where units come back: promised, received, looked at, and put to stock, repaired, scrapped or sent back. Each step but the
/// promise is an event of the ledger.
package enum Returns {
    package static let unknown = RegistryError(
        .returnUnknown, "There is no such return, or it is not for you. List those that there are.", field: "return")

    static let changedMeanwhile = RegistryError(
        .returnChanged, "The return has changed since you read it. Read it again and repeat the step.")

    /// The type of the business transaction by which its events name a return (CBV 2.0, section 7.3).
    package static let transactionType = "rma"

    package static func find(_ number: ReturnNumber, _ reader: any SQLReader) throws -> GoodsReturn? {
        try ReturnRows.find(number.id, reader)
    }

    /// Up to `limit` returns, the latest first.
    package static func page(
        of manufacturer: ID<Manufacturer>, _ question: ReturnQuestion, after place: GoodsReturn?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [GoodsReturn] {
        try ReturnRows.page(of: manufacturer, question, after: place, limit: limit, reader)
    }

    /// Promises to take a unit back.
    /// - Throws: `value.invalid`, `unit.unknown`, `unit.state` where it is not there any more, `state.step` where a return of it is
    ///   open already.
    package static func authorize(
        _ key: UnitKey, _ reason: GoodsReturn.Reason, reference: String?, of manufacturer: ID<Manufacturer>,
        as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> GoodsReturn {
        try TextRules.check(reference, field: "reference", limit: GoodsReturn.longestReference)
        try transaction.claim(Claim("returns of \(key.model)", key.serial.text), .exclusive)
        guard let unit = try Units.find(key, transaction), unit.manufacturer == manufacturer else {
            throw RegistryError(.unitUnknown, "\(key.serial.text) is not known.", field: "unit")
        }
        guard unit.state.endedAt == nil else {
            throw RegistryError(.unitState, "\(key.serial.text) is not there any more.", field: "unit")
        }
        if let other = try ReturnRows.open(of: key, transaction) {
            throw RegistryError(
                .stateStep, "\(key.serial.text) has an open return already, \(other.number.text).", field: "unit")
        }
        var entry = GoodsReturn(
            number: ReturnNumber(drawn: transaction.newID()), manufacturer: manufacturer, unit: key, reason: reason,
            reference: reference, state: ReturnWorkflow.machine.initial, authorizedAt: transaction.now,
            authorizedBy: principal.auditName)
        while try !ReturnRows.insert(entry, transaction) { entry.number = ReturnNumber(drawn: transaction.newID()) }
        try audit("return.authorize", entry, detail: reason.rawValue, as: principal, from: source, transaction)
        return entry
    }

    /// Moves a return on.
    /// - Parameter version: that the caller has seen; nil moves whatever is there.
    /// - Throws: `return.changed`, `state.step`, `value.invalid` where a note or a place is missing.
    package static func move(
        _ known: GoodsReturn, _ move: ReturnMove, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> GoodsReturn {
        let transaction = recorder.transaction
        try TextRules.check(move.note, field: "note", limit: GoodsReturn.longestNote)
        try transaction.claim(Claim("returns of \(known.unit.model)", known.unit.serial.text), .exclusive)
        // What was read before the claim may be old.
        guard var entry = try ReturnRows.find(known.number.id, transaction) else { throw unknown }
        guard version == nil || version == entry.rowVersion else { throw changedMeanwhile }
        entry.state = try ReturnWorkflow.machine.state(after: move.step, from: entry.state)
        if move.step.isDecision, move.note == nil {
            throw RegistryError(.valueInvalid, "Say what was found.", field: "note")
        }
        guard move.step != .receive || move.location != nil else {
            throw RegistryError(.valueInvalid, "Say in which place it has come in.", field: "location")
        }
        if move.step == .receive { entry.location = move.location }
        try record(move, entry, recorder)
        try ReturnRows.update(&entry, transaction)
        try ReturnSteps.append(
            ReturnStepEntry(
                step: move.step, state: entry.state, at: transaction.now, by: principal.auditName, note: move.note),
            to: entry.number.id, transaction)
        try audit(
            "return.\(move.step.rawValue)", entry, detail: move.location, as: principal, from: source, transaction)
        return entry
    }

    private static func record(_ move: ReturnMove, _ entry: GoodsReturn, _ recorder: EventRecorder) throws {
        var draft = EventDraft(time: recorder.transaction.now)
        draft.units = [entry.unit]
        draft.details.transactions = [.init(type: transactionType, id: entry.number.text)]
        draft.businessLocation = move.location ?? entry.location
        switch move.step {
        case .cancel: return
        case .receive: (draft.businessStep, draft.disposition) = (.receiving, .returned)
        case .restock: (draft.businessStep, draft.disposition) = (.stocking, .sellableAccessible)
        case .repair: (draft.businessStep, draft.disposition) = (.inspecting, .damaged)
        case .scrap: (draft.action, draft.businessStep, draft.disposition) = (.delete, .destroying, .destroyed)
        // It is its owner's again, and nobody's stock.
        case .sendBack: (draft.businessStep, draft.disposition) = (.shipping, .retailSold)
        }
        try recorder.moveOn(past: entry.unit)
        _ = try recorder.record(draft, of: entry.manufacturer)
    }

    private static func audit(
        _ action: String, _ entry: GoodsReturn, detail: String?, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: entry.number.text, of: entry.manufacturer, as: principal, from: source, detail: detail,
            transaction)
    }
}
