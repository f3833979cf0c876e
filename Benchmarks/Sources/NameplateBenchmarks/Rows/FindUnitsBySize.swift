import Nameplate
import Registry

/// The same look-up in a small registry and in a large one, both warm: what the size costs.
enum FindUnitsBySize {
    private static let few = 10_000
    private static let lookups = 100_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let large = try await setting.filledRegistry(units: setting.rows)
        let small = try await setting.filledRegistry(units: few)
        let largeKeys = SampledKeys(lookups, from: large.serials, of: setting.rows, seed: 3)
        let smallKeys = SampledKeys(lookups, from: small.serials, of: few, seed: 3)
        let bareLarge = try BareReader(path: large.path)
        let bareSmall = try BareReader(path: small.path)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(lookups) { try FindUnits.find(largeKeys, in: large) },
                Way(lookups) { try FindUnits.find(smallKeys, in: small) },
                Way(lookups) { try FindUnits.find(largeKeys, in: large, bareLarge) },
                Way(lookups) { try FindUnits.find(smallKeys, in: small, bareSmall) },
            ])
        let ratio = rounds.ratio(of: 0, to: 1)
        let sizes = "\(Figures.count(Double(setting.rows))) against \(Figures.count(Double(few)))"
        return [
            Finding(
                "unit(model, serial), \(sizes)", target: "≤ 2 ×",
                measured: "\(Figures.time(rounds.time(of: 0).median)) against "
                    + "\(Figures.time(rounds.time(of: 1).median)); a bare SELECT "
                    + "\(Figures.three(rounds.ratio(of: 2, to: 3).median)) ×",
                ratio: ratio, isMet: ratio.median <= 2)
        ]
    }
}
