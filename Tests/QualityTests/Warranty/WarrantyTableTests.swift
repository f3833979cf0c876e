import Identifiers
import Registry
import Statistics
import Testing

@testable import Quality

/// The table, its trend and the outlook, of lives that are made up.
@Suite struct WarrantyTableTests {
    private static let day: Int64 = 86_400_000_000

    private static func life(claims: [(day: Int64, cost: Int64?)] = [], left: Int64? = nil) -> ServiceLife {
        var life = ServiceLife()
        (life.enteredAt, life.basis, life.lastAt) = (0, .sold, 0)
        if let left { (life.leftAt, life.leaving) = (left * day, .scrapped) }
        life.claims = claims.enumerated().map { index, claim in
            ServiceLife.Claim(
                claim: "C-\(index)", event: ID(Int64(index + 1)), decidedAt: claim.day * day, failedAt: claim.day * day,
                code: "E1", cost: claim.cost.map { EventDetails.Cost($0, "EUR") })
        }
        return life
    }

    private static func tally(_ lives: [(life: ServiceLife, count: Int64)], until last: Int64) -> WarrantyTally {
        lives.reduce(into: WarrantyTally()) { tally, entry in
            tally.add(
                entry.life.exposure(ExposureRule(), until: last, counting: { _ in true }), count: entry.count)
        }
    }

    private static func sample(_ tallies: [(String, WarrantyTally)]) throws -> WarrantySample {
        let question = WarrantyQuestion(
            FleetQuestion(WrittenPopulation(.everything), until: try .init(parsing: "1972-01-01")))
        return WarrantySample(
            question: question,
            groups: tallies.map { WarrantyGroup(label: .named($0), population: .everything, tally: $1) },
            whole: tallies.reduce(into: WarrantyTally()) { $0.add($1.1) }, currency: "EUR")
    }

    @Test func cellsCountUnitsClaimsAndCosts() throws {
        // 365/12 days are 30.4: of 100 days three months are whole and one has begun.
        let tally = Self.tally(
            [(Self.life(), 8), (Self.life(claims: [(30, 1_000), (32, nil)]), 1), (Self.life(left: 10), 1)], until: 100)
        let table = WarrantyTable(try Self.sample([("2024-01", tally)]))
        let row = try #require(table.rows.first)
        #expect(row.units == 10 && row.claims == 2 && row.cost == 1_000 && row.withoutCost == 1 && row.outside == 0)
        #expect(row.cells.map(\.atRisk) == [10, 9, 9, 9] && row.cells.map(\.whole) == [9, 9, 9, 0])
        #expect(row.cells.map(\.claims) == [1, 1, 0, 0] && row.cells.map(\.cost) == [1_000, 0, 0, 0])
        #expect(row.cells.map(\.isPartial) == [false, false, false, true])
        #expect(row.claimsPerUnitSold == 0.2 && row.costPerUnitSold == 100)
        let first = 9 + 10 / AgeMonth.days
        #expect(abs((row.cells[0].claimsPerUnit ?? 0) - 1 / first) < 1e-12)
        #expect(abs((row.cells[3].claimsPerUnit ?? 0) - (1 / first + 1.0 / 9)) < 1e-12)
        #expect(row.byMonth == [1970 * 12: 1, 1970 * 12 + 1: 1])
        // A single row has nothing to be held against.
        #expect(row.cells.allSatisfy { $0.alarm == .untested })
    }

    @Test func cellsAreHeldAgainstTheSameMonthOfOtherRows() throws {
        let quiet = Self.tally([(Self.life(), 990), (Self.life(claims: [(40, 1)]), 10)], until: 100)
        let worse = Self.tally([(Self.life(), 979), (Self.life(claims: [(40, 1)]), 21)], until: 100)
        let bad = Self.tally([(Self.life(), 920), (Self.life(claims: [(40, 1)]), 80)], until: 100)
        let two = WarrantyTable(try Self.sample([("2024-01", quiet), ("2024-02", worse)]))
        #expect(two.rows.map { $0.cells[1].alarm } == [.fine, .caution])
        #expect(two.rows.map { $0.cells[0].alarm } == [.fine, .fine])
        let three = WarrantyTable(try Self.sample([("2024-01", quiet), ("2024-02", bad)]))
        #expect(three.rows.map { $0.cells[1].alarm } == [.fine, .critical])
        #expect((three.rows[1].cells[1].pValue ?? 1) < 0.01)
    }

