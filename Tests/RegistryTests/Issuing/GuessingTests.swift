import Identifiers
import Registry
import TestSupport
import Testing

/// Somebody who knows the format guesses serial numbers.
@Suite struct GuessingTests {
    /// Guesses hit as often as the odds say, within three standard deviations. (The benchmark makes a million of them.)
    @Test(arguments: [(10_000_000 as Int64, "{scrambled:10}"), (1_000_000, "{scrambled:10}{check:mod37-36}")])
    func randomGuessesHitAsOftenAsTheOddsSay(_ issued: Int64, _ pattern: String) async throws {
        let seed: UInt64 = 20_260_301
        try await Engine.sqlite.withRegistry(seed: seed) { registry in
            let (model, batch) = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: pattern)
                return (model, try desk.issue(issued, of: model))
            }
            let format = try #require(try await registry.read { try SerialFormats.list(of: model.id, $0) }.first).format
            let odds = format.guessability(issued: issued).probability
            #expect(odds == Double(issued) / 1e10)
            let sequences = try #require(batch.issue).sequences
            var random = SplitMix64(seed: seed)
            let alphabet = format.sequence.alphabet.symbols
            let guesses = 50_000
            var hits = 0
            for _ in 0..<guesses {
                var digits = (0..<10).map { _ in alphabet.randomElement(using: &random) ?? 0 }
                if let check = format.check {
                    digits += try #require(check.compute(over: digits)).utf8
                }
                let decoded = try format.decode(String(decoding: digits, as: UTF8.self))
                if sequences.contains(decoded.sequence) { hits += 1 }
            }
            let expected = Double(guesses) * odds
            let deviation = (expected * (1 - odds)).squareRoot()
            #expect(abs(Double(hits) - expected) <= 3 * deviation, "\(hits) hits, \(expected) expected, seed \(seed)")
        }
    }

    @Test(arguments: Engine.available)
    func anUnguessableFormatIsIssuedUpToItsLimit(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                let format = try SerialFormat(parsing: "{plant:1}{scrambled:8}")
                _ = try SerialFormats.create(
                    format, unguessable: true, of: model, as: .administrator, desk.transaction)
                _ = try desk.issue(60, of: model, fields: .init(plant: "A"))
                return model
            }
            let tooMany = try await refusal {
                try await registry.write { try $0.issue(41, of: model, fields: .init(plant: "A")) }
            }
            #expect(tooMany == .batchGuessable)
            try await registry.write { desk in
                _ = try desk.issue(40, of: model, fields: .init(plant: "A"))
                // Another plant's numbers are another space.
                _ = try desk.issue(100, of: model, fields: .init(plant: "B"))
            }
            #expect(
                try await refusal { try await registry.write { try $0.issue(1, of: model, fields: .init(plant: "B")) } }
                    == .batchGuessable)
        }
    }

    @Test(arguments: Engine.available)
    func aSequentialFormatCannotBeUnguessable(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let code = try await refusal {
                try await registry.write { desk in
                    try SerialFormats.create(
                        SerialFormat(parsing: "{seq:18}"), unguessable: true,
                        of: try desk.model(of: try desk.manufacturer()), as: .administrator, desk.transaction)
                }
            }
            #expect(code == .formatGuessable)
        }
    }
}
