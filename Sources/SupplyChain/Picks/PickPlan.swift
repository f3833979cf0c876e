import Identifiers
package import Registry
package import Storage

/// Which goods would be set aside for a list, chosen without keeping writers waiting.
package struct PickPlan: Sendable {
    package let draft: PickDraft
    package fileprivate(set) var lines: [PickLine] = []
    package fileprivate(set) var items: [PickItem] = []
    /// How many of each line cannot be had, by its place.
    package fileprivate(set) var shortages: [Int64: Int64] = [:]

    /// - Throws: `value.invalid`; `pick.short` where it is too little; with the field `lines[3]` `unit.unknown`, `unit.state` and
    ///   `goods.held` for a unit that is named.
    package static func find(_ draft: PickDraft, _ reader: any SQLReader, now: Int64) throws -> PickPlan {
        var choice = try PickChoice(draft, now: now, reader)
        return try choice.run()
    }
}

/// Chooses the goods of one list.
private struct PickChoice {
    private var plan: PickPlan
    private let reader: any SQLReader
    private let goods: PickableGoods
    private var candidates: [ID<Model>: [PickCandidate]] = [:]
    private var pieces: [ID<Model>: PickablePieces] = [:]
    private var units: Set<UnitKey> = []
    private var ranges: [ID<Batch>: [ClosedRange<Int64>]] = [:]

    init(_ draft: PickDraft, now: Int64, _ reader: any SQLReader) throws {
        (plan, self.reader) = (PickPlan(draft: draft), reader)
        goods = try PickableGoods(at: draft.location, now: now, reader)
    }

    mutating func run() throws -> PickPlan {
        let lines = plan.draft.lines
        guard (1...Picks.mostLines).contains(lines.count) else {
            throw RegistryError(
                .valueInvalid, "A list has 1 to \(Picks.mostLines) lines; make several of more.", field: "lines")
        }
        var made: [Int: PickLine] = [:]
        // What is named is nobody else's, so it comes first.
        for (place, line) in lines.enumerated() {
            if case .unit(let key) = line { made[place] = try name(key, at: place) }
        }
        for (place, line) in lines.enumerated() {
            if case .some(let quantity, let model, let batch, let strategy) = line {
                made[place] = try choose(quantity, of: model, batch, strategy, at: place)
            }
        }
        plan.lines = lines.indices.compactMap { made[$0] }
        let isTooMany = plan.items.count > Picks.mostItems
        guard !isTooMany else {
            throw RegistryError(
                .valueInvalid, "A list names at most \(Picks.mostItems) things; make several of more.", field: "lines")
        }
        if let (place, missing) = plan.shortages.min(by: { $0.key < $1.key }),
            !plan.draft.isPartial || plan.items.isEmpty
        {
            let line = plan.lines[Int(place)]
            throw RegistryError(
                .pickShort,
                "Of \(line.quantity), \(line.quantity.addingSaturated(-missing)) can be set aside at "
                    + "'\(goods.location.code)'.", field: "lines[\(place)]")
        }
        plan.items.sort { $0.line < $1.line }
        for index in plan.items.indices { plan.items[index].ordinal = Int64(index) }
        return plan
    }

    // MARK: Units

    private mutating func name(_ key: UnitKey, at place: Int) throws -> PickLine {
        let field = "lines[\(place)]"
        guard let unit = try Units.find(key, reader), unit.manufacturer == goods.location.manufacturer else {
            throw RegistryError(.unitUnknown, "\(key.serial.text) is not known.", field: field)
        }
        guard try Models.origin(of: key.model, reader)?.kind != .container else {
            throw RegistryError(
                .valueInvalid, "Cases and pallets are not set aside as such; name what is in them.", field: field)
        }
        guard units.insert(key).inserted else {
            throw RegistryError(.valueInvalid, "\(key.serial.text) is named twice; name each once.", field: field)
        }
        if let refusal = try goods.refusal(of: unit) {
            throw RegistryError(.unitState, "\(key.serial.text): \(refusal.sentence)", field: field)
        }
        if let range = unit.place { ranges[range.batch, default: []].append(range.sequences) }
        plan.items.append(
            PickItem(
                line: Int64(place), .unit(key, in: unit.place), at: try goods.place(of: unit) ?? "",
                in: unit.state.parent))
        return PickLine(ordinal: Int64(place), model: key.model, unit: key, quantity: 1, strategy: .fifo)
    }

