import Identifiers
import Registry
import Statistics
import Testing

@testable import Quality

/// Whether a correction has helped, by units before and after it.
@Suite struct CorrectionCheckTests {
    /// Units that came into service on day 0 and were seen until a day; every so-manieth failed on a day before.
    private static func tally(_ units: Int64, until last: Int64, failing: [Int64: Int64] = [:]) -> FleetTally {
        var tally = FleetTally()
        func add(_ count: Int64, failingOn day: Int64?) {
            var life = ServiceLife()
            (life.enteredAt, life.basis, life.lastAt) = (0, .sold, 0)
            if let day {
                life.failures = [.init(event: ID(1), time: day * 86_400_000_000, code: "hinge")]
            }
            tally.add(life, count: count, ExposureRule(until: .lastDay), until: last) { _ in true }
        }
        let failed = failing.values.reduce(0, +)
        add(units - failed, failingOn: nil)
        for (day, count) in failing.sorted(by: { $0.key < $1.key }) { add(count, failingOn: day) }
        return tally
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: [Int64: Int64]
        var after: [Int64: Int64]
        /// How old units with the correction have become, in days; those before are 1,000.
        var age: Int64 = 1_000
        var verdict: CorrectionCheck.Verdict
    }

    private static let wear: [Int64: Int64] = [700: 30, 800: 30, 900: 40]

    static let cases: [Case] = [
        Case(testDescription: "a tenth as many", before: wear, after: [800: 10], verdict: .fell),
        Case(testDescription: "none", before: wear, after: [:], verdict: .fell),
        Case(testDescription: "as many", before: wear, after: wear, verdict: .notShown),
        Case(testDescription: "twice as many", before: wear, after: [700: 60, 800: 70, 900: 70], verdict: .rose),
        // At this age none of those before had failed either.
        Case(testDescription: "none, but all are young", before: wear, after: [:], age: 500, verdict: .notShown),
        Case(testDescription: "few before", before: [700: 2], after: [:], verdict: .notShown),
        Case(testDescription: "none before", before: [:], after: [:], verdict: .notShown),
    ]

    @Test(arguments: cases)
    func verdictIsOfEqualAges(_ told: Case) {
        let check = CorrectionCheck(
            before: Self.tally(1_000, until: 1_000, failing: told.before),
            after: Self.tally(1_000, until: told.age, failing: told.after))
        #expect(check.verdict == told.verdict, "\(String(describing: check.ageAdjusted))")
    }

    @Test func youngUnitsLookGoodByTheirRateAloneAndAreNotTakenIn() throws {
        let check = CorrectionCheck(
            before: Self.tally(1_000, until: 1_000, failing: Self.wear), after: Self.tally(1_000, until: 690))
        let upper = try #require(check.rates?.limits.upper)
        #expect(upper < 1, "all failures by all unit-days")
        #expect(check.expected == nil && check.verdict == .notShown)
        #expect(check.unitDaysNeeded ?? 0 > 0)
    }

    @Test func unitsBeforeAreExpectedToFailAsTheyDid() throws {
        let same = Self.tally(1_000, until: 1_000, failing: Self.wear)
        let check = CorrectionCheck(before: same, after: same)
        let expected = try #require(check.expected)
        #expect(abs(expected - 100) < 1e-9)
        let ratio = try #require(check.ageAdjusted?.ratio)
        #expect(abs(ratio - 1) < 1e-12)
    }

    @Test func moreFailuresBeforeNeedFewerAfter() throws {
        let few = try #require(CorrectionCheck.expectedFailuresNeeded(against: 50))
        let many = try #require(CorrectionCheck.expectedFailuresNeeded(against: 5_000))
        #expect(many < few)
        // Were the rate before known, 80 % takes some 25 expected failures where half of them come.
        #expect((20...40).contains(many), "\(many)")
        #expect(CorrectionCheck.expectedFailuresNeeded(against: 1) == nil)
        #expect(CorrectionCheck.expectedFailuresNeeded(against: 0) == nil)
    }
}
