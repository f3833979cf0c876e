import Identifiers
package import Registry
package import Storage

extension Picks {
    /// Takes what was scanned; what was taken before keeps its result, and no scan keeps another from being taken. A case or pallet
    /// stands for what is in it, as if each unit had been scanned.
    /// - Returns: The list as it is then, and each scan as it is kept, in the order in which they were given; after a case or pallet
    ///   that was not taken before the units in it.
    /// - Throws: `pick.unknown`, and what the recorder throws.
    package static func take(
        _ scans: [KeyedPick], of list: PickList, at location: Location, as principal: Principal,
        from source: RequestSource = .local, _ recorder: EventRecorder
    ) throws -> (list: PickList, scans: [TakenPick]) {
        let transaction = recorder.transaction
        var list = try current(list, expecting: nil, transaction)
        var taken = try PickScanRows.find(scans.map(\.key), of: list.number, transaction)
        for key in taken.keys { taken[key]?.result.repeat() }
        var names = Set(taken.keys)
        let new = scans.filter { names.insert($0.key).inserted }
        guard !new.isEmpty else { return (list, scans.compactMap { taken[$0.key] }) }
        var containers = PickedContainers(transaction)
        var inside: [String: [KeyedPick]] = [:]
        for scan in new { inside[scan.key] = try containers.scans(of: scan) }
        for scan in new.flatMap({ [$0] + (inside[$0.key] ?? []) }) {
            if case .unit(let key) = scan.scan.subject { try recorder.moveOn(past: key) }
        }
        var desk = try PickingDesk(list, at: location, recorder)
        var units: [String: [TakenPick]] = [:]
        for scan in new {
            units[scan.key] = try inside[scan.key]?.map { try desk.take($0) }
            if case .container(let key) = scan.scan.subject {
                taken[scan.key] = TakenPick(scan, of: key, units[scan.key])
            } else {
                taken[scan.key] = try desk.take(scan)
            }
        }
        let kept = new.flatMap { scan in (taken[scan.key].map { [$0] } ?? []) + (units[scan.key] ?? []) }
        try PickScanRows.insert(kept, of: list.number, at: transaction.now, transaction)
        try desk.write()
        if list.state == .reserved, kept.contains(where: { $0.result == .picked || $0.result == .swapped }) {
            list.state = .picking
            try PickRows.update(&list, transaction)
            try write("pick.begin", list, as: principal, from: source, transaction)
        }
        let told = scans.flatMap { scan in
            (taken[scan.key].map { [$0] } ?? []) + (units.removeValue(forKey: scan.key) ?? [])
        }
        return (list, told)
    }
}

extension PickResult {
    /// A scan that comes twice says so.
    fileprivate mutating func `repeat`() {
        if self == .picked || self == .swapped { self = .again }
    }
}

/// Judges scans of one list, and gathers the events that follow from them.
private struct PickingDesk {
    private let list: PickList
    private let recorder: EventRecorder
    private let goods: PickableGoods
    private let lines: [PickLine]
    private var progress: [Int64: PickLine.Progress]
    private var ordinal: Int64
    private var picked: [PickItem] = []
    private var added: [PickItem] = []
    private var freed: [PickItem] = []
    private var containers: [UnitKey: [UnitKey]] = [:]

    init(_ list: PickList, at location: Location, _ recorder: EventRecorder) throws {
        let transaction = recorder.transaction
        (self.list, self.recorder) = (list, recorder)
        goods = try PickableGoods(at: location, now: transaction.now, transaction)
        lines = try PickLineRows.list(of: list.number, transaction)
        progress = try PickLineRows.progress(of: list.number, transaction)
        ordinal = try PickItemRows.lastOrdinal(of: list.number, transaction)
    }

    private var transaction: any SQLTransaction { recorder.transaction }

