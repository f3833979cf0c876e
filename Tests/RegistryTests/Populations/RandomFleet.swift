import Identifiers
import Registry
import Storage
import TestSupport

/// An invented manufacturer with models, batches, units numbered elsewhere, assemblies and a history, drawn from a seed.
struct RandomFleet {
    /// All that there is to know of a unit, read one by one.
    struct Unit {
        var model: Model
        var batch: Batch?
        var row: UnitRow

        var producedOn: CivilDate? { row.producedOn ?? batch?.producedOn }
    }

    private var random: SplitMix64
    private(set) var manufacturer: ID<Manufacturer> = ID(0)
    private(set) var models: [Model] = []
    private(set) var formats: [ID<Model>: [ModelFormat]] = [:]
    private(set) var batches: [Batch] = []
    private(set) var units: [Unit] = []
    private var events: [ID<Event>] = []

    private static let patterns = [
        "A{seq:2}", "B{plant:2}{yy}{ww}-{seq:2:base16}", "C{line:1}{seq:3}{check:mod37-36}", "{yyyy}{mm}D{seq:2}",
        "WVWZZZ1K{check:vin}{year:vin}W{seq:6}", "{check:mod1271-36}E{seq:2:[A-F]}", "F{yyyy}{mm}{dd}{seq:2:base32}",
    ]
    private static let texts = ["cold", "it's", "2024-W10", "日本"]
    private static let dates = ["2024-02-29", "2024-02-28", "2023-12-31", "2024-06-30", "2024-01-04"]
    private static let loose = ["2024", "2024-02", "2023-12", nil, "2024-02-29", "2024-06-30"]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Makes the fleet and lets `count` things happen in it.
    mutating func run(_ count: Int, in registry: TestRegistry) async throws {
        var fleet = self
        fleet = try await registry.write { [fleet] desk in
            var fleet = fleet
            try fleet.found(desk)
            try fleet.foundNeighbour(desk)
            return fleet
        }
        for _ in 0..<count {
            do {
                fleet = try await registry.write { [fleet] desk in
                    var fleet = fleet
                    let draft = try fleet.draw(desk)
                    fleet.events.append(try desk.record(draft, of: fleet.manufacturer).id)
                    return fleet
                }
            } catch let error as RegistryError
                where [.eventInvalid, .eventCorrected, .serialNotIssued].contains(error.code)
            {
                // A circle, a unit named twice, a correction of what is corrected.
            }
            _ = fleet.random.next()
            if fleet.chance(4) { registry.clock.advance(by: TestClock.day) }
        }
        fleet = try await registry.read { [fleet] reader in
            var fleet = fleet
            try fleet.take(reader)
            return fleet
        }
        self = fleet
    }

    // MARK: The world

    private mutating func found(_ desk: TestDesk) throws {
        let acme = try desk.manufacturer()
        manufacturer = acme.id
        var patterns = Self.patterns.shuffled(using: &random)
        for number in ["A", "B-1", "b", "C", "D"].prefix(2 + below(4)) {
            var details = ModelDetails(number: try ModelNumber(parsing: number))
            details.version = maybe(Self.texts)
            details.line = maybe(Self.texts)
            details.category = maybe(Self.texts)
            let model = try Models.create(details, kind: .product, of: acme, as: .administrator, desk.transaction)
            models.append(model)
            for _ in 0..<below(3) {
                formats[model.id, default: []].append(try desk.format(patterns.removeLast(), of: model))
            }
            for format in formats[model.id] ?? [] {
                for _ in 0..<below(4) { try issue(of: model, format, desk) }
            }
            for number in 0..<below(6) { try register("x\(number)", of: model, desk) }
        }
        models.append(try desk.model("SSCC", of: acme, kind: .container))
    }

    private mutating func issue(of model: Model, _ format: ModelFormat, _ desk: TestDesk) throws {
        let date = try CivilDate(parsing: pick(Self.dates))
        let needs = format.format.needs
        let fields = SerialFormat.Fields(
            plant: needs.plant == nil ? maybe(["ZW"]) : pick(["ZW", "OS"]),
            line: needs.line == nil ? nil : pick(["1", "2"]),
            date: needs.date == nil && chance(3) ? nil : date)
        do {
            batches.append(
                try Issuing.issue(
                    BatchDraft(
                        number: maybe(Self.texts.map { "\($0)-\(batches.count)" }), count: Int64(1 + below(20)),
                        firstSequence: chance(3) ? Int64(below(50)) : nil, fields: fields,
                        workOrder: maybe(Self.texts), market: maybe(["NO", "SE"]), pattern: format.format.pattern),
                    of: model, desk.recorder, as: .administrator))
        } catch let error as RegistryError where [.batchOverlap, .batchRoom].contains(error.code) {}
    }

    private mutating func register(_ serial: String, of model: Model, _ desk: TestDesk) throws {
        let key = UnitKey(model.id, try SerialNumber(parsing: chance(3) ? serial.uppercased() : serial + "-a"))
        guard try UnitRows.find(key, desk.transaction) == nil else { return }
        let produced = try maybe(Self.loose.compactMap(\.self)).map { try CivilDate(parsing: $0) }
        let batch =
            try chance(2)
            ? nil
            : Batches.findOrCreate(
                "foreign", of: model, producedOn: try CivilDate(parsing: "2024-02"), desk.transaction)
        let recorder = desk.recorder
        recorder.registration = EventRecorder.Registration(batch: batch?.id, producedOn: produced)
        var draft = EventDraft(time: desk.transaction.now)
        draft.units = [key]
        draft.action = .add
        draft.disposition = maybe([.active, .inTransit])
        draft.registersUnits = true
        draft.details.market = maybe(["NO", "SE"])
        _ = try recorder.record(draft, of: model.manufacturer)
    }