    private mutating func choose(
        _ quantity: Int64, of model: ID<Model>, _ batch: ID<Batch>?, _ strategy: PickStrategy?, at place: Int
    ) throws -> PickLine {
        let field = "lines[\(place)]"
        guard (1...PickScan.mostPieces).contains(quantity) else {
            throw RegistryError(
                .valueInvalid, "A quantity is from 1 to \(PickScan.mostPieces).", field: field)
        }
        guard let origin = try Models.origin(of: model, reader), origin.manufacturer == goods.location.manufacturer,
            origin.kind != .container
        else { throw RegistryError(.modelUnknown, "There is no such model of goods.", field: field) }
        let found = try candidates[model] ?? goods.candidates(of: model, reader)
        candidates[model] = found
        var line = PickLine(
            ordinal: Int64(place), model: model, batch: batch, quantity: quantity, strategy: strategy ?? .fifo)
        // Of a model without serial numbers there are units or pieces.
        guard try !found.isEmpty || !SerialFormats.list(of: model, reader).isEmpty else {
            try choosePieces(&line, isUsual: strategy == nil)
            return line
        }
        if strategy == nil, found.contains(where: { $0.batch?.expiresOn != nil }) { line.strategy = .fefo }
        let order = line.strategy
        let takesContained = plan.draft.takesContained
        let suitable = found.filter { $0.isAvailable && (batch == nil || $0.batch?.id == batch) }.sorted {
            PickCandidate.precedes($0, $1, by: order, takesContained: takesContained)
        }
        var need = quantity
        for candidate in suitable where need > 0 { need -= try take(candidate, atMost: need, for: line) }
        if need > 0 { plan.shortages[line.ordinal] = need }
        return line
    }

    /// - Returns: how many it has taken.
    private mutating func take(_ candidate: PickCandidate, atMost need: Int64, for line: PickLine) throws -> Int64 {
        guard try !goods.isExpired(candidate.batch?.id) else { return 0 }
        switch candidate.subject {
        case .unit(let key):
            guard !units.contains(key), let unit = try Units.find(key, reader), try goods.refusal(of: unit) == nil
            else { return 0 }
            units.insert(key)
            plan.items.append(
                PickItem(
                    line: line.ordinal, .unit(key, in: unit.place), at: candidate.place, in: candidate.container))
            return 1
        case .range(let range, _):
            var taken: Int64 = 0
            let others = try ShipmentLines.awaitedRanges(of: range.batch, reader).map(\.sequences)
            let known = ((ranges[range.batch] ?? []) + others).sorted { $0.lowerBound < $1.lowerBound }
            for part in range.sequences.without(known) where taken < need {
                for sequences in try rowless(.init(batch: range.batch, sequences: part), atMost: need - taken) {
                    let part = EventDraft.SequenceRange(batch: range.batch, sequences: sequences)
                    guard try goods.refusal(of: part) == nil else { continue }
                    ranges[range.batch, default: []].append(sequences)
                    plan.items.append(
                        PickItem(
                            line: line.ordinal, .range(part, of: line.model), at: candidate.place,
                            in: candidate.container))
                    taken += sequences.length
                }
            }
            return taken
        }
    }

    /// The first parts of a range of which no unit has a row, with as many units as are needed or all.
    private func rowless(
        _ range: EventDraft.SequenceRange, atMost need: Int64
    ) throws -> [ClosedRange<Int64>] {
        var parts: [ClosedRange<Int64>] = []
        var left = need
        var first = range.sequences.lowerBound
        let last = range.sequences.upperBound
        func add(through end: Int64) {
            guard left > 0, first <= end else { return }
            let end = min(end, first.addingSaturated(left - 1))
            parts.append(first...end)
            left -= (first...end).length
        }
        while left > 0, first <= last {
            let rows = try RangedUnits.sequencesWithRows(
                in: .init(batch: range.batch, sequences: first...last), limit: 1_000, reader)
            for row in rows {
                add(through: row - 1)
                guard left > 0, row < last else { return parts }
                first = row + 1
            }
            if rows.count < 1_000 {
                add(through: last)
                return parts
            }
        }
        return parts
    }

    // MARK: Pieces

    private mutating func choosePieces(_ line: inout PickLine, isUsual: Bool) throws {
        var known = try pieces[line.model] ?? PickablePieces(of: line.model, at: goods, reader)
        if isUsual, known.hasExpiry { line.strategy = .fefo }
        let chosen = known.take(line.quantity, of: line.batch, by: line.strategy)
        pieces[line.model] = known
        for (element, place, former) in chosen {
            plan.items.append(PickItem(line: line.ordinal, .pieces(element, from: former), at: place))
        }
        let missing = line.quantity - chosen.reduce(0) { $0 + $1.element.quantity }
        if missing > 0 { plan.shortages[line.ordinal] = missing }
    }
}
