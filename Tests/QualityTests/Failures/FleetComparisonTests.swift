import Identifiers
import Registry
import Statistics
import Testing

@testable import Quality

/// Groups of a fleet against each other.
@Suite struct FleetComparisonTests {
    private static let day: Int64 = 86_400_000_000

    /// Units that entered service on day 0, some of which failed at an age.
    private func tally(_ units: Int64, failing: Int64 = 0, at age: Int64 = 100, until last: Int64) -> FleetTally {
        var tally = FleetTally()
        var life = ServiceLife()
        (life.enteredAt, life.basis, life.lastAt) = (0, .sold, 0)
        tally.add(life, count: units - failing, ExposureRule(), until: last, counting: { _ in true })
        life.failures = [ServiceLife.Failure(event: ID(1), time: age * Self.day, code: "E1")]
        if failing > 0 { tally.add(life, count: failing, ExposureRule(), until: last, counting: { _ in true }) }
        return tally
    }

    private func sample(_ groups: [FleetTally]) throws -> FleetSample {
        FleetSample(
            question: FleetQuestion(WrittenPopulation(.everything), until: try .init(parsing: "1972-01-01")),
            groups: groups.enumerated().map { FleetGroup(label: .named("\($0)"), population: .everything, tally: $1) },
            whole: FleetTally.sum(groups))
    }

    @Test func rateIsTimesThatOfTheRest() throws {
        let compared = FleetComparison.all(
            try sample([tally(1_000, failing: 60, until: 365), tally(1_000, failing: 20, until: 365)]))
        #expect(compared[0].rates?.ratio == 3)
        #expect((compared[0].rates?.limits.lower ?? 0) > 1.7 && (compared[0].rates?.limits.upper ?? 0) < 5.3)
        #expect((compared[0].adjustedPValue ?? 1) < 0.001)
        let same = FleetComparison.all(
            try sample([tally(1_000, failing: 20, until: 365), tally(1_000, failing: 20, until: 365)]))
        #expect(same.allSatisfy { $0.adjustedPValue == 1 && $0.rates?.ratio == 1 })
    }

    /// Old units whose failures all come early have a lower rate than young ones, and the age explains it.
    @Test func ageExplainsWhatTheRatesDoNot() throws {
        let compared = FleetComparison.all(
            try sample([
                tally(1_000, failing: 50, at: 50, until: 100), tally(1_000, failing: 50, at: 50, until: 1_000),
            ]))
        #expect((compared[0].rates?.ratio ?? 0) > 9)
        let expected = try #require(compared[0].expected)
        #expect(abs(expected - 50) < 1e-9)
        #expect(abs((compared[0].ageAdjusted?.annualRate ?? 0) - 1) < 1e-9)
    }

    @Test func holmRaisesPValuesInTheirOrder() throws {
        let groups = [40, 20, 21, 19].map { tally(1_000, failing: $0, until: 365) }
        let compared = FleetComparison.all(try sample(groups))
        let raw = compared.compactMap { $0.rates?.pValue }, adjusted = compared.compactMap(\.adjustedPValue)
        #expect(raw.count == 4 && zip(raw, adjusted).allSatisfy { $0 <= $1 && $1 <= 1 })
        #expect(adjusted[0] == min(1, raw[0] * 4))
        #expect(FleetComparison.all(try sample([groups[0]])).isEmpty)
    }

    @Test func monthsOfAgeAddUpToTheWhole() throws {
        let whole = FleetTally.sum([tally(100, failing: 10, at: 40, until: 200), tally(7, until: 33)])
        let months = whole.months()
        #expect(months.map(\.failures).reduce(0, +) == 10)
        #expect(abs(months.map(\.unitDays).reduce(0, +) - Double(whole.unitDays)) < 1e-6)
        #expect(months.first { $0.failures > 0 }?.month == 1)
    }

    @Test func fleetWithoutFailuresHasReasonsInsteadOfFits() {
        let curves = FleetCurves(tally(10, until: 365))
        #expect((try? curves.survival.get())?.points.isEmpty == true)
        #expect(curves.weibull == .failure(.noFailures))
        let none = FleetCurves(FleetTally())
        #expect(none.survival == .failure(.noData) && none.weibull == .failure(.noData))
        #expect(none.months.isEmpty)
    }
}
