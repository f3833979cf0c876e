import Identifiers
package import Registry
package import Storage

/// What is said of packing, unpacking or moving goods.
package struct GoodsChange: Sendable {
    /// Microseconds since 1970 UTC.
    package var time: Int64
    /// Minutes east of UTC.
    package var zoneOffset = 0
    /// Whether it happens now, after all that is known of the goods.
    package var isNow: Bool
    /// The code of the place.
    package var location: String?
    package var notes: [String] = []

    package init(time: Int64, isNow: Bool) {
        self.time = time
        self.isNow = isNow
    }

    func draft(_ type: EventType, _ action: EventAction, _ step: BusinessStep) -> EventDraft {
        var draft = EventDraft(time: time)
        (draft.type, draft.action, draft.businessStep) = (type, action, step)
        (draft.zoneOffset, draft.businessLocation, draft.notes) = (zoneOffset, location, notes)
        return draft
    }
}

/// Goods that are packed, unpacked or moved, by commands: each is an event of the ledger, and what cannot be so is refused.
///
/// Goods are units and containers alike; what fails names its place among them, as `items[2]`.
package enum Packing {
    /// The most goods of one command that names them.
    package static let most = 1_000
    /// The most that leaves a container at once.
    package static let mostLeaving = 10_000
    /// Parts of batches that one event names.
    private static let mostRanges = 100

    /// Puts goods into a container, new or not.
    /// - Throws: `unit.state`, `unit.unknown`, `event.invalid`.
    package static func pack(
        _ goods: [UnitKey], into container: UnitKey, _ change: GoodsChange, of manufacturer: ID<Manufacturer>,
        _ recorder: EventRecorder
    ) throws -> RecordedEvent {
        let reader = recorder.transaction
        if let known = try Units.find(container, reader), known.state.endedAt != nil {
            throw refusal("\(container.serial.text) is not there any more.", "container")
        }
        try checkFree(goods, reader, "it must leave that first")
        var draft = change.draft(.aggregation, .add, .packing)
        (draft.parent, draft.units) = (container, goods)
        try moveOn(past: [container] + goods, change, recorder)
        return try recorder.record(draft, of: manufacturer)
    }

    /// Takes goods out of a container: those that are named, or all that is in it.
    /// - Throws: `unit.state`.
    package static func unpack(
        _ goods: [UnitKey]?, from container: UnitKey, _ change: GoodsChange, of manufacturer: ID<Manufacturer>,
        _ recorder: EventRecorder
    ) throws -> [RecordedEvent] {
        let reader = recorder.transaction
        var (units, ranges): ([UnitKey], [EventDraft.SequenceRange])
        if let goods {
            for (place, key) in goods.enumerated() where try Units.find(key, reader)?.state.parent != container {
                throw refusal("\(key.serial.text) is not in \(container.serial.text).", "items[\(place)]")
            }
            (units, ranges) = (goods, [])
        } else {
            (units, ranges) = try contents(of: container, reader)
        }
        try moveOn(past: [container] + units, change, recorder)
        var events: [RecordedEvent] = []
        while !units.isEmpty || !ranges.isEmpty {
            var draft = change.draft(.aggregation, .delete, .unpacking)
            draft.parent = container
            (draft.units, draft.ranges) = (Array(units.prefix(most)), Array(ranges.prefix(mostRanges)))
            (units, ranges) = (Array(units.dropFirst(most)), Array(ranges.dropFirst(mostRanges)))
            events.append(try recorder.record(draft, of: manufacturer))
        }
        return events
    }

    /// Puts goods in another place. What is in a container goes with it, by no event of its own.
    /// - Throws: `unit.state`.
    package static func move(
        _ goods: [UnitKey], _ change: GoodsChange, of manufacturer: ID<Manufacturer>, _ recorder: EventRecorder
    ) throws -> RecordedEvent {
        try checkFree(goods, recorder.transaction, "move that, or take it out first")
        var draft = change.draft(.object, .observe, .storing)
        draft.units = goods
        try moveOn(past: goods, change, recorder)
        return try recorder.record(draft, of: manufacturer)
    }

    /// Goods that are there, and in nothing.
    private static func checkFree(_ goods: [UnitKey], _ reader: any SQLReader, _ advice: String) throws {
        for (place, key) in goods.enumerated() {
            guard let state = try Units.find(key, reader)?.state else {
                throw RegistryError(.unitUnknown, "\(key.serial.text) is not known.", field: "items[\(place)]")
            }
            if let parent = state.parent {
                throw refusal(
                    "\(key.serial.text) is in \(parent.serial.text): \(advice).", "items[\(place)]")
            }
            if state.endedAt != nil {
                throw refusal("\(key.serial.text) is not there any more.", "items[\(place)]")
            }
        }
    }

    private static func contents(
        of container: UnitKey, _ reader: any SQLReader
    ) throws -> (units: [UnitKey], ranges: [EventDraft.SequenceRange]) {
        var (units, ranges): ([UnitKey], [EventDraft.SequenceRange]) = ([], [])
        var place: Contents.Place?
        repeat {
            let page = try Contents.page(of: container, at: Viewpoint(), from: place, limit: most, reader)
            for item in page.items {
                switch item.subject {
                case .unit(let key): units.append(key)
                case .range(let range, _): ranges.append(range)
                }
            }
            place = page.next
            guard units.count + ranges.count <= mostLeaving else {
                throw RegistryError(
                    .eventInvalid, "More than \(mostLeaving) things are in it; name those that leave it, in parts.",
                    field: "items")
            }
        } while place != nil
        guard !units.isEmpty || !ranges.isEmpty else {
            throw refusal("Nothing is known to be in \(container.serial.text).", "container")
        }
        return (units, ranges)
    }

    private static func moveOn(past keys: [UnitKey], _ change: GoodsChange, _ recorder: EventRecorder) throws {
        guard change.isNow else { return }
        for key in keys { try recorder.moveOn(past: key) }
    }

    private static func refusal(_ sentence: String, _ field: String) -> RegistryError {
        RegistryError(.unitState, sentence, field: field)
    }
}
