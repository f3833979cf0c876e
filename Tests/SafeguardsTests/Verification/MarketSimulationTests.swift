import Identifiers
import Registry
import Safeguards
import TestSupport
import Testing

/// A market, seeded: genuine products with their honest owners, and codes that were copied many times. What docs/verification.md
/// says of copies found and of false alarms is measured here.
@Suite struct MarketSimulationTests {
    private static let day: Int64 = 86_400_000_000
    private static let countries = ["NO", "SE", "DE", "FR", "US", "JP", "CN", "BR"]

    /// SplitMix64 (Steele, Lea, Flood, 2014).
    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
            return z ^ z >> 31
        }
        mutating func happens(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
    }

    /// One asker a day is one hash; on another day the same person is another.
    private static func scan(
        _ at: Int64, by person: Int, in region: String?, _ random: inout Random
    ) throws -> UnitScan {
        let hash = UInt64(person) &* 1_000_003 &+ UInt64(at / day)
        return UnitScan(
            id: Int64.random(in: 1...Int64.max, using: &random), UnitKey(ID(1), try SerialNumber(parsing: "A1")),
            of: ID(1), at: at, region: region, .web,
            asker: (0..<16).map { UInt8(truncatingIfNeeded: hash >> UInt64($0 % 8 * 8)) })
    }

    private static func life(_ market: String?, shipped: Int64) -> UnitLifeline {
        var life = UnitLifeline()
        (life.market, life.shippedAt, life.soldAt) = (market, shipped, shipped + 30 * day)
        return life
    }

    /// After how many scans copies are seen; nil where all of them are not enough.
    private static func found(_ scans: [UnitScan], _ life: UnitLifeline) -> Int? {
        let sorted = scans.sorted { $0.at < $1.at }
        return (1...sorted.count).first { count in
            CopySignal.suffice(CopyEvidence(Array(sorted.prefix(count)), life, by: VerificationRules()).signals)
        }
    }

    /// A code on twenty things or more, sold within a season in one to five countries; each buyer asks once. A tenth of the buyers
    /// name no country, and of a tenth of the codes the maker has told no market.
    private static func copied(_ random: inout Random) throws -> Int? {
        let places = Array(countries.shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random)))
        let shipped = 20_000 * day
        let season = Int64.random(in: 30...90, using: &random)
        let scans = try (0..<20).map { person in
            let at = shipped + 40 * day + Int64.random(in: 0..<(season * day), using: &random)
            let region = random.happens(0.1) ? nil : places.randomElement(using: &random)
            return try scan(at, by: person, in: region, &random)
        }
        return found(scans, life(random.happens(0.1) ? nil : "NO", shipped: shipped))
    }

    /// The scans of a genuine product over two years, and how many of them would have been told of copies. Most are asked for once
    /// or twice; one in fifty is sold on now and then, one in two hundred belongs to somebody who asks each week; one in a
    /// hundred was taken to another country, and one scan in fifty is made on a journey.
    private static func honest(_ random: inout Random) throws -> (scans: Int, alarms: Int) {
        let shipped = 20_000 * day
        let home = random.happens(0.01) ? "DE" : "NO"
        let count =
            random.happens(0.005)
            ? 104 : random.happens(0.02) ? Int.random(in: 3...8, using: &random) : Int.random(in: 1...2, using: &random)
        let scans = try (0..<count).map { number in
            let at =
                count == 104
                ? shipped + 40 * day + Int64(number) * 7 * day
                : shipped + 40 * day + Int64.random(in: 0..<(690 * day), using: &random)
            let region =
                random.happens(0.1) ? nil : random.happens(0.02) ? countries.randomElement(using: &random) : home
            return try scan(at, by: count == 104 ? 0 : number, in: region, &random)
        }
        guard let first = found(scans, life("NO", shipped: shipped)) else { return (count, 0) }
        return (count, count - first + 1)
    }

    @Test func ninetyOfAHundredCopiedCodesAreFoundWithinTwentyScans() throws {
        var random = Random(state: 7)
        let found = try (0..<1_000).map { _ in try Self.copied(&random) }
        let share = Double(found.count { $0 != nil }) / Double(found.count)
        let median = found.compactMap(\.self).sorted()[found.compactMap(\.self).count / 2]
        print("copied codes found within 20 scans: \(share), half of them after \(median) scans")
        #expect(share >= 0.9)
    }

    @Test func falseAlarmsAreAtMostFiveInTenThousand() throws {
        var random = Random(state: 11)
        var (scans, alarms) = (0, 0)
        for _ in 0..<20_000 {
            let unit = try Self.honest(&random)
            scans += unit.scans
            alarms += unit.alarms
        }
        let share = Double(alarms) / Double(scans)
        print("false alarms: \(alarms) of \(scans) honest scans, \(share * 100) %")
        #expect(share <= 0.0005)
    }
}