    /// Writes down by events what the scans come to.
    func write() throws {
        let events = PickEvents(of: list, recorder)
        try events.free(freed)
        try events.reserve(added)
        try events.pick(picked, outOf: containers)
    }

    mutating func take(_ keyed: KeyedPick) throws -> TakenPick {
        let scan = keyed.scan
        var taken = TakenPick(
            key: keyed.key, time: scan.time, text: scan.text, quantity: scan.quantity, result: .unread,
            reason: scan.reason)
        switch scan.subject {
        case .unread, .container: break
        case .unit(let key):
            (taken.unit, taken.model, taken.quantity) = (key, key.model, 1)
            try take(key, &taken)
        case .pieces(let model, let batch):
            taken.model = model
            try takePieces(of: model, batch, &taken)
        }
        return taken
    }

    // MARK: Units

    private mutating func take(_ key: UnitKey, _ taken: inout TakenPick) throws {
        guard let unit = try Units.find(key, transaction), unit.manufacturer == list.manufacturer else {
            return taken.set(.unread, "No unit has this serial number.")
        }
        if let item = try PickItemRows.find(key, in: unit.place, of: list.number, transaction) {
            taken.line = item.line
            guard item.state == .reserved else { return taken.set(.again, nil) }
            guard list.state.takesScans else { return taken.set(.notAsked, isClosed) }
            if let refusal = try goods.refusal(of: unit, isReserved: true) { return taken.set(refusal) }
            try pick(unit, of: item)
            return taken.set(.picked, nil)
        }
        guard list.state.takesScans else { return taken.set(.notAsked, isClosed) }
        let suitable = lines.filter { line in
            line.unit == nil && line.model == key.model && (line.batch == nil || line.batch == unit.batch)
        }
        guard !suitable.isEmpty else { return taken.set(.notAsked, nil) }
        // What this list has freed a moment ago still bears its mark.
        let isFreed = freed.contains { $0.covers(unit) }
        if let refusal = try goods.refusal(of: unit, isReserved: isFreed) { return taken.set(refusal) }
        for line in suitable where line.shortage(progress[line.ordinal] ?? .init()) > 0 {
            try add(unit, to: line)
            taken.line = line.ordinal
            return taken.set(.picked, nil)
        }
        for line in suitable {
            let found = try PickItemRows.list(
                of: list.number, line: line.ordinal, .reserved, limit: 1, transaction)
            guard let item = found.first else { continue }
            try free(item)
            try add(unit, to: line)
            taken.line = line.ordinal
            return taken.set(.swapped, nil)
        }
        taken.set(.notAsked, "All that was asked for is picked.")
    }

    private var isClosed: String { "The list is '\(list.state.rawValue)': nothing more is picked." }

    private mutating func pick(_ unit: UnitRow, of item: PickItem) throws {
        try PickItemRows.delete(item, of: list.number, transaction)
        if case .range(let range, let model) = item.goods, let place = unit.place {
            for rest in range.sequences.without([place.sequences]) {
                let part = EventDraft.SequenceRange(batch: range.batch, sequences: rest)
                try insert(PickItem(line: item.line, .range(part, of: model), at: item.place, in: item.container))
            }
        }
        progress[item.line, default: .init()].reserved -= 1
        try keep(unit, line: item.line)
    }

    private mutating func add(_ unit: UnitRow, to line: PickLine) throws {
        if let index = freed.firstIndex(where: { $0.covers(unit) }) {
            freed.remove(at: index)
        } else {
            added.append(PickItem(line: line.ordinal, .unit(unit.key, in: unit.place), at: ""))
        }
        try keep(unit, line: line.ordinal)
    }

    /// A unit that is picked stands loose from now on.
    private mutating func keep(_ unit: UnitRow, line: Int64) throws {
        var item = PickItem(
            line: line, .unit(unit.key, in: unit.place), at: try goods.place(of: unit) ?? list.location)
        item.state = .picked
        try insert(item)
        progress[line, default: .init()].picked += 1
        picked.append(item)
        if let container = unit.state.parent { containers[container, default: []].append(unit.key) }
    }

