import Identifiers
import Nameplate
import Registry
import Storage

/// Stock by place of issued units at 43 places, as of now and as of then, and moving a pallet of 10,000: one event, and what
/// counting it takes.
enum CountStock {
    private static let places = 43
    private static let unitsPerBatch: Int64 = 100_000
    private static let palletBoxes = 10
    private static let day: Int64 = 86_400_000_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry(path: setting.directory.path("stock.sqlite"))
        let registry = sample.registry
        _ = try await registry.perform(as: .administrator) { commands in
            try commands.createFormat("WX{seq:9}", of: SampleRegistry.slug, model: SampleRegistry.number)
        }
        let batches = max(1, Int64(setting.rows) / unitsPerBatch)
        for number in 0..<batches { try await issue(number, sample) }
        try await registry.catchUp()
        let units = batches * unitsPerBatch
        let all = try await registry.stock(of: SampleRegistry.slug, StockQuestion(), as: .administrator)
        guard all.total == units else { throw UnequalWork("\(all.total) of \(units) units are counted.") }

        var then = StockQuestion()
        then.time = registry.moment - day
        let asOf = then
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(1) { _ = try await registry.stock(of: SampleRegistry.slug, StockQuestion(), as: .administrator) },
                Way(1) { _ = try await registry.stock(of: SampleRegistry.slug, asOf, as: .administrator) },
            ])
        let (now, past) = (rounds.time(of: 0).median, rounds.time(of: 1).median)
        let (events, written, counted) = try await movePallet(sample)
        await registry.close()
        return [
            Finding(
                "stock by place of \(units) units", target: "< 100 ms",
                measured: "\(Figures.time(now)); as of yesterday \(Figures.time(past))", isMet: now < 0.1),
            Finding(
                "moving a pallet of \(Int64(palletBoxes) * 1_000) units", target: "one event",
                measured: "\(Figures.time(written)), and \(Figures.time(counted)) to count it", isMet: events == 1),
        ]
    }

    /// A batch whose units have come to all places, a part of it each, in two steps.
    private static func issue(_ number: Int64, _ sample: SampleRegistry) async throws {
        try await sample.registry.perform(as: .administrator) { commands in
            let batch = try commands.issue(
                BatchDraft(number: "B-\(number)", count: unitsPerBatch, fields: .init()), of: SampleRegistry.slug,
                model: SampleRegistry.number)
            guard let issued = batch.issue?.sequences else { return }
            let part = unitsPerBatch / Int64(places)
            for place in 0..<Int64(places) {
                let first = issued.lowerBound + place * part
                let last = place == Int64(places) - 1 ? issued.upperBound : first + part - 1
                for (days, location) in [(2, "plant"), (0, "place \(place)")] {
                    var draft = EventDraft(time: commands.now - Int64(days) * day)
                    (draft.businessStep, draft.disposition) = (.storing, .sellableAccessible)
                    draft.businessLocation = location
                    draft.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: first...last)]
                    _ = try commands.record(draft, of: batch.manufacturer)
                }
            }
        }
    }

    /// - Returns: how many events it took, how long they took, and counting them.
    private static func movePallet(
        _ sample: SampleRegistry
    ) async throws -> (events: Int64, written: Double, counted: Double) {
        let registry = sample.registry
        let batch = try await registry.perform(as: .administrator) { commands in
            try commands.issue(
                BatchDraft(number: "PALLET", count: Int64(palletBoxes) * 1_000, fields: .init()),
                of: SampleRegistry.slug,
                model: SampleRegistry.number)
        }
        let first = batch.issue?.sequences.lowerBound ?? 0
        func report(_ change: (inout EventReport) throws -> Void) async throws {
            var report = EventReport(manufacturer: SampleRegistry.slug)
            try change(&report)
            let made = report
            _ = try await registry.perform(as: .administrator) { try $0.record(made) }
        }
        for box in 0..<palletBoxes {
            try await report { report in
                (report.model, report.batch) = (SampleRegistry.number, batch.number)
                report.firstSequence = first + Int64(box) * 1_000
                report.lastSequence = first + Int64(box) * 1_000 + 999
                report.container = try Self.code(box)
                (report.draft.action, report.draft.businessStep) = (.add, .packing)
                report.draft.businessLocation = "plant"
            }
        }
        try await report { report in
            report.model = Containers.modelNumber
            report.serials = try (0..<palletBoxes).map { try SerialNumber(parsing: Self.code($0)) }
            report.container = try Self.code(palletBoxes)
            (report.draft.action, report.draft.businessStep) = (.add, .packing)
            report.draft.businessLocation = "plant"
        }
        try await registry.catchUp()
        let head = try await registry.ledgerHead()
        let clock = ContinuousClock()
        let start = clock.now
        try await report { report in
            report.model = Containers.modelNumber
            report.serials = [try SerialNumber(parsing: Self.code(palletBoxes))]
            (report.draft.businessStep, report.draft.businessLocation) = (.receiving, "place 7")
        }
        let written = clock.now
        try await registry.catchUp()
        let end = clock.now
        let all = try await registry.stock(of: SampleRegistry.slug, StockQuestion(), as: .administrator)
        guard all.lines.first(where: { $0.place == "place 7" }).map({ $0.total >= 10_000 }) ?? false else {
            throw UnequalWork("The pallet's units are not where it is.")
        }
        return (try await registry.ledgerHead() - head, (written - start) / .seconds(1), (end - written) / .seconds(1))
    }

    /// An SSCC: the one of ten digits that makes it right.
    private static func code(_ number: Int) throws -> String {
        let body = "3952047100000" + String(1_000 + number)
        guard let code = (0...9).map({ body + String($0) }).first(where: { (try? SSCC(parsing: $0)) != nil }) else {
            throw UnequalWork("There is no SSCC \(body).")
        }
        return code
    }
}
