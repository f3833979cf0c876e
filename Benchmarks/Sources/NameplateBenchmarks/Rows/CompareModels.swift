import Identifiers
import Nameplate
import Registry

/// Comparing eight models, and finding what resembles one, among half a million models of one category with eight
/// properties each. Beside it, in the same run, a bare SELECT of the rows that a comparison shows.
enum CompareModels {
    private static let models = 500_000
    private static let draws = 200
    private static let category = "Refrigerator"
    /// Each is on disk together.
    private static let modelsPerCommit = 5_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry(path: setting.directory.path("compare.sqlite"))
        try await fill(sample.registry)
        let bare = try BareReader(path: sample.path)
        var random = RandomNumbers(seed: 12)
        let eights = (0..<draws).map { _ in (0..<8).map { _ in Int.random(in: 0..<models, using: &random) } }
        let ones = (0..<draws).map { _ in Int.random(in: 0..<models, using: &random) }
        let maker = sample.manufacturer.id.value
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(draws) {
                    for eight in eights {
                        let names = Set(eight).map { ModelName(SampleRegistry.slug, number($0)) }
                        let answer = try await sample.registry.compare(names, as: .stranger)
                        guard answer.models.count == names.count else { throw UnequalWork("A model is missing.") }
                    }
                },
                Way(draws) {
                    for eight in eights {
                        let numbers = Set(eight).map { "'\(number($0))'" }.joined(separator: ", ")
                        let found = try bare.count(
                            """
                            SELECT count(s.value) FROM models m JOIN model_specifications s ON s.model_id = m.id
                             WHERE m.manufacturer_id = \(maker) AND m.number IN (\(numbers))
                            """)
                        guard found == 8 * Set(eight).count else { throw UnequalWork("A row is missing.") }
                    }
                },
            ])
        let latencies = Latencies()
        let clock = ContinuousClock()
        for one in ones {
            let start = clock.now
            let answer = try await sample.registry.similar(
                to: number(one), of: SampleRegistry.slug, limit: 10, as: .stranger)
            latencies.add(clock.now - start)
            guard answer.items.count == 10 else { throw UnequalWork("Nothing resembles \(number(one)).") }
        }
        await sample.registry.close()
        let time = rounds.time(of: 0).median
        let (median, high) = (latencies.percentile(0.5) ?? .nan, latencies.percentile(0.99) ?? .nan)
        return [
            Finding(
                "compare 8 models among \(Figures.count(Double(models)))", target: "< 20 ms",
                measured:
                    "\(Figures.time(time)); a bare SELECT of their rows \(Figures.time(rounds.time(of: 1).median))",
                ratio: rounds.ratio(of: 0, to: 1), isMet: time < 0.02),
            Finding(
                "what resembles a model, among \(Figures.count(Double(models))) of its category", target: "p99 < 20 ms",
                measured: "p50 \(Figures.time(median)), p99 \(Figures.time(high))", isMet: high < 0.02),
        ]
    }

    private static func number(_ ordinal: Int) -> String { "FR-\(100_000 + ordinal)" }

    private static func fill(_ registry: NameplateRegistry) async throws {
        try await registry.perform(as: .administrator) { commands in
            _ = try commands.createCategory(
                CategoryDraft(
                    key: category,
                    entries: [
                        TemplateEntry("Capacity", .number, unit: "LTR", direction: .more, isRequired: true),
                        TemplateEntry("Height", .number, unit: "CMT"), TemplateEntry("Width", .number, unit: "CMT"),
                        TemplateEntry("Energy per year", .number, unit: "KWH/ANN", direction: .less, isRequired: true),
                        TemplateEntry("Noise", .number, unit: "2N", direction: .less),
                        TemplateEntry("Ambient", .range, unit: "CEL"), TemplateEntry("Frost free", .yesNo),
                        TemplateEntry("Colour", .text),
                    ]))
        }
        for start in stride(from: 0, to: models, by: modelsPerCommit) {
            try await registry.perform(as: .administrator) { commands in
                var random = RandomNumbers(seed: UInt64(start))
                for ordinal in start..<(start + modelsPerCommit) {
                    _ = try commands.createModel(
                        try details(ordinal, using: &random), supersedes: nil, of: SampleRegistry.slug)
                }
            }
        }
    }

    private static func details(_ ordinal: Int, using random: inout RandomNumbers) throws -> ModelDetails {
        var details = ModelDetails(number: try ModelNumber(parsing: Self.number(ordinal)))
        details.category = category
        func number(_ range: ClosedRange<Int>) -> String { String(Int.random(in: range, using: &random)) }
        let colours = ["White", "Grey", "Black", "Steel", "Red"]
        let low = Int.random(in: 5...16, using: &random)
        details.specifications = [
            Specification(name: "Capacity", value: .number(number(50...700), unit: "LTR")),
            Specification(name: "Height", value: .number(number(500...2_100), unit: "MMT")),
            Specification(name: "Width", value: .number(number(45...95), unit: "CMT")),
            Specification(name: "Energy per year", value: .number(number(60...400), unit: "KWH/ANN")),
            Specification(name: "Noise", value: .number(number(30...45), unit: "2N")),
            Specification(name: "Ambient", value: .range(from: String(low), to: String(low + 25), unit: "CEL")),
            Specification(name: "Frost free", value: .yesNo(Bool.random(using: &random))),
            Specification(name: "Colour", value: .text(colours[Int.random(in: 0..<colours.count, using: &random)])),
        ]
        return details
    }
}
