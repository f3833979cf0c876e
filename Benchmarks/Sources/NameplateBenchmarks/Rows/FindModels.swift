import Nameplate
import Registry
import Storage

/// Finding models among half a million of one category: the worst case, since no category narrows anything down.
enum FindModels {
    private static let draws = 100
    /// As an update of the program does that finds words by other rules.
    private static let forget = Statement("UPDATE catalogue_versions SET words_version = 0 WHERE id = 1")

    /// One way to look for models.
    private struct Question {
        var title: String
        var text = ""
        var condition = ""
        var order = "relevance"
        var wantsFacets = false

        func asked(_ draw: Int) -> (text: String, condition: String) {
            func filled(_ text: String) -> String {
                text.replacing("{number}", with: ManyModels.number(draw * 4_987 % ManyModels.count))
                    .replacing("{slip}", with: "FR-X" + ManyModels.number(draw * 4_987 % ManyModels.count).dropFirst(4))
                    .replacing("{few}", with: String(100 + draw % 400)).replacing("{many}", with: String(400 + draw))
            }
            return (filled(text), filled(condition))
        }
    }

    private static let questions = [
        Question(title: "a number", text: "{number}"), Question(title: "a number with a slip", text: "{slip}"),
        Question(title: "the beginning of a number", text: "FR-{few}"),
        Question(title: "a word that all have", text: "refrigerator"),
        Question(title: "three words", text: "polar french {few}"),
        Question(
            title: "three conditions", condition: "category = Refrigerator and capacity >= {many} L and width <= 60 cm"),
        Question(
            title: "the same by energy",
            condition: "category = Refrigerator and capacity >= {many} L and width <= 60 cm",
            order: "energy per year"),
        Question(
            title: "a condition that most meet, by noise, the most first",
            condition: "category = Refrigerator and energy per year >= 70 kWh/year", order: "-noise"),
        Question(
            title: "what nothing meets",
            condition: "category = Refrigerator and capacity >= 690 L and width <= 45 cm and noise >= 45 dB and "
                + "energy per year <= 61 kWh/year"),
        Question(
            title: "words and conditions, with facets", text: "tundra", condition: "width < 50 cm", wantsFacets: true),
        Question(title: "all of the category with facets", condition: "category = Refrigerator", wantsFacets: true),
    ]

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await SampleRegistry(path: setting.directory.path("find-models.sqlite"))
        let clock = ContinuousClock()
        let start = clock.now
        try await ManyModels.fill(sample.registry)
        let filled = clock.now - start
        var findings: [Finding] = []
        for question in questions {
            let latencies = Latencies()
            var found = 0
            // The first half reads the pages that the second finds in memory, as a server's do.
            for draw in 0..<2 * draws {
                let (text, condition) = question.asked(draw % draws)
                let start = clock.now
                let answer = try await sample.registry.findModels(
                    text, where: condition, order: ModelOrder(parsing: question.order), limit: 25,
                    facets: question.wantsFacets, as: .stranger)
                guard draw >= draws else { continue }
                latencies.add(clock.now - start)
                found += answer.items.count
            }
            let (median, high) = (latencies.percentile(0.5) ?? .nan, latencies.percentile(0.99) ?? .nan)
            findings.append(
                Finding(
                    "find \(question.title)", target: "p99 < 20 ms",
                    measured: "p50 \(Figures.time(median)), p99 \(Figures.time(high)); "
                        + "\(Figures.count(Double(found) / Double(draws))) a page", isMet: high < 0.02))
        }
        try await sample.registry.database.write { try $0.run(forget) }
        let renewing = clock.now
        try await ModelWords.renew(in: sample.registry.database)
        let words = clock.now - renewing
        await sample.registry.close()
        findings.append(
            Finding(
                "make the words of \(Figures.count(Double(ManyModels.count))) models anew", target: "",
                measured:
                    "\(Figures.three(words / .seconds(1))) s, \(Figures.three(words / filled)) of making the models",
                isMet: true))
        return findings
    }
}
