import Identifiers
import Nameplate
import Registry
import TestSupport

/// An invented registry drawn from a seed, with all that makes tables hard: quotes, delimiters and line breaks in texts,
/// texts that look like formulas, specifications in several units, models that replace others, corrected events.
struct RandomCatalogue {
    private var random: SplitMix64
    private var models: [(slug: String, number: String, isFormatted: Bool)] = []
    private var serials: [String: [SerialNumber]] = [:]
    private var batches: [String: [String]] = [:]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func fill(_ registry: NameplateRegistry) async throws {
        for index in 0..<Int.random(in: 1...3, using: &random) {
            try await makeManufacturer("maker-\(index)", registry)
        }
        for model in models { try await makeUnits(of: model, registry) }
        // What lists draw changes nothing of what comes after.
        let units = random
        for model in models { try await makeLists(of: model, registry) }
        random = units
        for _ in 0..<20 { try await makeEvent(registry) }
        for _ in 0..<6 { try await correctOne(registry) }
    }

    // MARK: The catalogue

    private mutating func makeManufacturer(_ slug: String, _ registry: NameplateRegistry) async throws {
        let draft = ManufacturerDraft(
            slug: slug, name: text(), country: chance(2) ? "NO" : nil, note: chance(2) ? text() : nil,
            gs1Prefixes: chance(2)
                ? ["95\(Int.random(in: 1000...9999, using: &random))", "96\(slug.utf8.last ?? 0)0"] : [],
            worldManufacturerIdentifiers: chance(3) ? ["YF\(slug.suffix(1))"] : [])
        try await registry.perform(as: .administrator) { _ = try $0.createManufacturer(draft) }
        var numbers: [String] = []
        for index in 0..<Int.random(in: 1...5, using: &random) {
            let number =
                one(of: ["M \(index)", "=\(index)", "A,\(index)\"", "-\(index)", "\(index)\u{00E5}"])
                + "-\(9 - index)"
            let details = try details(number)
            let older = numbers.randomElement(using: &random)
            let isFormatted = chance(2)
            let pattern = "\(one(of: ["A", "BC", "DEF"])){yy}{seq:4}"
            try await registry.perform(as: .administrator) { commands in
                _ = try commands.createModel(details, supersedes: older, of: slug)
                if isFormatted { _ = try commands.createFormat(pattern, of: slug, model: number) }
            }
            numbers.append(number)
            models.append((slug, number, isFormatted))
        }
    }

    private mutating func details(_ number: String) throws -> ModelDetails {
        var details = ModelDetails(number: try ModelNumber(parsing: number))
        details.name = chance(3) ? nil : text()
        details.line = chance(2) ? text() : nil
        details.category = one(of: ["Refrigerator", "Washer", nil])
        details.releasedOn =
            chance(3) ? try CivilDate(parsing: one(of: ["2019", "2020-05", "2031-02-03"])) : nil
        details.fleetPublished = chance(2)
        if chance(2) { details.gtins = [gtin()] }
        let names = ["Width", "Ice-maker", "Ice maker", "Range [m]", "Noise", "größe; α"].shuffled(using: &random)
        details.specifications = names.prefix(Int.random(in: 0...6, using: &random)).map { name in
            let value: Specification.Value =
                switch Int.random(in: 0...3, using: &random) {
                case 0: .number("-12.5", unit: "CMT")
                case 1: .number("7", unit: chance(2) ? "INH" : nil)
                case 2: .yesNo(chance(2))
                default: .text(text())
                }
            return Specification(name: name, value: value)
        }
        return details
    }