    /// Another manufacturer, with a model, batch and units of the same names.
    private func foundNeighbour(_ desk: TestDesk) throws {
        let other = try desk.manufacturer("other")
        let model = try desk.model("A", of: other, format: "A{seq:2}")
        _ = try desk.issue(30, of: model)
        try desk.register("x1", of: try desk.model("C", of: other))
    }

    // MARK: What happens

    private mutating func draw(_ desk: TestDesk) throws -> EventDraft {
        var draft = EventDraft(time: desk.transaction.now - Int64(below(6)) * TestClock.day / 2)
        draft.disposition = maybe([.active, .inTransit, .retailSold, .destroyed])
        draft.details.set = chance(4) ? [pick(["recalled", "stolen"])] : nil
        draft.details.unset = chance(8) ? [pick(["recalled", "stolen"])] : nil
        draft.details.market = chance(4) ? pick(["NO", "SE", "DE"]) : nil
        switch below(10) {
        case 0...2: draft.units = try some(desk)
        case 3, 4: draft.ranges = ranges()
        case 5...8:
            draft.type = pick([.aggregation, .association])
            draft.action = pick([.add, .add, .add, .delete])
            draft.parent = try chance(2) ? pick(some(desk)) : container()
            if chance(3) { draft.ranges = ranges() } else { draft.units = try some(desk) }
        default:
            draft.units = try some(desk)
            guard !events.isEmpty else { break }
            draft.corrects = pick(events)
            draft.errorReason = pick([.didNotOccur, .incorrectData])
        }
        if draft.units.isEmpty, draft.ranges.isEmpty { draft.units = [try container()] }
        return draft
    }

    private mutating func container() throws -> UnitKey {
        UnitKey(models[models.count - 1].id, try SerialNumber(parsing: "00\(below(3))"))
    }

    private mutating func ranges() -> [EventDraft.SequenceRange] {
        guard let batch = maybe(batches), let issued = batch.issue?.sequences else { return [] }
        let bounds = [Int64.random(in: issued, using: &random), Int64.random(in: issued, using: &random)].sorted()
        return [EventDraft.SequenceRange(batch: batch.id, sequences: bounds[0]...bounds[1])]
    }

    /// A few units, with a row or without.
    private mutating func some(_ desk: TestDesk) throws -> [UnitKey] {
        var keys: Set<UnitKey> = []
        for _ in 0..<(1 + below(3)) {
            let rows = try UnitRows.list(of: pick(models).id, after: nil, limit: 50, desk.transaction)
            if let batch = maybe(batches), let issued = batch.issue?.sequences {
                keys.insert(try desk.unit(Int64.random(in: issued, using: &random), of: batch))
            } else if let row = rows.randomElement(using: &random) {
                keys.insert(row.key)
            }
        }
        return keys.isEmpty ? [try container()] : keys.sorted { $0.serial.text < $1.serial.text }
    }

    // MARK: What there is in the end

    private mutating func take(_ reader: any SQLReader) throws {
        for model in models {
            var keys = Set(try UnitRows.list(of: model.id, after: nil, limit: 10_000, reader).map(\.key))
            for batch in batches where batch.model == model.id {
                for sequence in batch.issue?.sequences ?? 0...0 {
                    keys.insert(try TestDesk.unit(sequence, of: batch, reader))
                }
            }
            for key in keys {
                guard let row = try Units.find(key, reader) else { continue }
                units.append(
                    Unit(model: model, batch: try row.batch.flatMap { try Batches.find($0, reader) }, row: row))
            }
        }
    }

    // MARK: Drawing

    private mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
    private mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
    private mutating func maybe<Element>(_ elements: [Element]) -> Element? {
        chance(3) ? nil : elements.randomElement(using: &random)
    }
}

extension RandomFleet {
    /// Words that populations of this fleet ask for.
    func words(_ random: inout SplitMix64) -> RandomPopulation.Words {
        var words = RandomPopulation.Words()
        words.models = models.map(\.number.text)
        words.texts = Self.texts + batches.map(\.number) + ["foreign", "ZW", "1"]
        words.dates = ["2024", "2024-02", "2024-02-29", "2023-12-31", "2024-06", "2024-01-04"]
        let serials = units.map(\.row.key.serial.text)
        words.serials = (0..<12).compactMap { _ in serials.randomElement(using: &random) } + ["none"]
        // Mostly ends of one batch, sometimes any.
        words.ranges = (0..<8).compactMap { _ in
            guard let one = units.randomElement(using: &random) else { return nil }
            let others = units.filter { $0.batch?.issue?.format == one.batch?.issue?.format }
            guard let other = (random.next() % 4 == 0 ? units : others).randomElement(using: &random) else {
                return nil
            }
            let ends = [one, other].sorted {
                ($0.row.sequence ?? 0, $0.row.key.serial.key) < ($1.row.sequence ?? 0, $1.row.key.serial.key)
            }
            return (ends[0].row.key.serial.text, ends[1].row.key.serial.text)
        }
        if words.ranges.isEmpty { words.ranges = [("x1", "x4")] }
        return words
    }
}
