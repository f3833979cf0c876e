import Foundation
import Registry
import Testing

@Suite struct PopulationFuzzTests {
    /// Runs for as many seconds as `NAMEPLATE_FUZZ_SECONDS` says, from the seed `NAMEPLATE_FUZZ_SEED`; without them for a
    /// fixed number of cases, the same each time.
    @Test func nothingThatIsThrownAtTheLanguageBreaksIt() throws {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["NAMEPLATE_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        guard let seconds = environment["NAMEPLATE_FUZZ_SECONDS"].flatMap(Double.init) else {
            for seed in first..<(first + 3_000) { try run(seed) }
            return
        }
        let end = ContinuousClock.now.advanced(by: .seconds(seconds))
        var seed = first
        while ContinuousClock.now < end {
            try run(seed)
            seed += 1
            if seed.isMultiple(of: 100_000) { print("Fuzzing populations: all well up to seed \(seed).") }
        }
    }

    private func run(_ seed: UInt64) throws {
        var fuzz = PopulationFuzz(seed: seed)
        try fuzz.run()
    }

    // MARK: What a hostile hand would write

    @Test(arguments: [
        String(repeating: "(", count: 200_000), String(repeating: "not ", count: 49_000) + "model = A",
        String(repeating: "contains (", count: 10_000), String(repeating: "(", count: 51) + "model = A",
        String(repeating: "not ", count: 13) + "model = A",
        String(repeating: "a", count: 200_001), String(repeating: " ", count: 1_000_000),
        String(repeating: "model = A or ", count: 1_000) + "model = A",
        "model in (" + Array(repeating: "A", count: 10_001).joined(separator: ",") + ")",
        String(repeating: "contains (model = A) or ", count: 16) + "contains (model = A)",
        "plant = '" + String(repeating: "'", count: 100_000),
    ])
    func whatIsTooLargeIsRefused(_ text: String) {
        let error = #expect(throws: RegistryError.self) { try Population(parsing: text) }
        #expect(error.map { [.populationTooLarge, .populationSyntax].contains($0.code) } ?? false)
    }

    @Test func whatIsJustNotTooLargeIsTaken() throws {
        for text in [
            String(repeating: "not ", count: 12) + "model = A",
            String(repeating: "(", count: 49) + "model = A" + String(repeating: ")", count: 49),
            "model in (" + (0..<9_999).map { "A\($0)" }.joined(separator: ",") + ")",
            String(repeating: "model = A or ", count: 999) + "model = B",
        ] {
            let population = try Population(parsing: text)
            #expect(try Population(parsing: population.text) == population)
            #expect(try Population(population.form) == population)
        }
    }

    @Test func aFormThatIsTooDeepOrTooLargeIsRefused() {
        let model = PopulationForm.object([
            .init("field", .text("model")), .init("comparison", .text("=")), .init("values", .list([.text("A")])),
        ])
        var deep = model
        for _ in 0..<10_000 { deep = .object([.init("not", deep)]) }
        let wide = PopulationForm.object([.init("any", .list(Array(repeating: model, count: 1_001)))])
        let long = PopulationForm.object([
            .init("field", .text("plant")), .init("comparison", .text("in")),
            .init("values", .list((0..<9_000).map { .text(String(repeating: "'", count: 20) + "\($0)") })),
        ])
        for form in [deep, wide, long] {
            let error = #expect(throws: RegistryError.self) { try Population(form) }
            #expect(error?.code == .populationTooLarge)
        }
    }
}
