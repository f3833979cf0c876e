import Identifiers
import TestSupport
import Testing

/// Ranges of VINs as recalls print them.
@Suite struct VINRangeTests {
    private static func range(_ first: String, _ last: String) throws -> VINRange {
        try VINRange(from: VINPattern(parsing: first), to: VINPattern(parsing: last))
    }

    @Test(arguments: [
        ("VF7******AZ025918", "VF7******AZ030421", "VF7SC8FZ6AZ025918", true),
        ("VF7******AZ025918", "VF7******AZ030421", "VF7SC8FZ6AZ030421", true),
        ("VF7******AZ025918", "VF7******AZ030421", "vf7sc8fz6az028000", true),
        ("VF7******AZ025918", "VF7******AZ030421", "VF7SC8FZ6AZ025917", false),
        ("VF7******AZ025918", "VF7******AZ030421", "VF7SC8FZ6AZ030422", false),
        ("VF7******AZ025918", "VF7******AZ030421", "VF3SC8FZ6AZ028000", false),
        // Of the ninth model year of the century and of the tenth.
        ("VF7??????9L584065", "VF7??????AL524193", "VF7ABCDEF9Z000001", true),
        ("VF7??????9L584065", "VF7??????AL524193", "VF7ABCDEFAL524193", true),
        ("VF7??????9L584065", "VF7??????AL524193", "VF7ABCDEFAL524194", false),
        // Position 9 is a check digit.
        ("5YJXDCE20GF024678", "5YJXDCE2XGF049249", "5YJXDCE2XGF024678", true),
        ("VF7??????AZ025918", "VF7??????AZ030421", "VF7SC8FZ6AZ02800", false),
        ("VF7??????AZ025918", "VF7??????AZ030421", "VF7SC8FZ6AZ0280000", false),
        ("VF7??????AZ025918", "VF7??????AZ030421", "", false),
        ("?", "?", "VF7SC8FZ6AZ025918", true), ("?", "?", "VF7SC8FZOAZ025918", false),
    ])
    func bothEndsBelongToIt(_ first: String, _ last: String, _ serial: String, _ holds: Bool) throws {
        #expect(try Self.range(first, last).matches(serial) == holds)
    }

    @Test func whatRunsBackwardsIsRefused() {
        let error = #expect(throws: IdentifierError.self) {
            try Self.range("VF7??????HT515752", "VF7??????HT509642")
        }
        #expect(error?.code == .character && error?.position == 12)
    }

    /// Counted in a printed space as one by one, with a check digit before the number.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func theyAreCountedAsIfOneByOne(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let format = try SerialFormat(parsing: "WVWZZZ1K{check:vin}{year:vin}WX6{seq:4}")
        let writer = try format.writer(for: .init(date: try CivilDate(year: 2007)))
        let serials = try (0..<format.room).map { try writer.text(of: $0) }
        func end() -> String {
            var end = Array(serials.randomElement(using: &random) ?? "")
            for place in [8, 9, 12, 14, 16] where random.next() % 3 == 0 { end[place] = "?" }
            return String(end)
        }
        let (first, last) = (end(), end())
        guard let range = (try? Self.range(first, last)) ?? (try? Self.range(last, first)) else { return }
        let matches = try #require(
            SerialMatches(of: format, printing: serials[0], [.vins(range)]) { $0[0] })
        let wanted = serials.map { range.matches($0) }
        #expect(matches.count(in: 0...(format.room - 1)) == Int64(wanted.count { $0 }), "\(first) \(last)")
        let earliest: Int64? = wanted.firstIndex(of: true).map { Int64($0) }
        #expect(matches.first(in: 0...(format.room - 1)) == earliest)
    }
}
