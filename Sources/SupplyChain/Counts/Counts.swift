package import Registry
package import Storage

/// Counts of what stands at a place: opened, scanned, finished, recounted, closed. What differs becomes events of the ledger; no
/// figure is ever typed over.
package enum Counts {
    package static let unknown = RegistryError(
        .countUnknown, "There is no such count, or it is not for you.", field: "count")

    package static let changedMeanwhile = RegistryError(
        .countChanged, "The count has changed since you read it. Read it again and repeat the change.")

    static func refusal(_ count: InventoryCount, _ advice: String) -> RegistryError {
        RegistryError(.countState, "The count is '\(count.state.rawValue)': \(advice)")
    }

    package static func find(
        _ number: InventoryCountNumber, _ reader: any SQLReader
    ) throws -> InventoryCount? {
        try CountRows.find(number.id, reader)
    }

    /// Up to `limit` counts after a place in the list, the newest first.
    /// - Parameter location: the code of the place.
    package static func page(
        of manufacturer: ID<Manufacturer>, at location: String?, _ state: CountState?, after place: RecordPlace?,
        limit: Int, _ reader: any SQLReader
    ) throws -> [InventoryCount] {
        try CountRows.page(of: manufacturer, at: location, state, after: place, limit: limit, reader)
    }

    /// How many things were scanned, in all rounds.
    package static func scanned(in count: InventoryCount, _ reader: any SQLReader) throws -> Int64 {
        try CountScanRows.number(of: count.number.id, reader)
    }

    /// Up to `limit` scans of the latest round after a key.
    package static func scans(
        of count: InventoryCount, after key: String, limit: Int, _ reader: any SQLReader
    ) throws -> [(key: String, scan: CountScan)] {
        try CountScanRows.list(of: count.number.id, round: count.round, after: key, limit: limit, reader)
    }

    /// Up to `limit` differences of the last round that is finished, from an ordinal on.
    package static func differences(
        of count: InventoryCount, from ordinal: Int64 = 0, limit: Int, _ reader: any SQLReader
    ) throws -> [CountDifference] {
        try CountDifferenceRows.list(
            of: count.number.id, round: count.finishedRound, from: ordinal, limit: limit, reader)
    }

    /// How many differences of each kind that round has found, and how many are not resolved.
    package static func differenceNumbers(
        of count: InventoryCount, _ reader: any SQLReader
    ) throws -> (kinds: [CountDifference.Kind: Int64], open: Int64) {
        try CountDifferenceRows.number(of: count.number.id, round: count.finishedRound, reader)
    }

    // MARK: Changing

    /// - Parameter location: one at which the principal handles goods.
    package static func open(
        _ kind: CountKind, of model: Model?, isBlind: Bool, plannedAt: Int64?, at location: Location,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> InventoryCount {
        var count = InventoryCount(
            number: InventoryCountNumber(drawn: transaction.newID()), manufacturer: location.manufacturer,
            location: location.code, kind: kind, model: model?.id, isBlind: isBlind, openedBy: principal.auditName,
            openedAt: transaction.now, openedPosition: try Positions.head(transaction))
        count.plannedAt = plannedAt
        while try !CountRows.insert(count, transaction) {
            count.number = InventoryCountNumber(drawn: transaction.newID())
        }
        try write("count.open", count, as: principal, from: source, transaction)
        return count
    }

    /// Keeps what was scanned. What was scanned before in the same round changes nothing.
    /// - Throws: `count.state`.
    package static func take(
        _ scans: [CountScan], in count: InventoryCount, _ transaction: any SQLTransaction
    ) throws -> [ScanResult] {
        guard count.state == .open else {
            throw refusal(count, "nothing more is scanned in it. Recount, or open another.")
        }
        return try scans.map { scan in
            // A scanner's clock may be a little ahead.
            guard scan.time >= count.openedAt, scan.time <= transaction.now.addingSaturated(60_000_000) else {
                return .refused
            }
            let isNew = try CountScanRows.write(scan, in: count, at: transaction.now, transaction)
            if case .unread = scan.subject { return .unread }
            return isNew ? .taken : .again
        }
    }

    /// Ends a round with what it has come to.
    /// - Parameter outcome: as ``CountOutcome/find(_:_:)`` has found it for this count; nil where scans came in since.
    /// - Throws: `count.state`, `count.changed`.
    package static func finish(
        _ count: InventoryCount, _ outcome: CountOutcome, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> InventoryCount? {
        var count = try changeable(count, in: [.open], "its round is finished.", expecting: version)
        guard try CountScans.mark(of: count.number.id, transaction) == outcome.scans else { return nil }
        try CountDifferenceRows.delete(of: count.number.id, round: count.round, transaction)
        for difference in outcome.differences {
            try CountDifferenceRows.insert(difference, of: count, transaction)
        }
        (count.expected, count.correct) = (outcome.expected, outcome.correct)
        (count.state, count.countedAt) = (.counted, transaction.now)
        try CountRows.update(&count, transaction)
        try write("count.finish", count, as: principal, from: source, transaction)
        return count
    }

    /// Begins another round for what differs, closes a count or gives it up.
    /// - Throws: `count.state`, `count.changed`.
    package static func move(
        _ count: InventoryCount, by step: CountStep, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> InventoryCount {
        let states = CountState.allCases.filter { $0.steps.contains(step) }
        var count = try changeable(count, in: states, "'\(step.rawValue)' is not possible.", expecting: version)
        switch step {
        case .finish: throw refusal(count, "a round is finished with what it comes to.")
        case .recount:
            let (_, open) = try differenceNumbers(of: count, transaction)
            guard open > 0 else { throw refusal(count, "nothing differs any more; close it.") }
            (count.state, count.round) = (.open, count.round.addingSaturated(1))
        case .close:
            let (_, open) = try differenceNumbers(of: count, transaction)
            guard open == 0 else {
                throw refusal(
                    count, "\(open) differences are open. Adjust them, or note why they stay, before you close it.")
            }
            (count.state, count.closedAt) = (.closed, transaction.now)
        case .cancel: (count.state, count.closedAt) = (.cancelled, transaction.now)
        }
        try CountRows.update(&count, transaction)
        try write("count.\(step.rawValue)", count, as: principal, from: source, transaction)
        return count
    }

    static func changeable(
        _ count: InventoryCount, in states: [CountState], _ advice: String, expecting version: Int64?
    ) throws -> InventoryCount {
        guard version == nil || version == count.rowVersion else { throw changedMeanwhile }
        guard states.contains(count.state) else { throw refusal(count, advice) }
        return count
    }

    static func write(
        _ action: String, _ count: InventoryCount, as principal: Principal, from source: RequestSource,
        detail: String? = nil, _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: count.number.text, of: count.manufacturer, as: principal, from: source,
            detail: detail ?? count.location, transaction)
    }
}

extension InventoryCount {
    /// The last round of which it is known what differs; while another is under way, the one before.
    package var finishedRound: Int64 { state == .open ? round - 1 : round }
}
