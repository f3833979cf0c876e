import Identifiers
import Nameplate
import Registry

/// One unit among all, by its model and its serial number as text: the registry in process against a bare prepared
/// SELECT that reads the same row. Then the look-up of what stands on the plate.
enum FindUnits {
    private static let lookups = 100_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.filledRegistry(units: setting.rows)
        let keys = SampledKeys(lookups, from: sample.serials, of: setting.rows, seed: 2)
        let bare = try BareReader(path: sample.path)
        let plates = keys.texts.map { serial in
            [serial, "\(SampleRegistry.number) \(serial)", "M/N: \(SampleRegistry.number) S/N \(serial)"]
        }
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(lookups) { try find(keys, in: sample) },
                Way(lookups) { try find(keys, in: sample, bare) },
                Way(lookups) { try await lookUp(plates.map { $0[0] }, in: sample) },
                Way(lookups) { try await lookUp(plates.map { $0[1] }, in: sample) },
                Way(lookups) { try await lookUp(plates.map { $0[2] }, in: sample) },
            ])
        let ratio = rounds.ratio(of: 0, to: 1)
        let found = Finding(
            "unit(model, serial) among \(Figures.count(Double(setting.rows)))", target: "≤ 1.5 × a bare SELECT",
            measured: "\(Figures.time(rounds.time(of: 0).median)); bare \(Figures.time(rounds.time(of: 1).median))",
            ratio: ratio, isMet: ratio.median <= 1.5)
        let texts = ["the serial number alone", "both numbers", "both numbers with labels"]
        return [found]
            + texts.enumerated().map { index, words in
                let more = rounds.difference(of: index + 2, to: 0).median
                return Finding(
                    "lookup(text), \(words)", target: "≤ 15 µs more",
                    measured: "\(Figures.time(rounds.time(of: index + 2).median)): \(Figures.time(more)) more",
                    isMet: more <= 15e-6)
            }
    }

    /// The serial number arrives as text, so reading it is part of the work.
    static func find(_ keys: SampledKeys, in sample: SampleRegistry) throws {
        for text in keys.texts {
            guard try sample.registry.unit(UnitKey(sample.model.id, SerialNumber(parsing: text))) != nil else {
                throw UnequalWork("The registry misses the unit \(text).")
            }
        }
    }

    static func find(_ keys: SampledKeys, in sample: SampleRegistry, _ bare: BareReader) throws {
        guard try bare.find(keys, model: sample.model.id.value) == keys.texts.count else {
            throw UnequalWork("The bare SELECT misses units.")
        }
    }

    private static func lookUp(_ texts: [String], in sample: SampleRegistry) async throws {
        for text in texts {
            guard case .unit = try await sample.registry.lookup(text, as: .stranger).outcome else {
                throw UnequalWork("The look-up of '\(text)' finds no unit.")
            }
        }
    }
}
