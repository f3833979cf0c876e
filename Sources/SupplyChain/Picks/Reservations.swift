import Identifiers
package import Registry
package import Storage

/// What pick lists keep for somebody while goods leave: what one list keeps may leave for it, all else is refused.
package final class Reservations {
    private let own: PickList?
    private let manufacturer: ID<Manufacturer>
    /// Whether any list keeps goods; nil before anybody has asked.
    private var keepsAny: Bool?
    private let principal: Principal
    private let reader: any SQLReader
    private var lists: [PickNumber: PickList?] = [:]
    /// What of the own list leaves, each with the part of its range.
    private var leaving: [(item: PickItem, sequences: ClosedRange<Int64>?)] = []
    /// Of that what leaves in a case or on a pallet, which alone is named.
    private var (insideUnits, insideRanges): ([UnitKey], [EventDraft.SequenceRange]) = ([], [])
    private var pieces: [PickItem]?
    private var loosePieces: LoosePieces?
    /// What a refusal names.
    var field = ""

    /// - Parameter own: the list for which goods leave.
    package init(
        for own: PickList?, of manufacturer: ID<Manufacturer>, as principal: Principal, _ reader: any SQLReader
    ) {
        (self.own, self.manufacturer, self.principal, self.reader) = (own, manufacturer, principal, reader)
    }

    /// Most leave where no list keeps anything: then no unit is asked for.
    private func areAny() throws -> Bool {
        if let keepsAny { return keepsAny }
        let found = try PickRows.keepsAny(of: manufacturer, reader)
        keepsAny = found
        return found
    }

    /// What says of goods that nothing keeps them here any more.
    var unset: [String]? { own == nil ? nil : [Picks.mark.rawValue] }

    /// - Parameter isInside: whether only what it is in is named.
    /// - Throws: `unit.state` where another list keeps it.
    func meet(_ unit: UnitRow, isInside: Bool) throws {
        guard try areAny() else { return }
        for (pick, item) in try PickItemRows.holding(unit.key, in: unit.place, reader) {
            guard pick == own?.number else { throw try refusal(pick, unit.key.serial.text) }
            leaving.append((item, unit.place?.sequences))
            if isInside { insideUnits.append(unit.key) }
        }
    }

    func meet(_ range: EventDraft.SequenceRange, isInside: Bool) throws {
        guard try areAny() else { return }
        for (pick, item) in try PickItemRows.holding(range, reader) {
            guard pick == own?.number else { throw try refusal(pick, "A unit of the range") }
            guard let kept = item.range?.sequences else { continue }
            let part =
                max(
                    kept.lowerBound, range.sequences.lowerBound)...min(
                    kept.upperBound, range.sequences.upperBound)
            leaving.append((item, part))
            guard isInside else { continue }
            if let key = item.key {
                insideUnits.append(key)
            } else {
                insideRanges.append(.init(batch: range.batch, sequences: part))
            }
        }
    }

    /// From where in the place pieces leave: those that the own list keeps, then the rest without a place.
    /// - Throws: `unit.state` where lists keep too many of those that are there.
    func shares(
        of element: EventDetails.Quantity, from place: Location
    ) throws -> [(place: String?, element: EventDetails.Quantity)] {
        guard let own else {
            try meet(element, at: place)
            return [(nil, element)]
        }
        var known =
            try pieces
            ?? PickItemRows.page(of: own.number, limit: .max, reader).filter { item in
                if case .pieces = item.goods { item.state != .gone } else { false }
            }
        // What is picked goes first.
        known.sort { ($0.state == .picked ? 0 : 1, $0.ordinal) < ($1.state == .picked ? 0 : 1, $1.ordinal) }
        var left = element.quantity
        var shares: [String: Int64] = [:]
        for index in known.indices where left > 0 {
            guard case .pieces(let kept, let former) = known[index].goods, kept.model == element.model,
                kept.batch == element.batch, kept.quantity > 0
            else { continue }
            let count = min(left, kept.quantity)
            left -= count
            shares[known[index].place, default: 0] += count
            var gone = known[index]
            gone.goods = .pieces(.init(count, of: kept.model, batch: kept.batch), from: former)
            leaving.append((gone, nil))
            known[index].goods = .pieces(.init(kept.quantity - count, of: kept.model, batch: kept.batch), from: former)
        }
        pieces = known
        var found = shares.sorted { $0.key < $1.key }.map { place, count in
            (place: String?.some(place), element: EventDetails.Quantity(count, of: element.model, batch: element.batch))
        }
        if left > 0 {
            let rest = EventDetails.Quantity(left, of: element.model, batch: element.batch)
            try meet(rest, at: place)
            found.append((nil, rest))
        }
        return found
    }

    /// Refuses pieces that leave for no list, where others keep so many of those that are there that too few are left.
    private func meet(_ element: EventDetails.Quantity, at place: Location) throws {
        guard try areAny() else { return }
        let free = try loosePieces ?? LoosePieces(at: place, reader)
        loosePieces = free
        let kept = try own.map { list in
            try PickItemRows.page(of: list.number, limit: .max, reader).reduce(0 as Int64) { sum, item in
                guard case .pieces(let kept, _) = item.goods, kept.model == element.model, item.state != .gone else {
                    return sum
                }
                return sum.addingSaturated(kept.quantity)
            }
        }
        guard try free.take(element, own: kept ?? 0) else {
            let model = try Models.find(element.model, reader)?.number.text ?? ""
            throw RegistryError(
                .unitState,
                "Of the pieces of \(model) at '\(place.code)' too few are free: the others are set aside. Name the pick list for "
                    + "which they leave, or send fewer.", field: field)
        }
    }

    /// Frees what leaves in cases, and notes that the goods have left.
    /// - Parameter draft: what is said of what leaves.
    /// - Returns: the events that it has recorded.
    func settle(
        _ draft: EventDraft, from source: RequestSource, _ recorder: EventRecorder
    ) throws -> [RecordedEvent] {
        guard let own, !leaving.isEmpty else { return [] }
        let events = try freeInside(draft, of: own, recorder)
        var list = try Picks.current(own, expecting: nil, recorder.transaction)
        try note(leaving, of: list, recorder.transaction)
        try Picks.close(&list, recorder.transaction)
        try PickRows.update(&list, recorder.transaction)
        if list.state == .fulfilled {
            try Picks.write("pick.fulfil", list, as: principal, from: source, recorder.transaction)
        }
        return events
    }

    private func freeInside(
        _ draft: EventDraft, of list: PickList, _ recorder: EventRecorder
    ) throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        while !insideUnits.isEmpty || !insideRanges.isEmpty {
            var next = EventDraft(time: draft.time)
            (next.zoneOffset, next.businessStep) = (draft.zoneOffset, draft.businessStep)
            next.details.transactions = draft.details.transactions
            next.details.unset = unset
            (next.units, next.ranges) = (Array(insideUnits.prefix(1_000)), Array(insideRanges.prefix(100)))
            (insideUnits, insideRanges) = (Array(insideUnits.dropFirst(1_000)), Array(insideRanges.dropFirst(100)))
            events.append(try recorder.record(next, of: list.manufacturer))
        }
        return events
    }

    /// Writes what has left of each item as an item of its own.
    private func note(
        _ leaving: [(item: PickItem, sequences: ClosedRange<Int64>?)], of list: PickList,
        _ transaction: any SQLTransaction
    ) throws {
        var ordinal = try PickItemRows.lastOrdinal(of: list.number, transaction)
        let now = try PickItemRows.page(of: list.number, limit: .max, transaction)
        var kept = Dictionary(now.map { ($0.ordinal, $0) }) { $1 }
        for (place, parts) in Dictionary(grouping: leaving, by: \.item.ordinal).sorted(by: { $0.key < $1.key }) {
            guard let item = kept.removeValue(forKey: place) else { continue }
            try PickItemRows.delete(item, of: list.number, transaction)
            func insert(_ goods: PickItem.Goods, _ state: PickItem.State) throws {
                ordinal += 1
                var part = item
                (part.ordinal, part.goods, part.state) = (ordinal, goods, state)
                try PickItemRows.insert([part], of: list, transaction)
            }
            switch item.goods {
            case .unit: try insert(item.goods, .gone)
            case .range(let range, let model):
                let gone = Set(parts.compactMap(\.sequences)).sorted { $0.lowerBound < $1.lowerBound }
                for part in gone { try insert(.range(.init(batch: range.batch, sequences: part), of: model), .gone) }
                for part in range.sequences.without(gone) {
                    try insert(.range(.init(batch: range.batch, sequences: part), of: model), item.state)
                }
            case .pieces(let element, let former):
                let count = min(element.quantity, parts.reduce(0) { $0.addingSaturated($1.item.count) })
                try insert(.pieces(.init(count, of: element.model, batch: element.batch), from: former), .gone)
                if element.quantity > count {
                    try insert(
                        .pieces(.init(element.quantity - count, of: element.model, batch: element.batch), from: former),
                        item.state)
                }
            }
        }
    }

    private func refusal(_ pick: PickNumber, _ name: String) throws -> RegistryError {
        if lists[pick] == nil { lists[pick] = try PickRows.find(pick.id, reader) }
        var sentence = "\(name) is set aside for somebody"
        if let list = lists[pick] ?? nil,
            let place = try Locations.find(code: list.location, of: list.manufacturer, reader),
            LocationAccess.allows(principal, .readStock, at: try Locations.line(to: place, reader))
        {
            sentence += " by the pick list \(list.number.text): name that, or cancel it first"
        }
        return RegistryError(.unitState, sentence + ".", field: field)
    }
}

