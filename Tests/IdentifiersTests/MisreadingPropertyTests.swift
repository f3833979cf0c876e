import Identifiers
import TestSupport
import Testing

@Suite("Properties of misreadings")
struct MisreadingPropertyTests {
    @Test(
        "A single slip is told as one and leads back, for any serial of any format", arguments: 0..<100 as Range<UInt64>
    )
    func formatsLeadBack(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let sample = try RandomFormat(using: &random)
        let writer: SerialWriter = try sample.format.writer(for: sample.fields)
        let index = SerialFormatIndex([sample.format])
        for _ in 0..<4 {
            let serial: String = try writer.text(of: sample.sequence(using: &random))
            #expect(index.matches(key: FindKey.fold(serial)) == [0], "seed \(seed)")
            for kind in Misreading.Kind.allCases {
                guard let copy = Slip.put(kind, into: serial, using: &random), !FindKey.fold(copy).isEmpty,
                    FindKey.fold(copy) != FindKey.fold(serial)
                else { continue }
                let told = try #require(Misreading(of: copy, from: serial), "seed \(seed): \(copy) of \(serial)")
                #expect(told.kind <= kind || kind == .missing || kind == .extra, "seed \(seed): \(copy) of \(serial)")
                #expect(index.near(copy) == [0], "seed \(seed): \(copy) of \(serial) of \(sample.format)")
                let (originals, isComplete) = sample.format.originals(ofMisread: copy, limit: 5000)
                #expect(isComplete)
                #expect(
                    originals.contains { FindKey.fold($0.text) == FindKey.fold(serial) },
                    "seed \(seed): \(copy) of \(serial) of \(sample.format)")
                for original in originals {
                    #expect(Misreading(of: copy, from: original.text) != nil, "seed \(seed): \(copy), \(original.text)")
                    #expect(try sample.format.decode(original.text) == original, "seed \(seed)")
                }
            }
        }
    }

    @Test("The index finds what trying every format finds", arguments: 0..<8 as Range<UInt64>)
    func indexAgainstTrying(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let samples = try (0..<130).map { _ in try RandomFormat(using: &random) }
        let formats: [SerialFormat] = samples.map(\.format)
        let index = SerialFormatIndex(formats)
        for sample in samples.prefix(12) {
            let serial: String = try sample.format.writer(for: sample.fields).text(of: sample.sequence(using: &random))
            let key: String = FindKey.fold(serial)
            #expect(index.matches(key: key) == formats.indices.filter { formats[$0].couldMatch(key: key) })
            let kind: Misreading.Kind = Misreading.Kind.allCases.randomElement(using: &random) ?? .wrong
            guard let copy = Slip.put(kind, into: serial, using: &random) else { continue }
            let near = Set(index.near(copy))
            for (ordinal, format) in formats.enumerated() where !format.originals(ofMisread: copy).serials.isEmpty {
                #expect(near.contains(ordinal), "seed \(seed): \(copy), \(format)")
            }
        }
    }

    /// A set of keys that counts what it is asked.
    private final class Keys {
        let sorted: [String]
        private(set) var questions = 0

        init(_ keys: some Sequence<String>) {
            sorted = Set(keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }

        func first(_ lowest: String) -> String? {
            questions += 1
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle].utf8.lexicographicallyPrecedes(lowest.utf8) {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low < sorted.count ? sorted[low] : nil
        }

        func contains(_ key: String) -> Bool { first(key) == key }
    }

    @Test("The neighbours of a key are those that comparing with every key finds", arguments: 0..<60 as Range<UInt64>)
    func neighboursAgainstComparing(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let alphabet = Array(["01", "ABC", "0123456789", "ДЖ1", "A\u{D7FF}\u{E000}\u{10FFFF}", "*+_~"][Int(seed % 6)])
        func key() -> String {
            String(
                (0..<Int.random(in: 1...6, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "A" })
        }
        let keys = Keys((0..<200).map { _ in key() })
        for _ in 0..<30 {
            let typed = key()
            var found: [String] = []
            var search = KeyNeighbours(of: typed, limit: 100_000)
            let isComplete = search.find(firstKey: keys.first) { if keys.contains($0) { found.append($0) } }
            let expected = keys.sorted.filter { known in
                guard let slip = Misreading(of: typed, from: known) else { return false }
                return slip.places.count == 1
            }
            #expect(isComplete)
            #expect(Set(found) == Set(expected), "seed \(seed): \(typed)")
            #expect(found.count == Set(found).count, "seed \(seed): \(typed), each once")
        }
    }

    @Test(
        "Among a hundred thousand numbers that follow each other it takes some hundreds of questions, and keeps its limit"
    )
    func questionsAreFew() {
        let keys = Keys((0..<100_000).map { "N" + String(String($0 + 1_000_000_000).dropFirst()) })
        for (typed, most) in [
            ("N000012345", 600), ("N00001234", 600), ("X000123456", 40), ("", 20), ("QQQQQQQQQQQQ", 40),
        ] {
            let before = keys.questions
            var search = KeyNeighbours(of: typed, limit: 10_000)
            #expect(search.find(firstKey: keys.first) { _ = keys.contains($0) })
            #expect(keys.questions - before < most, "\(typed): \(keys.questions - before)")
        }
        let before = keys.questions
        var search = KeyNeighbours(of: "N000012345", limit: 50)
        #expect(!search.find(firstKey: keys.first) { _ = keys.contains($0) })
        #expect(keys.questions - before < 60)
    }

    @Test("Hostile texts are near nothing, quickly")
    func hostile() throws {
        let format = try SerialFormat(parsing: "TR{seq:6:base36}{check:mod37-36}")
        let index = SerialFormatIndex([format])
        for text in [
            "", "\u{0}\u{0}", String(repeating: "0", count: 1_000_000), String(repeating: "-", count: 1_000_000),
        ] {
            #expect(index.near(text).isEmpty)
            #expect(format.originals(ofMisread: text).serials.isEmpty)
        }
        let (serials, isComplete) = try SerialFormat(parsing: "{seq:12:base36}").originals(
            ofMisread: "000000000000", limit: 100)
        #expect(serials.count == 100 && !isComplete)
    }
}