    /// Frees one unit of an item, the last one of a range.
    private mutating func free(_ item: PickItem) throws {
        try PickItemRows.delete(item, of: list.number, transaction)
        progress[item.line, default: .init()].reserved -= 1
        guard case .range(let range, let model) = item.goods, range.sequences.length > 1 else {
            freed.append(item)
            return
        }
        let last = range.sequences.upperBound
        var rest = item
        rest.goods = .range(.init(batch: range.batch, sequences: range.sequences.lowerBound...(last - 1)), of: model)
        try insert(rest)
        var one = item
        one.goods = .range(.init(batch: range.batch, sequences: last...last), of: model)
        freed.append(one)
    }

    private mutating func insert(_ item: PickItem) throws {
        ordinal += 1
        var item = item
        item.ordinal = ordinal
        try PickItemRows.insert([item], of: list, transaction)
    }

    // MARK: Pieces

    private mutating func takePieces(
        of model: ID<Model>, _ batch: ID<Batch>?, _ taken: inout TakenPick
    ) throws {
        let suitable = lines.filter { $0.unit == nil && $0.model == model }
        guard list.state.takesScans else { return taken.set(.notAsked, isClosed) }
        guard !suitable.isEmpty else { return taken.set(.notAsked, nil) }
        guard (1...PickScan.mostPieces).contains(taken.quantity) else {
            return taken.set(.unread, "A number of pieces is from 1 to \(PickScan.mostPieces).")
        }
        var left = taken.quantity
        for line in suitable where left > 0 {
            let items = try PickItemRows.list(
                of: list.number, line: line.ordinal, .reserved, limit: Picks.mostItems, transaction)
            for item in items.reversed() where left > 0 {
                guard case .pieces(let element, let former) = item.goods, batch == nil || element.batch == batch
                else { continue }
                let count = min(left, element.quantity)
                try pick(count, of: item, element, former)
                left -= count
                if taken.line == nil { taken.line = line.ordinal }
            }
        }
        let wanted = taken.quantity
        taken.quantity -= left
        guard taken.quantity > 0 else {
            taken.quantity = wanted
            return taken.set(.notAsked, "All that was asked for is picked.")
        }
        taken.set(.picked, left > 0 ? "Of \(wanted) no more than \(taken.quantity) were asked for." : nil)
    }

    private mutating func pick(
        _ count: Int64, of item: PickItem, _ element: EventDetails.Quantity, _ former: Disposition?
    ) throws {
        try PickItemRows.delete(item, of: list.number, transaction)
        func part(_ quantity: Int64) -> PickItem {
            var part = item
            part.goods = .pieces(.init(quantity, of: element.model, batch: element.batch), from: former)
            return part
        }
        if element.quantity > count { try insert(part(element.quantity - count)) }
        var taken = part(count)
        taken.state = .picked
        try insert(taken)
        progress[item.line, default: .init()].reserved -= count
        progress[item.line, default: .init()].picked += count
        picked.append(taken)
    }
}

extension PickItem {
    /// Whether it is this unit, or a range with it.
    fileprivate func covers(_ unit: UnitRow) -> Bool {
        switch goods {
        case .unit(let key, _): key == unit.key
        case .range(let range, _):
            unit.place.map { $0.batch == range.batch && range.sequences.contains($0.sequences.lowerBound) } ?? false
        case .pieces: false
        }
    }
}

extension TakenPick {
    fileprivate mutating func set(_ result: PickResult, _ reason: String?) {
        (self.result, self.reason) = (result, reason)
    }

    fileprivate mutating func set(_ refusal: PickableGoods.Refusal) {
        switch refusal {
        case .notHere(let reason): set(.notHere, reason)
        case .notAvailable(let reason): set(.notAvailable, reason)
        }
    }
}