    @Test func nothingIsAnAnswerToo() throws {
        let table = WarrantyTable(try Self.sample([]))
        #expect(table.rows.isEmpty && table.months == 0 && table.total.claimsPerUnitSold == nil)
        let trend = WarrantyTrend(table)
        #expect(trend.series.map(\.window) == [3, 6, 12])
        for series in trend.series {
            guard case .cannotBeTold = series.verdict else {
                Issue.record("a verdict on nothing")
                continue
            }
        }
        let outlook = WarrantyOutlook(try Self.sample([]), .init(warrantyMonths: 24))
        #expect(outlook.inField == 0)
        #expect(throws: NoAnswer.noData) { try outlook.months.get() }
        #expect(throws: NoAnswer.noData) { try outlook.meanCost.get() }
        #expect(throws: NoAnswer.noData) { try outlook.reserve.get() }
    }

    @Test func trendComparesTheNewestWholeQuarterWithTheYearBefore() throws {
        func month(_ claims: Int64) -> WarrantyTally {
            Self.tally([(Self.life(), 300 - claims), (Self.life(claims: [(40, 1)]), claims)], until: 200)
        }
        let old = ["2023-01", "2023-04", "2023-07", "2023-10"].map { ($0, month(6)) }
        let young = Self.tally([(Self.life(), 500)], until: 20)
        for (claims, expected) in [(6 as Int64, WarrantyTrend.Change.notShown), (40, .rose), (0, .fell)] {
            let table = WarrantyTable(
                try Self.sample(old + [("2024-01", month(claims)), ("2024-04", young)]))
            let series = WarrantyTrend(table).series
            guard case .told(let quarter, _, let change) = series[0].verdict else {
                Issue.record("no verdict")
                continue
            }
            #expect(quarter == "2024-Q1" && change == expected, "\(claims)")
            #expect(series[0].points.map(\.isPartial) == [false, false, false, false, false, true])
            guard case .cannotBeTold = series[2].verdict else {
                Issue.record("a verdict on 12 months that nobody has reached")
                continue
            }
        }
    }

    @Test func outlookAddsUpWhatIsToComeWithinTheWarranty() throws {
        // 1,000 units, 10 claims in each of the first ten months, all observed for 300 days.
        let claims = (0..<100).map { (Self.life(claims: [(Int64(3 * $0 + 2), 5_000)]), Int64(1)) }
        let sample = try Self.sample([
            ("2024-01", Self.tally([(Self.life(), 900)] + claims, until: 300))
        ])
        let outlook = WarrantyOutlook(sample, .init(months: 6, warrantyMonths: 12))
        #expect(outlook.inField == 1_000 && outlook.underWarranty == 1_000)
        let months = try outlook.months.get()
        #expect(months.count == 6)
        // Some 10 claims a month, until the warranty ends after 65 days.
        let first = try #require(months.first)
        #expect(abs(first.claims.events - 10.1) < 1.5, "\(first.claims.events)")
        #expect(
            first.claims.limits.lower < first.claims.events && (first.claims.limits.upper ?? 0) > first.claims.events)
        #expect(months[2].claims.events == months[5].claims.events)
        let reserve = try outlook.reserve.get()
        #expect(abs(reserve.claims.events - months[5].claims.events) < 1e-9)
        let cost = try #require(reserve.cost)
        #expect(abs(cost.cost - reserve.claims.events * 5_000) < 1e-6 && (cost.limits?.upper ?? 0) > cost.cost)
        let planned = WarrantyOutlook(sample, .init(months: 6, warrantyMonths: 12, plannedSales: 100))
        #expect(try planned.months.get()[5].claims.events > months[5].claims.events)
        #expect(try planned.reserve.get().claims == reserve.claims)
        let open = WarrantyOutlook(sample, .init(months: 6))
        #expect(try open.months.get()[5].claims.events > months[5].claims.events)
        #expect(throws: NoAnswer.noData) { try open.reserve.get() }
    }

    @Test func noClaimLeavesAnUpperLimit() throws {
        let outlook = WarrantyOutlook(
            try Self.sample([("2024-01", Self.tally([(Self.life(), 50)], until: 300))]), .init(months: 1))
        guard case .success(let intensity) = outlook.intensity, case .constant(0, _, .noFailures) = intensity.basis
        else {
            Issue.record("no constant rate")
            return
        }
        let month = try #require(try outlook.months.get().first)
        #expect(month.claims.events == 0 && month.claims.limits.lower == 0 && (month.claims.limits.upper ?? -1) >= 0)
        #expect(month.cost == nil)
    }
}
