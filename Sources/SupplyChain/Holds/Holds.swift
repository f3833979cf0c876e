package import Identifiers
package import Registry
package import Storage

/// Where goods are held back, and where it is decided about them.
///
/// That goods are held is an event of the ledger (business step `holding`), which sets the persistent disposition
/// `non_sellable_other`: whatever disposition they have underneath stays, and holds again once they are released. Goods that two
/// holds hold stay held until both are decided.
package enum Holds {
    package static let unknown = RegistryError(
        .holdUnknown, "There is no such hold, or it is not for you. List those that there are.", field: "hold")

    static let changedMeanwhile = RegistryError(
        .holdChanged, "The hold has changed since you read it. Read it again and repeat the change.")

    /// What held goods are marked with.
    package static let mark = Disposition.nonSellableOther
    /// The type of the business transaction by which the events of a hold name it.
    package static let transactionType = "nameplate-hold"
    /// So many units and so many parts of batches, as one event names them.
    package static let (mostUnits, mostRanges) = (1_000, 100)

    // MARK: Finding

    package static func find(_ number: HoldNumber, _ reader: any SQLReader) throws -> Hold? {
        try HoldRows.find(number.id, reader)
    }

    /// Up to `limit` holds of a manufacturer, the latest first: those that wait for a decision, or all.
    package static func page(
        of manufacturer: ID<Manufacturer>, open: Bool, after place: Hold?, limit: Int, _ reader: any SQLReader
    ) throws -> [Hold] {
        try HoldRows.page(of: manufacturer, open: open, after: place, limit: limit, reader)
    }

    package static func items(of hold: Hold, limit: Int, _ reader: any SQLReader) throws -> [HeldItem] {
        try HoldRows.items(of: hold.number.id, limit: limit, reader)
    }

    /// The holds that keep a unit from leaving.
    package static func lasting(of unit: UnitRow, _ reader: any SQLReader) throws -> [Hold] {
        try HoldRows.lasting(of: unit.key, in: unit.place, reader)
    }

    // MARK: Changing

    /// Holds goods back.
    /// - Parameter items: units and parts of batches of the manufacturer's.
    /// - Throws: `value.invalid`, `unit.unknown`, `unit.state` for what is not there any more.
    package static func place(
        _ items: [HeldItem], _ reason: Hold.Reason, _ note: String, of manufacturer: ID<Manufacturer>,
        as principal: Principal, from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> Hold {
        let transaction = recorder.transaction
        try TextRules.check(note, field: "note", limit: Hold.longestNote)
        let items = try items.enumerated().map { try checked($1, at: $0, of: manufacturer, recorder) }
        guard !items.isEmpty else {
            throw RegistryError(.valueInvalid, "Name what is to be held: units or a batch.", field: "items")
        }
        try claim(manufacturer, transaction)
        var number = HoldNumber(drawn: transaction.newID())
        while try HoldRows.find(number.id, transaction) != nil { number = HoldNumber(drawn: transaction.newID()) }
        var draft = EventDraft(time: transaction.now)
        draft.businessStep = .holding
        draft.details.set = [mark.rawValue]
        draft.details.transactions = [.init(type: transactionType, id: number.text)]
        draft.add(items)
        guard draft.units.count <= mostUnits, draft.ranges.count <= mostRanges else {
            throw RegistryError(
                .valueInvalid, "A hold names at most \(mostUnits) units and \(mostRanges) parts of batches.",
                field: "items")
        }
        let event = try recorder.record(draft, of: manufacturer)
        let hold = Hold(
            number: number, manufacturer: manufacturer, reason: reason, note: note, placedAt: transaction.now,
            placedBy: principal.auditName, event: event.id,
            unitCount: items.reduce(0) { $0.addingSaturated($1.count) })
        guard try HoldRows.insert(hold, items, transaction) else { throw changedMeanwhile }
        try AuditTrail.write(
            "hold.place", subject: number.text, of: manufacturer, as: principal, from: source,
            detail: reason.rawValue, transaction)
        return hold
    }

    /// Decides about held goods: what no other hold holds is free again, or it stays held until it is reworked or scrapped. What was
    /// rejected may be released later.
    /// - Parameter version: that the caller has seen; nil decides whatever is there.
    /// - Throws: `hold.changed`, `state.step` where it is decided, `value.invalid`.
    package static func decide(
        _ known: Hold, _ decision: Hold.Decision, _ note: String, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> Hold {
        let transaction = recorder.transaction
        try TextRules.check(note, field: "note", limit: Hold.longestNote)
        try claim(known.manufacturer, transaction)
        // What was read before the claim may be old.
        guard var hold = try HoldRows.find(known.number.id, transaction) else { throw unknown }
        guard version == nil || version == hold.rowVersion else { throw changedMeanwhile }
        guard hold.outcome?.decision != .released, hold.outcome?.decision != decision else {
            throw RegistryError(.stateStep, "It is decided about \(hold.number.text) already.", field: "hold")
        }
        let items = try HoldRows.items(of: hold.number.id, limit: mostUnits + mostRanges, transaction)
        switch decision {
        case .released: try release(free(items, besides: hold.number.id, transaction), hold, recorder)
        case .rejected: try record(items, hold, recorder)
        }
        let outcome = Hold.Outcome(
            decision: decision, note: note, at: transaction.now, by: principal.auditName)
        try HoldRows.decide(&hold, outcome, transaction)
        try AuditTrail.write(
            "hold.decide", subject: hold.number.text, of: hold.manufacturer, as: principal, from: source,
            detail: decision.rawValue, transaction)
        return hold
    }

    // MARK: Parts

    /// Two holds that change at once are dealt with one after the other: each asks what the other holds.
    private static func claim(_ manufacturer: ID<Manufacturer>, _ transaction: any SQLTransaction) throws {
        try transaction.claim(Claim("holds", manufacturer), .exclusive)
    }

    private static func checked(
        _ item: HeldItem, at place: Int, of manufacturer: ID<Manufacturer>, _ recorder: EventRecorder
    ) throws -> HeldItem {
        guard case .unit(let key, _) = item else { return item }
        try recorder.moveOn(past: key)
        guard let unit = try Units.find(key, recorder.transaction), unit.manufacturer == manufacturer else {
            throw RegistryError(.unitUnknown, "\(key.serial.text) is not known.", field: "items[\(place)]")
        }
        guard unit.state.endedAt == nil else {
            throw RegistryError(.unitState, "\(key.serial.text) is not there any more.", field: "items[\(place)]")
        }
        return .unit(key, in: unit.place)
    }

    /// What no other hold that lasts holds.
    private static func free(
        _ items: [HeldItem], besides hold: ID<Hold>, _ reader: any SQLReader
    ) throws -> [HeldItem] {
        try items.flatMap { item -> [HeldItem] in
            switch item {
            case .unit(let key, let range):
                let others = try HoldRows.lasting(of: key, in: range, reader)
                return others.allSatisfy { $0.number.id == hold } ? [item] : []
            case .range(let range):
                let held = try HoldRows.others(than: hold, holding: range, reader)
                return range.sequences.without(held).map { .range(.init(batch: range.batch, sequences: $0)) }
            }
        }
    }

    private static func release(_ items: [HeldItem], _ hold: Hold, _ recorder: EventRecorder) throws {
        // Where others hold parts of what this one holds, there can be more parts than one event names.
        var rest = items[...]
        while !rest.isEmpty {
            let ranges = rest.prefix { $0.isRange }.prefix(mostRanges)
            let part = ranges.isEmpty ? rest.prefix { !$0.isRange }.prefix(mostUnits) : ranges
            try record(Array(part), hold, recorder) { $0.unset = [mark.rawValue] }
            rest = rest.dropFirst(part.count)
        }
    }

    private static func record(
        _ items: [HeldItem], _ hold: Hold, _ recorder: EventRecorder, _ say: (inout EventDetails) -> Void = { _ in }
    ) throws {
        var draft = EventDraft(time: recorder.transaction.now)
        draft.businessStep = .inspecting
        draft.details.transactions = [.init(type: transactionType, id: hold.number.text)]
        say(&draft.details)
        draft.add(items)
        for key in draft.units { try recorder.moveOn(past: key) }
        _ = try recorder.record(draft, of: hold.manufacturer)
    }
}

extension HeldItem {
    fileprivate var isRange: Bool {
        if case .range = self { return true }
        return false
    }
}

extension EventDraft {
    fileprivate mutating func add(_ items: [HeldItem]) {
        for item in items {
            switch item {
            case .unit(let key, _): units.append(key)
            case .range(let range): ranges.append(range)
            }
        }
    }
}

extension UnitRow {
    /// Its place in its batch.
    package var place: EventDraft.SequenceRange? {
        guard let batch, let sequence else { return nil }
        return EventDraft.SequenceRange(batch: batch, sequences: sequence...sequence)
    }
}

extension ClosedRange<Int64> {
    /// The parts of it that none of `others` covers.
    /// - Parameter others: sorted by where they begin.
    func without(_ others: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var parts: [ClosedRange<Int64>] = []
        var next = lowerBound
        for other in others where other.upperBound >= next {
            if other.lowerBound > upperBound { break }
            if other.lowerBound > next { parts.append(next...(other.lowerBound - 1)) }
            guard other.upperBound < upperBound else { return parts }
            next = other.upperBound + 1
        }
        parts.append(next...upperBound)
        return parts
    }
}
