import Identifiers
import Nameplate
import Registry

/// Did-you-mean: serial numbers with one slip each, half of them of units that have a row and half of units that batches
/// imply, each looked up by itself. Beside it, in the same run, a bare SELECT of one row.
enum SuggestUnits {
    private static let lookups = 4_000
    /// On average one in so many numbers is a unit's: as with drives, a slip often makes a stranger's number.
    static let gap = 150

    static func run(_ setting: Setting) async throws -> [Finding] {
        let sample = try await setting.scatteredRegistry(units: setting.rows)
        let bare = try BareReader(path: sample.path)
        let keys = SampledKeys(lookups, from: sample.serials, of: setting.rows, seed: 4)
        var findings: [Finding] = []
        for (words, isNamed) in [("the serial number alone", false), ("with the model", true)] {
            let slips = try slips(lookups, in: sample, of: setting.rows)
            let (latencies, processor) = (Latencies(), Latencies())
            var counts = Counts()
            try await look(slips.prefix(500), named: isNamed, in: sample, Latencies(), Latencies(), &counts)
            counts = Counts()
            var bareTimes: [Double] = []
            for start in stride(from: 0, to: lookups, by: 500) {
                try await look(slips[start..<(start + 500)], named: isNamed, in: sample, latencies, processor, &counts)
                bareTimes.append(
                    try await Way(lookups) { try FindUnits.find(keys, in: sample, bare) }.seconds())
            }
            let (median, high) = (latencies.percentile(0.5) ?? .nan, latencies.percentile(0.99) ?? .nan)
            let single = Spread(bareTimes).median
            findings.append(
                Finding(
                    "did you mean, \(words): \(Figures.count(Double(setting.rows))) rows, 1 billion implied, "
                        + "1,000 formats",
                    target: "p99 < 5 ms",
                    measured: "p50 \(Figures.time(median)), p99 \(Figures.time(high)); of the processor's time p50 "
                        + "\(Figures.time(processor.percentile(0.5) ?? .nan)), p99 "
                        + "\(Figures.time(processor.percentile(0.99) ?? .nan)); a bare SELECT \(Figures.time(single)); "
                        + counts.text,
                    isMet: high < 5e-3))
        }
        return findings
    }

    private struct Slipped {
        var typed: String
        var model: String
        var meant: String
        var kind: Misreading.Kind
    }

    private struct Counts {
        var meant = 0
        var dense = 0
        var other = 0
        var missed = 0

        var text: String { "meant is shown \(meant) ×, too many alike \(dense) ×, another unit's number \(other) ×" }
    }

    private static func slips(_ count: Int, in sample: SampleRegistry, of units: Int) throws -> [Slipped] {
        var random = RandomNumbers(seed: 9)
        var slips: [Slipped] = []
        while slips.count < count {
            let kind = Misreading.Kind.allCases.randomElement(using: &random) ?? .wrong
            let (text, model) =
                slips.count % 2 == 0
                ? (sample.serials.text(of: Int.random(in: 0..<units, using: &random)), SampleRegistry.number)
                : try ManyFormats.serial(using: &random)
            guard let typed = slip(kind, in: text, using: &random), Misreading(of: typed, from: text) != nil else {
                continue
            }
            slips.append(Slipped(typed: typed, model: model, meant: text, kind: kind))
        }
        return slips
    }

    private static func slip(_ kind: Misreading.Kind, in text: String, using random: inout RandomNumbers) -> String? {
        var bytes = Array(text.utf8)
        let others = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch kind {
        case .confusable:
            guard let alike = LookAlikes.of(bytes[place]).randomElement(using: &random) else { return nil }
            bytes[place] = alike
        case .swapped:
            guard place + 1 < bytes.count else { return nil }
            bytes.swapAt(place, place + 1)
        case .wrong: bytes[place] = others.randomElement(using: &random) ?? 0x30
        case .missing: bytes.remove(at: place)
        case .extra: bytes.insert(others.randomElement(using: &random) ?? 0x30, at: place)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func look(
        _ slips: some Collection<Slipped>, named isNamed: Bool, in sample: SampleRegistry, _ latencies: Latencies,
        _ processor: Latencies, _ counts: inout Counts
    ) async throws {
        let clock = ContinuousClock()
        for slip in slips {
            let text = isNamed ? "M/N \(slip.model) S/N \(slip.typed)" : slip.typed
            let (start, used) = (clock.now, ProcessorTime.ofThread)
            let answer = try await sample.registry.lookup(text, as: .administrator)
            processor.add(ProcessorTime.ofThread - used)
            latencies.add(clock.now - start)
            if answer.isFound {
                counts.other += 1
            } else if answer.candidates.contains(where: { $0.serial.text == slip.meant }) {
                counts.meant += 1
            } else if answer.notes.contains(where: { $0.code == .manySimilar }) {
                counts.dense += 1
            } else {
                throw UnequalWork("'\(text)' does not lead back to '\(slip.meant)' (\(slip.kind)).")
            }
        }
    }
}