    private mutating func gtin() -> String {
        let body = UInt64.random(in: 9_500_000_000_000...9_599_999_999_999, using: &random)
        let digits = String(body).compactMap(\.wholeNumberValue).enumerated()
        let sum = digits.reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 3 : 1) }
        return "\(body)\((10 - sum % 10) % 10)"
    }

    private mutating func makeLists(
        of model: (slug: String, number: String, isFormatted: Bool), _ registry: NameplateRegistry
    ) async throws {
        let others = models.filter { $0.slug == model.slug && $0.number != model.number }.map(\.number)
        let (position, note, point) = (text(), chance(2) ? text() : nil, text())
        let part = others.randomElement(using: &random)
        let newer = others.last { $0 > model.number }
        let version = ModelVersion(
            text(), releasedOn: chance(2) ? try CivilDate(parsing: "2025-06") : nil,
            population: chance(2) ? "produced >= 2024-01-01" : nil, change: note, isPublic: chance(2))
        let packaging = PackagingLevel(
            one(of: PackagingLevel.Level.allCases), quantity: Int64.random(in: 1...99, using: &random),
            weight: chance(2) ? "3.5 kg" : nil)
        let approval = Approval(
            text(), certificate: chance(2) ? text() : "", standards: chance(2) ? ["EN 1", "EN 2"] : [])
        let price = PriceBand(market: chance(2) ? "NO" : "", currency: "NOK", from: "10.5", text: note)
        let marketing = Marketing(segment: note, sellingPoints: [point.replacing(";", with: ",")])
        try await registry.perform(as: .administrator) { commands in
            if let part {
                _ = try commands.setPart(part, of: model.number, model.slug) {
                    PartFit($0, .accessory, quantity: 3, position: position, note: note)
                }
            }
            if let newer {
                try commands.supersedePart(
                    model.number, by: newer, of: model.slug, isTwoWay: true, reason: note, since: nil)
            }
            _ = try commands.set(version, of: model.number, model.slug)
            _ = try commands.set(packaging, of: model.number, model.slug)
            _ = try commands.set(approval, of: model.number, model.slug)
            _ = try commands.set(price, of: model.number, model.slug)
            _ = try commands.set(marketing, of: model.number, model.slug)
        }
    }

    // MARK: Units

    private mutating func makeUnits(
        of model: (slug: String, number: String, isFormatted: Bool), _ registry: NameplateRegistry
    ) async throws {
        let key = model.slug + model.number
        for index in 0..<Int.random(in: 0...5, using: &random) {
            let serial = try SerialNumber(parsing: "z-\(index)/\(one(of: ["x", "O", "a"]))")
            var event = EventDraft(
                time: SampleRegistry.now - Int64.random(in: 1...900, using: &random) * SampleRegistry.day)
            event.businessStep = .commissioning
            event.disposition = chance(2) ? .active : nil
            event.businessLocation = chance(2) ? text() : nil
            let produced = chance(2) ? try CivilDate(parsing: "2024-0\(index + 1)") : nil
            let batch = chance(2) ? "lot \(index)" : nil
            try await registry.perform(as: .administrator) { [event] commands in
                _ = try commands.register(
                    serial, of: model.slug, model: model.number, batch: batch, producedOn: produced,
                    workOrder: batch.map { "W-\($0)" }, event: event)
            }
            serials[key, default: []].append(serial)
        }
        guard model.isFormatted else { return }
        for index in 0..<Int.random(in: 1...2, using: &random) {
            var draft = BatchDraft(
                number: "B \(index)", count: Int64.random(in: 5...40, using: &random),
                fields: SerialFormat.Fields(date: try CivilDate(parsing: "202\(index + 3)-03-05")),
                workOrder: chance(2) ? text() : nil, market: chance(2) ? "SE" : nil)
            draft.firstSequence = chance(2) ? 100 : nil
            try await registry.perform(as: .administrator) { [draft] commands in
                _ = try commands.issue(draft, of: model.slug, model: model.number)
            }
            batches[key, default: []].append("B \(index)")
        }
    }

    // MARK: Events

    private mutating func makeEvent(_ registry: NameplateRegistry) async throws {
        guard let model = models.randomElement(using: &random) else { return }
        let key = model.slug + model.number
        var report = EventReport(manufacturer: model.slug)
        report.model = model.number
        let known = (serials[key] ?? []).shuffled(using: &random)
        if let batch = batches[key]?.randomElement(using: &random), chance(2) || known.isEmpty {
            report.batch = batch
            if chance(2) { (report.firstSequence, report.lastSequence) = (101, 103) }
        } else {
            guard !known.isEmpty else { return }
            report.serials = Array(known.prefix(Int.random(in: 1...3, using: &random)))
        }
        report.time = ZonedTime(
            microseconds: SampleRegistry.now - Int64.random(in: 1...90_000_000_000_000, using: &random),
            offsetMinutes: one(of: [0, 120, -570]))
        report.draft.businessStep = one(of: [.inspecting, .shipping, .other, nil])
        report.draft.disposition = one(of: [.inTransit, .conformant, nil])
        report.draft.businessLocation = chance(2) ? text() : nil
        report.draft.readPoint = chance(3) ? text() : nil
        report.draft.notes = chance(2) ? [text(), "two\nlines"] : []
        if chance(3) { report.owner = "party; \(Int.random(in: 1...3, using: &random))" }
        if chance(3) {
            report.container = "106141411234567897"
            report.draft.action = .add
        }
        fillDetails(&report.draft.details)
        do {
            try await registry.perform(as: .administrator) { [report] in _ = try $0.record(report) }
        } catch let error as RegistryError where [.batchRoom, .eventInvalid].contains(error.code) {
            // The part of the batch that the draw names was not issued.
        }
    }

    private mutating func fillDetails(_ details: inout EventDetails) {
        if chance(3) {
            details.readings = [.init(type: "t;\\x", value: "-4.5", unit: "CEL"), .init(type: "n", value: "0")]
        }
        if chance(3) { details.fitted = [.init(part: "P;1", serial: "S-1"), .init(part: "P2")] }
        if chance(4) { details.transactions = [.init(type: "po", id: "47;11"), .init(type: "inv", id: "a=b")] }
        if chance(4) { details.set = [Disposition.recalled.rawValue] }
        if chance(4) { details.faultCode = "=F-1" }
        if chance(4) {
            (details.decision, details.remedy) = ("partlyApproved", chance(2) ? "exchange" : nil)
            (details.cost, details.failedOn) = (EventDetails.Cost(12_345, "NOK"), "2024-02-29")
        }
        if chance(4) { details.market = "DE" }
    }

    /// Corrects one of the events that speak of a unit.
    private mutating func correctOne(_ registry: NameplateRegistry) async throws {
        guard let model = models.randomElement(using: &random),
            let serial = serials[model.slug + model.number]?.randomElement(using: &random)
        else { return }
        let unit = try await registry.unit(
            serial.text, model: model.number, of: model.slug, as: .administrator)
        guard let event = (unit.history ?? []).dropFirst().randomElement(using: &random) else { return }
        let manufacturer = try await registry.manufacturer(model.slug, as: .administrator).id
        var draft = EventDraft(time: event.entry.time)
        draft.corrects = event.entry.event
        draft.errorReason = chance(2) ? .didNotOccur : .incorrectData
        draft.businessStep = .other
        do {
            try await registry.perform(as: .administrator) { [draft] in _ = try $0.record(draft, of: manufacturer) }
        } catch let error as RegistryError where [.eventCorrected, .eventInvalid].contains(error.code) {
            // It is corrected already.
        }
    }

    // MARK: Chance

    private mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    private mutating func text() -> String {
        one(of: [
            "plain", "a, \"quoted\" one", "=1+1", "+47 22", "-5", "- x", "@home", "'apostrophe", "'=x", "a;b\\;c",
            "tab\u{00A0}x",
            "Åse \u{1F9CA} 冷蔵庫", "1.5", "yes", "2024-01-02", "\"", "((withheld))",
        ])
    }
}
