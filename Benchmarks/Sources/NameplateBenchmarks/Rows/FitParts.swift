import Identifiers
import Nameplate
import Registry

/// Whether a part is right for a unit, and which parts fit it, among a million rows of which part fits what: half of them for
/// some units only, by the day they were made. Beside it, in the same run, a bare SELECT of the rows of the part and model.
enum FitParts {
    private static let models = 10_000
    private static let partsOfEach = 100
    private static let parts = 20_000
    /// One model has as many as a model may have.
    private static let widest = PartFit.most
    private static let units = 500
    private static let draws = 1_000
    private static let modelsPerCommit = 100

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry(path: setting.directory.path("parts.sqlite"))
        try await fill(sample.registry)
        let bare = try BareReader(path: sample.path)
        var random = RandomNumbers(seed: 16)
        let asked = (0..<draws).map { _ in
            let model = Int.random(in: 0..<units, using: &random)
            return (model: model, part: part(Int.random(in: 0..<partsOfEach, using: &random), of: model))
        }
        let slug = SampleRegistry.slug
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(draws) {
                    for one in asked {
                        let verdict = try await sample.registry.verdict(
                            onPart: one.part, forUnit: "S-\(one.model)", model: number(one.model), of: slug,
                            as: .stranger)
                        guard verdict.outcome != .notListed else { throw UnequalWork("A part is missing.") }
                    }
                },
                Way(draws) {
                    for one in asked {
                        let found = try bare.count(
                            """
                            SELECT count(f.population) FROM part_fits f
                              JOIN models p ON p.id = f.part_id JOIN models m ON m.id = f.model_id
                             WHERE p.manufacturer_id = \(sample.manufacturer.id.value) AND p.number = '\(one.part)'
                               AND m.manufacturer_id = p.manufacturer_id AND m.number = '\(number(one.model))'
                            """)
                        guard found >= 0 else { throw UnequalWork("A row is missing.") }
                    }
                },
            ])
        let (verdicts, lists, wide) = (Latencies(), Latencies(), Latencies())
        let clock = ContinuousClock()
        for one in asked {
            let start = clock.now
            _ = try await sample.registry.verdict(
                onPart: one.part, forUnit: "S-\(one.model)", model: number(one.model), of: slug, as: .stranger)
            verdicts.add(clock.now - start)
            let middle = clock.now
            let list = try await sample.registry.parts(
                ofUnit: "S-\(one.model)", model: number(one.model), of: slug, limit: 100, as: .stranger)
            lists.add(clock.now - middle)
            guard list.parts.count == partsOfEach else { throw UnequalWork("The list is not whole.") }
        }
        for one in asked.prefix(200) {
            let start = clock.now
            _ = try await sample.registry.verdict(
                onPart: one.part, forUnit: "S-wide", model: "WIDE", of: slug, as: .stranger)
            wide.add(clock.now - start)
        }
        await sample.registry.close()
        let rows = Figures.count(Double(models * partsOfEach))
        func finding(_ what: String, _ latencies: Latencies, target: Double?) -> Finding {
            let (median, high) = (latencies.percentile(0.5) ?? .nan, latencies.percentile(0.99) ?? .nan)
            return Finding(
                what, target: target.map { "p99 < \(Figures.time($0))" } ?? "-",
                measured: "p50 \(Figures.time(median)), p99 \(Figures.time(high))",
                ratio: what.hasPrefix("is a part") ? rounds.ratio(of: 0, to: 1) : nil,
                isMet: target.map { high < $0 } ?? true)
        }
        return [
            finding("is a part right for a unit, among \(rows) rows; beside a bare SELECT", verdicts, target: 0.002),
            finding("the same in a model of \(Figures.count(Double(widest))) parts", wide, target: 0.002),
            finding("which of \(partsOfEach) parts fit a unit, with what may take their place", lists, target: nil),
        ]
    }

    private static func number(_ model: Int) -> String { "M-\(100_000 + model)" }

    private static func partNumber(_ part: Int) -> String { "P-\(100_000 + part)" }

    private static func part(_ place: Int, of model: Int) -> String {
        partNumber((model * 37 + place * 101) % parts)
    }

    private static func fill(_ registry: NameplateRegistry) async throws {
        let slug = SampleRegistry.slug
        func make(_ numbers: [String]) async throws {
            try await registry.perform(as: .administrator) { commands in
                for number in numbers {
                    _ = try commands.createModel(
                        ModelDetails(number: try ModelNumber(parsing: number)), supersedes: nil, of: slug)
                }
            }
        }
        for start in stride(from: 0, to: parts, by: 5_000) { try await make((start..<start + 5_000).map(partNumber)) }
        for start in stride(from: 0, to: models, by: 5_000) { try await make((start..<start + 5_000).map(number)) }
        try await make(["WIDE"])
        for start in stride(from: 0, to: models, by: modelsPerCommit) {
            try await registry.perform(as: .administrator) { commands in
                for model in start..<start + modelsPerCommit {
                    for place in 0..<partsOfEach {
                        _ = try commands.setPart(part(place, of: model), of: number(model), slug) {
                            fit($0, at: place)
                        }
                    }
                }
            }
        }
        try await registry.perform(as: .administrator) { commands in
            for part in 0..<parts {
                _ = try commands.setPart(partNumber(part), of: "WIDE", slug) { fit($0, at: part) }
            }
            // Every tenth part has got a successor.
            for part in stride(from: 0, to: parts - 1, by: 10) {
                try commands.supersedePart(
                    partNumber(part), by: partNumber(part + 1), of: slug, isTwoWay: false, reason: nil, since: nil)
            }
            for unit in 0..<units { try register("S-\(unit)", of: number(unit), commands) }
            try register("S-wide", of: "WIDE", commands)
        }
    }

    private static func register(_ serial: String, of number: String, _ commands: Commands) throws {
        var event = EventDraft(time: 1_750_000_000_000_000)
        event.businessStep = .commissioning
        _ = try commands.register(
            try SerialNumber(parsing: serial), of: SampleRegistry.slug, model: number,
            producedOn: try CivilDate(parsing: "2025-06-15"), event: event)
    }

    /// Two parts stand at one position, the older one before a day and the newer one after it; others fit every unit.
    private static func fit(_ part: ID<Model>, at place: Int) -> PartFit {
        let population =
            switch place % 4 {
            case 0: "produced < 2025-06-01"
            case 1: "produced >= 2025-06-01"
            default: nil as String?
            }
        return PartFit(part, .sparePart, position: "\(place / 2)", population: population)
    }
}
