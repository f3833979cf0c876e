import Foundation
import Identifiers
import Registry
import Statistics
import Storage
import Testing

@testable import Quality

/// A unit against siblings that are counted by hand.
@Suite struct UnitHealthTests {
    private static let rule = ExposureRule(until: .lastDay)

    /// Sold on a day, failed at ages.
    private static func life(_ sold: Int64, failing: [(Int64, String)] = []) -> ServiceLife {
        var life = ServiceLife()
        (life.enteredAt, life.basis, life.lastAt) = (sold * 86_400_000_000, .sold, sold * 86_400_000_000)
        life.failures = failing.enumerated().map { index, failure in
            ServiceLife.Failure(
                event: ID(Int64(index + 1)), time: (sold + failure.0) * 86_400_000_000, code: failure.1)
        }
        return life
    }

    private static func tally(_ lives: [ServiceLife], until day: Int64 = 1_000) -> FleetTally {
        lives.reduce(into: FleetTally()) { $0.add($1, count: 1, rule, until: day) { _ in true } }
    }

    private static func health(
        _ own: ServiceLife, among lives: [ServiceLife], _ readings: [ReadingStanding] = [], until day: Int64 = 1_000
    ) throws -> UnitHealth {
        let exposure = try #require(own.exposure(rule, until: day) { _ in true })
        return UnitHealth(own, exposure, readings, among: tally(lives, until: day), isOfBatch: false)
    }

    /// Ten siblings of 1,000 days: two fail by motor at 500 and 600 days, one by door at 550, one before.
    private static let ten =
        (0..<6).map { _ in life(0) }
        + [
            life(0, failing: [(500, "motor")]), life(0, failing: [(600, "motor")]), life(0, failing: [(550, "door")]),
            life(0, failing: [(100, "door")]),
        ]

    @Test func whatFailsNextIsTheHazardOfTheYearAhead() throws {
        // 400 days old by then.
        let health = try Self.health(Self.life(600), among: Self.ten)
        let next = try health.next.get()
        #expect(health.age == 400 && next.days == 365 && next.atRisk == 10)
        #expect(next.unitDays == 3_650)
        #expect(next.any.failures == 3 && abs(next.any.probability - (1 - exp(-0.3))) < 1e-12)
        #expect(next.codes.map(\.code) == ["motor", "door"])
        #expect(next.codes.map(\.chance.failures) == [2, 1])
        #expect(abs((next.codes.first?.chance.probability ?? 0) - (1 - exp(-0.2))) < 1e-12)
        // Three failures: between 0.6187 and 8.7673 (Garwood), of ten units.
        #expect(abs(next.any.limits.lower - (1 - exp(-0.061867))) < 1e-5)
        #expect(abs((next.any.limits.upper ?? 0) - (1 - exp(-0.876727))) < 1e-5)
    }

    @Test func whereNothingFailedTheChanceHasAnUpperLimit() throws {
        let health = try Self.health(Self.life(300), among: Self.ten)
        let next = try health.next.get()
        // 300 days ahead are known, and nothing failed in them.
        #expect(health.age == 700 && next.days == 300 && next.any.failures == 0 && next.codes.isEmpty)
        #expect(next.any.probability == 0 && next.any.limits.lower == 0)
        #expect(abs((next.any.limits.upper ?? 0) - (1 - exp(-3.688879 / 10))) < 1e-5)
        let oldest = try Self.health(Self.life(0), among: Self.ten)
        #expect(throws: NoAnswer.noData) { try oldest.next.get() }
    }

    @Test func failuresAreHeldAgainstTheMeanOfTheSiblings() throws {
        let health = try Self.health(
            Self.life(400, failing: [(10, "door"), (200, "door")]), among: Self.ten)
        // 600 days: all four failures of ten siblings have come by then.
        #expect(try health.failures.expected.get() == 0.4)
        #expect(health.failures.seenAsLong == 10 && health.failures.withAsMany == 0)
        // Two of six, each with the share 0.4/4.4.
        let share = 0.4 / 4.4
        let none = pow(1 - share, 6), one = 6 * share * pow(1 - share, 5)
        #expect(abs((health.failures.probability ?? 0) - (1 - none - one)) < 1e-12)
        #expect(health.failures.adjustedPValue == health.failures.probability)
        #expect(health.score == .asSiblings && health.isJudged)
    }

