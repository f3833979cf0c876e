import Identifiers
import Registry
import Storage
import TestSupport

/// A small invented world and what happened in it, drawn from a seed.
struct RandomHistory: Sendable {
    /// A unit of the world, with its place in a batch where it has one.
    struct Unit: Sendable, Hashable {
        var key: UnitKey
        var batch: ID<Batch>?
        var sequence: Int64 = 0

        /// How an event speaks of the unit; nil where it does not.
        func role(in draft: EventDraft) -> HistoryEntry.Role? {
            if draft.parent == key { return .parent }
            let inRange = draft.ranges.contains { $0.batch == batch && $0.sequences.contains(sequence) }
            guard inRange || draft.units.contains(key) else { return nil }
            return draft.parent == nil ? .unit : .child
        }
    }

    /// What an event may speak of.
    enum Subject: Sendable {
        case units, ranges, unitsAndRanges, insides, correction
    }

    var random: SplitMix64
    /// What events speak of, each as often as it stands here.
    var mix: [Subject] = [
        .units, .units, .units, .ranges, .ranges, .unitsAndRanges, .insides, .insides, .insides, .correction,
        .correction,
    ]
    /// The business steps of events, each as often as it stands here.
    var steps: [BusinessStep?] = [
        nil, .inspecting, .repairing, .replacing, .installing, .retailSelling, .shipping, .other, .receiving,
        .receiving, .receiving, .destroying,
    ]
    private(set) var manufacturer: ID<Manufacturer> = ID(0)
    private(set) var batches: [Batch] = []
    private(set) var products: [Unit] = []
    private(set) var containers: [Unit] = []
    /// The numbers of the models.
    private(set) var models: [ID<Model>: String] = [:]
    /// Every event that the ledger took, as it was recorded.
    private(set) var events: [Noted] = []

    var units: [Unit] { products + containers }

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Makes the world and lets `count` things happen in it.
    mutating func run(_ count: Int, in registry: TestRegistry) async throws {
        try await found(registry)
        try await goOn(count, in: registry)
    }

    /// Lets `count` more things happen.
    mutating func goOn(_ count: Int, in registry: TestRegistry) async throws {
        for _ in 0..<count {
            let draft = draw(now: registry.clock.now)
            let manufacturer = self.manufacturer
            do {
                let event = try await registry.write { try $0.record(draft, of: manufacturer) }
                note(event)
            } catch let error as RegistryError where [.eventInvalid, .eventCorrected].contains(error.code) {
                // A circle of containers, a unit named twice, or a correction of what is corrected.
            }
            if chance(4) { registry.clock.advance(by: TestClock.day) }
            // Where positions are given afterwards, events with and without one stand side by side.
            if events.count % 7 == 0 { try await Positions.giveAll(in: registry.database) }
        }
        for (index, event) in events.enumerated() {
            events[index].position = try await registry.position(of: event.id) ?? 0
        }
    }

    /// The last position.
    var head: Int64 { events.map(\.position).max() ?? 0 }

    mutating func note(_ event: RecordedEvent) {
        events.append(Noted(id: event.id, position: event.position ?? 0, draft: event.draft))
    }

