import Identifiers
import Nameplate
import Registry

/// Comparing eight models, and finding what resembles one, among half a million models of one category with eight
/// properties each. Beside it, in the same run, a bare SELECT of the rows that a comparison shows.
enum CompareModels {
    private static let models = ManyModels.count
    private static let draws = 200

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry(path: setting.directory.path("compare.sqlite"))
        try await ManyModels.fill(sample.registry)
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
                        let names = Set(eight).map { ModelName(SampleRegistry.slug, ManyModels.number($0)) }
                        let answer = try await sample.registry.compare(names, as: .stranger)
                        guard answer.models.count == names.count else { throw UnequalWork("A model is missing.") }
                    }
                },
                Way(draws) {
                    for eight in eights {
                        let numbers = Set(eight).map { "'\(ManyModels.number($0))'" }.joined(separator: ", ")
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
                to: ManyModels.number(one), of: SampleRegistry.slug, limit: 10, as: .stranger)
            latencies.add(clock.now - start)
            guard answer.items.count == 10 else { throw UnequalWork("Nothing resembles \(ManyModels.number(one)).") }
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
}
