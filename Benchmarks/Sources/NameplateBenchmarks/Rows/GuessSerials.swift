import Identifiers
import Nameplate
import Registry

/// Somebody who knows the format guesses a million serial numbers: how many are somebody's unit, where one in ten
/// thousand or one in a million is issued.
enum GuessSerials {
    private static let guesses = 1_000_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let file = "guess.sqlite"
        let sample = try await SampleRegistry(path: setting.directory.path(file))
        var findings: [Finding] = []
        for (letter, issued) in [("A", Int64(1_000_000)), ("B", 10_000)] {
            let pattern = "\(letter){scrambled:10}"
            try await sample.registry.perform(as: .administrator) { commands in
                _ = try commands.createFormat(pattern, of: SampleRegistry.slug, model: SampleRegistry.number)
                _ = try commands.issue(
                    BatchDraft(count: issued, fields: .init(), pattern: pattern), of: SampleRegistry.slug,
                    model: SampleRegistry.number)
            }
            var random = RandomNumbers(seed: 20_261_126)
            var hits = 0
            for _ in 0..<guesses {
                let digits = String(Int64.random(in: 10_000_000_000..<20_000_000_000, using: &random)).dropFirst()
                let key = UnitKey(sample.model.id, try SerialNumber(parsing: letter + digits))
                if try sample.registry.unit(key) != nil { hits += 1 }
            }
            let odds = Double(issued) / 1e10
            let expected = Double(guesses) * odds
            let deviation = (expected * (1 - odds)).squareRoot()
            findings.append(
                Finding(
                    "hits of 1,000,000 guesses, one in \(10_000_000_000 / issued) issued",
                    target: "\(Int(expected)) ± \(Figures.three(3 * deviation))", measured: "\(hits)",
                    isMet: abs(Double(hits) - expected) <= 3 * deviation))
        }
        await sample.registry.close()
        setting.directory.removeDatabase(file)
        return findings
    }
}