extension Picks {
    /// The goods of a list that are picked and still there, as a shipment announces them.
    package static func picked(of list: PickList, _ reader: any SQLReader) throws -> [ShipmentLine.Goods] {
        var goods: [ShipmentLine.Goods] = []
        var pieces: [EventDetails.Quantity: Int64] = [:]
        for item in try PickItemRows.page(of: list.number, limit: .max, reader) where item.state == .picked {
            switch item.goods {
            case .unit(let key, _): goods.append(.unit(key))
            case .range(let range, let model): goods.append(.range(range, of: model))
            case .pieces(let element, _):
                pieces[.init(1, of: element.model, batch: element.batch), default: 0] += element.quantity
            }
        }
        let sorted = pieces.sorted {
            ($0.key.model.value, $0.key.batch?.value ?? 0) < ($1.key.model.value, $1.key.batch?.value ?? 0)
        }
        return goods + sorted.map { .pieces(.init($0.value, of: $0.key.model, batch: $0.key.batch)) }
    }

    /// A list for which goods leave a place.
    /// - Throws: `pick.unknown`, `pick.state` where nothing of it is picked or all has left; `value.invalid` where its goods stand
    ///   elsewhere.
    static func leaving(
        _ number: PickNumber, from place: Location, _ transaction: any SQLTransaction
    ) throws -> PickList {
        guard let known = try PickRows.find(number.id, transaction), known.manufacturer == place.manufacturer else {
            throw unknown
        }
        let list = try current(known, expecting: nil, transaction)
        guard list.state == .picking || list.state == .picked else {
            throw refusal(list, "nothing of it is picked and still there")
        }
        guard let standing = try Locations.find(code: list.location, of: list.manufacturer, transaction),
            place.path.holds(standing.path) || standing.path.holds(place.path)
        else {
            throw RegistryError(
                .valueInvalid, "The goods of \(list.number.text) stand at '\(list.location)', not at '\(place.code)'.",
                field: "pick")
        }
        return list
    }
}
