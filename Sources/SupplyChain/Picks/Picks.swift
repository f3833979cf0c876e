package import Identifiers
package import Registry
package import Storage

/// Pick lists: goods that are set aside for somebody, picked, and leave.
///
/// That goods are set aside is an event of the ledger (business step `reserving`), which sets the persistent disposition `reserved`
/// of units; pieces are in that disposition then. Whatever disposition they have underneath counts again once they are free.
package enum Picks {
    package static let unknown = RegistryError(
        .pickUnknown, "There is no such pick list, or it is not for you.", field: "pick")

    package static let changedMeanwhile = RegistryError(
        .pickChanged, "The pick list has changed since you read it. Read it again and repeat the change.")

    /// What goods that are set aside are marked with.
    package static let mark = Disposition.reserved
    /// The type of the business transaction by which events name a list.
    package static let transactionType = "nameplate-pick"
    package static let (mostLines, mostItems) = (200, 5_000)
    private static let (longestReference, longestRecipient) = (80, 200)

    // MARK: Finding

    package static func find(_ number: PickNumber, _ reader: any SQLReader) throws -> PickList? {
        try PickRows.find(number.id, reader)
    }

    package static func find(
        reference: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> PickList? {
        try PickRows.find(reference: reference, of: manufacturer, reader)
    }

    /// Up to `limit` lists after a place in the list, the newest first.
    /// - Parameter location: the code of the place.
    package static func page(
        of manufacturer: ID<Manufacturer>, at location: String?, _ state: PickState?, after place: RecordPlace?,
        limit: Int, _ reader: any SQLReader
    ) throws -> [PickList] {
        try PickRows.page(of: manufacturer, at: location, state, after: place, limit: limit, reader)
    }

    /// What a list asks for, with how far it is.
    package static func lines(
        of list: PickList, _ reader: any SQLReader
    ) throws -> [(line: PickLine, progress: PickLine.Progress)] {
        let progress = try PickLineRows.progress(of: list.number, reader)
        return try PickLineRows.list(of: list.number, reader).map { ($0, progress[$0.ordinal] ?? .init()) }
    }

    /// Up to `limit` things that are set aside, picked or gone, after one in their order.
    package static func items(
        of list: PickList, after ordinal: Int64 = -1, limit: Int, _ reader: any SQLReader
    ) throws -> [PickItem] {
        try PickItemRows.page(of: list.number, after: ordinal, limit: limit, reader)
    }

    /// The cases and pallets in which something is that is set aside and not picked, by line.
    package static func containers(
        of list: PickList, limit: Int, _ reader: any SQLReader
    ) throws -> [(line: Int64, serial: String)] {
        try PickLineRows.containers(of: list.number, limit: limit, reader)
    }

    /// The latest scans, newest first.
    package static func scans(
        of list: PickList, before place: (time: Int64, key: String)? = nil, limit: Int, _ reader: any SQLReader
    ) throws -> [TakenPick] {
        try PickScanRows.latest(of: list.number, before: place, limit: limit, reader)
    }

    // MARK: Changing

    /// Sets goods aside.
    /// - Parameter plan: as ``PickPlan/find(_:_:now:)`` has found it.
    /// - Returns: nil where something of it was moved or set aside since: find it again.
    /// - Throws: `value.invalid`, `pick.taken`, and what the recorder throws.
    package static func reserve(
        _ plan: PickPlan, as principal: Principal, from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> PickList? {
        let transaction = recorder.transaction
        let draft = plan.draft
        let manufacturer = draft.location.manufacturer
        try TextRules.check(draft.reference, field: "reference", limit: longestReference)
        try TextRules.check(draft.recipient, field: "for", limit: longestRecipient)
        try claim(manufacturer, .exclusive, transaction)
        if let reference = draft.reference,
            let other = try PickRows.find(reference: reference, of: manufacturer, transaction)
        {
            throw RegistryError(
                .pickTaken, "The pick list \(other.number.text) has this reference.", field: "reference")
        }
        guard try isStillSo(plan, recorder) else { return nil }
        var list = PickList(
            number: PickNumber(drawn: transaction.newID()), manufacturer: manufacturer,
            location: draft.location.code, reference: draft.reference, recipient: draft.recipient,
            createdBy: principal.auditName, createdAt: transaction.now)
        while try !PickRows.insert(list, transaction) { list.number = PickNumber(drawn: transaction.newID()) }
        try PickLineRows.insert(plan.lines, of: list.number, transaction)
        try PickItemRows.insert(plan.items, of: list, transaction)
        try PickEvents(of: list, recorder).reserve(plan.items)
        try write("pick.reserve", list, as: principal, from: source, transaction)
        return list
    }

    /// Says that nothing more is picked, or that nobody wants the goods: what is not picked, or all, is free again.
    /// - Throws: `pick.unknown`, `pick.changed`, `pick.state`.
    package static func move(
        _ list: PickList, by step: PickStep, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> PickList {
        let transaction = recorder.transaction
        var list = try current(list, expecting: version, transaction)
        guard list.state.steps.contains(step) else {
            throw refusal(list, step == .finish ? "nothing is picked" : "nothing is set aside any more")
        }
        let open = try PickItemRows.page(of: list.number, limit: .max, transaction).filter { item in
            item.state == .reserved || (step == .cancel && item.state == .picked)
        }
        try PickEvents(of: list, recorder).free(open)
        for item in open { try PickItemRows.delete(item, of: list.number, transaction) }
        switch step {
        case .finish:
            list.state = .picked
            try close(&list, transaction)
        case .cancel: (list.state, list.closedAt) = (.cancelled, transaction.now)
        }
        try PickRows.update(&list, transaction)
        try write("pick.\(step.rawValue)", list, as: principal, from: source, transaction)
        return list
    }

    // MARK: Parts

    /// Two lists that change at once are dealt with one after the other, and so is what leaves meanwhile.
    static func claim(
        _ manufacturer: ID<Manufacturer>, _ strength: Claim.Strength, _ transaction: any SQLTransaction
    ) throws {
        try transaction.claim(Claim("picks", manufacturer), strength)
    }

    /// The list as it is once nobody else changes it.
    /// - Throws: `pick.changed`, `pick.unknown`.
    static func current(
        _ list: PickList, expecting version: Int64?, _ transaction: any SQLTransaction
    ) throws -> PickList {
        try claim(list.manufacturer, .exclusive, transaction)
        guard let found = try PickRows.find(list.number.id, transaction) else { throw unknown }
        guard version == nil || version == found.rowVersion else { throw changedMeanwhile }
        return found
    }

    static func refusal(_ list: PickList, _ sentence: String) -> RegistryError {
        RegistryError(
            .pickState, "The pick list \(list.number.text) is '\(list.state.rawValue)': \(sentence).", field: "pick")
    }

    /// Where nothing of a list waits any more and something has left, it is fulfilled.
    static func close(_ list: inout PickList, _ transaction: any SQLTransaction) throws {
        let progress = try PickLineRows.progress(of: list.number, transaction).values
        guard progress.contains(where: { $0.gone > 0 }), progress.allSatisfy({ $0.reserved == 0 && $0.picked == 0 })
        else { return }
        (list.state, list.closedAt) = (.fulfilled, transaction.now)
    }

    /// The business transactions by which events name a list: its number, and the order (CBV 2.0, section 7.3: `po`).
    static func transactions(of list: PickList) -> [EventDetails.BusinessTransaction] {
        [.init(type: transactionType, id: list.number.text)]
            + (list.reference.map { [.init(type: "po", id: $0)] } ?? [])
    }

    /// Whether all that was chosen can still be had.
    private static func isStillSo(_ plan: PickPlan, _ recorder: EventRecorder) throws -> Bool {
        let transaction = recorder.transaction
        for key in plan.items.compactMap(\.key) { try recorder.moveOn(past: key) }
        let goods = try PickableGoods(at: plan.draft.location, now: transaction.now, transaction)
        let units = try Units.find(plan.items.compactMap(\.key), transaction)
        var wanted: [ID<Model>: [PickItem]] = [:]
        for item in plan.items {
            switch item.goods {
            case .unit(let key, _):
                guard let unit = units[key], try goods.refusal(of: unit) == nil else { return false }
            case .range(let range, _): guard try goods.refusal(of: range) == nil else { return false }
            case .pieces: wanted[item.model, default: []].append(item)
            }
        }
        for (model, items) in wanted {
            let pieces = try PickablePieces(of: model, at: goods, transaction)
            guard pieces.have(items) else { return false }
        }
        return true
    }

    static func write(
        _ action: String, _ list: PickList, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: list.number.text, of: list.manufacturer, as: principal, from: source,
            detail: list.location, transaction)
    }
}