    @Test func siblingsWithoutFailureSayHowRareOneIs() throws {
        let lives = (0..<999).map { _ in Self.life(500) }
        let health = try Self.health(Self.life(500, failing: [(10, "door"), (200, "door")]), among: lives)
        #expect(try health.failures.expected.get() == 0)
        #expect(abs((health.failures.probability ?? 0) - 1e-6) < 1e-12)
        #expect(health.score == .conspicuous)
        let few = try Self.health(Self.life(500, failing: [(10, "door")]), among: [Self.life(500)])
        #expect(few.failures.probability == 0.5 && few.score == .asSiblings)
    }

    @Test func withoutSiblingsNothingIsJudged() throws {
        let health = try Self.health(Self.life(500, failing: [(10, "door")]), among: [])
        #expect(!health.isJudged && health.score == .asSiblings && health.failures.probability == nil)
        #expect(throws: NoAnswer.noData) { try health.failures.expected.get() }
        #expect(throws: NoAnswer.noData) { try health.next.get() }
        let sameDay = try Self.health(Self.life(1_000), among: [Self.life(1_000)])
        #expect(sameDay.age == 0 && sameDay.failures.probability == nil)
    }

    // MARK: Readings

    private static func reading(_ value: String) -> UnitReading {
        UnitReading(type: "smart_5", unit: nil, last: UnitReading.Point(age: 400, value: value), time: 0)
    }

    private static func others(_ values: [(Double, Bool)]) -> [SiblingReading] {
        values.map { value, hasFailed in
            SiblingReading(value: value, text: "\(Int(value))", days: 90, hasFailed: hasFailed, failedThatDay: false)
        }
    }

    @Test func readingIsHeldAgainstThoseOfItsAge() {
        let low: [(Double, Bool)] = (0..<90).map { (Double($0), false) }
        let high: [(Double, Bool)] = (90..<100).map { (Double($0 * 10), $0 > 93) }
        let standing = ReadingStanding(Self.reading("100"), among: Self.others(low + high), confidence: 0.95)
        #expect(standing.siblings == 100 && standing.below == 90 && standing.asMuch == 10 && standing.rank == 0.9)
        #expect(standing.median == "49" && standing.ninetieth == "89" && standing.ninetyNinth == "980")
        #expect(standing.isHigh && standing.failsMore && standing.untold == nil)
        #expect(standing.high.failed == 6 && standing.high.unitDays == 900 && standing.low.failed == 0)
        #expect(standing.rates?.ratio == nil && (standing.rates?.limits.lower ?? 0) > 1)
        // All six of them on the side with a tenth of the days.
        #expect(abs((standing.rates?.pValue ?? 1) - 1e-6) < 1e-9)
    }

    private static let untold: [(String, [(Double, Bool)], ReadingStanding.Untold)] = [
        ("17", [], .noSiblings), ("17", [(1, false), (2, true)], .noneAsHigh),
        ("0", [(1, false), (2, true)], .noneBelow), ("2", [(1, false), (2, false)], .noFailures),
    ]

    @Test(arguments: untold)
    func whatCannotBeSaidHasAReason(_ value: String, _ values: [(Double, Bool)], _ reason: ReadingStanding.Untold) {
        let standing = ReadingStanding(Self.reading(value), among: Self.others(values), confidence: 0.95)
        #expect(standing.untold == reason && standing.rates == nil && !standing.failsMore)
    }

    @Test func enormousValuesAreNotCompared() {
        let standing = ReadingStanding(
            Self.reading(String(repeating: "9", count: 400)), among: Self.others([(1, true)]), confidence: 0.95)
        #expect(standing.untold == .notComparable && standing.rank == nil)
    }

    @Test func highReadingWithFailuresMakesAUnitConspicuous() throws {
        let usual: [(Double, Bool)] = (0..<900).map { (Double($0 % 5), $0 == 0) }
        let bad: [(Double, Bool)] = (0..<20).map { (Double(100 + $0), $0 < 15) }
        let values = usual + bad
        let standing = ReadingStanding(Self.reading("100"), among: Self.others(values), confidence: 0.95)
        let health = try Self.health(Self.life(600), among: Self.ten, [standing])
        #expect(health.score == .conspicuous && health.telling.map(\.reading.type) == ["smart_5"])
        // As much, but not above nine tenths of the siblings: it is as they are.
        let common = ReadingStanding(Self.reading("4"), among: Self.others(values), confidence: 0.95)
        #expect(!common.isHigh)
        #expect(try Self.health(Self.life(600), among: Self.ten, [common]).score == .asSiblings)
    }
}