    private mutating func found(_ registry: TestRegistry) async throws {
        let sizes = (0..<(1 + below(2))).map { _ in Int64(3 + below(8)) }
        let foreign = 1 + below(3)
        let world = try await registry.write { desk in
            let manufacturer = try desk.manufacturer()
            let formatted = try desk.model("F-1", of: manufacturer, format: "F{seq:3}")
            let plain = try desk.model("P-1", of: manufacturer)
            let cases = try desk.model("SSCC", of: manufacturer, kind: .container)
            let batches = try sizes.map { try desk.issue($0, of: formatted) }
            var products: [Unit] = []
            for batch in batches {
                for sequence in batch.issue?.sequences ?? 0...0 {
                    products.append(
                        Unit(key: try desk.unit(sequence, of: batch), batch: batch.id, sequence: sequence))
                }
            }
            for number in 0..<foreign {
                products.append(Unit(key: try desk.register("X-\(number)", of: plain)))
            }
            let containers = try (0..<3).map {
                Unit(key: UnitKey(cases.id, try SerialNumber(parsing: "00\($0)")))
            }
            let models = [formatted, plain, cases].map { ($0.id, $0.number.text) }
            return (manufacturer.id, batches, products, containers, Dictionary(uniqueKeysWithValues: models))
        }
        (manufacturer, batches, products, containers, models) = world
        events = try await registry.read { reader in
            try EventRows.page(after: 0, limit: 100, reader).map { stored in
                var draft = EventDraft(time: stored.header.time)
                draft.action = stored.header.action
                draft.disposition = stored.header.disposition
                draft.businessStep = stored.header.businessStep
                let mentions = try EventRows.mentions(of: stored.header.id, reader)
                (draft.units, draft.ranges) = (mentions.units, mentions.ranges)
                return Noted(id: stored.header.id, position: stored.position ?? 0, draft: draft)
            }
        }
    }

    // MARK: Drawing

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// One of few moments, so that many events share theirs and many come late.
    mutating func moment(now: Int64) -> Int64 { now - Int64(below(6)) * TestClock.day / 2 }

    private mutating func draw(now: Int64) -> EventDraft {
        var draft = EventDraft(time: moment(now: now))
        draft.businessStep = pick(steps)
        draft.disposition = pick([
            nil, .active, .inTransit, .retailSold, .nonConformant, .sellableAccessible, .exported,
        ])
        draft.businessLocation = pick([nil, nil, "plant", "dock", "shop"])
        draft.details.faultCode = pick([nil, nil, "seized", "leaks"])
        draft.details.set = chance(6) ? [pick(["recalled", "stolen", "exported"])] : nil
        draft.details.unset = chance(8) ? [pick(["recalled", "stolen", "exported"])] : nil
        draft.details.market = chance(6) ? pick(["NO", "SE"]) : nil
        draft.notes = chance(5) ? ["A note"] : []
        switch pick(mix) {
        case .units: draft.units = some(of: units)
        case .ranges: draft.ranges = [range()]
        case .unitsAndRanges: (draft.units, draft.ranges) = (some(of: products), [range()])
        case .insides: aggregate(&draft)
        case .correction: correct(&draft)
        }
        return draft
    }

    private mutating func some(of units: [Unit]) -> [UnitKey] {
        Array(Set((0..<(1 + below(3))).map { _ in pick(units).key })).sorted { $0.serial.text < $1.serial.text }
    }

    private mutating func range() -> EventDraft.SequenceRange {
        let batch = pick(batches)
        let all = batch.issue?.sequences ?? 0...0
        let bounds = [Int64.random(in: all, using: &random), Int64.random(in: all, using: &random)].sorted()
        return EventDraft.SequenceRange(batch: batch.id, sequences: bounds[0]...bounds[1])
    }

    private mutating func aggregate(_ draft: inout EventDraft) {
        draft.type = pick([.aggregation, .aggregation, .association, .association, .transaction])
        draft.action = pick([.add, .add, .delete, .observe])
        draft.parent = (draft.type == .association ? pick(products) : pick(containers)).key
        draft.details.slot = pick([nil, nil, "A1", "B2"])
        if chance(2) { draft.ranges = [range()] } else { draft.units = some(of: units) }
        if chance(4) {
            draft.businessStep = draft.action == .add ? .assembling : .disassembling
        } else if chance(3), draft.action == .add {
            let old = pick(products).key
            draft.businessStep = .replacing
            draft.details.removed = [
                EventDetails.PartNote(part: models[old.model] ?? "", serial: old.serial.text)
            ]
        }
    }

    private mutating func correct(_ draft: inout EventDraft) {
        draft.corrects = pick(events).id
        draft.errorReason = pick([.didNotOccur, .incorrectData])
        draft.action = pick([.observe, .add, .delete])
        draft.businessLocation = pick([nil, "yard"])
    }
}
