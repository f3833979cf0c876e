import Statistics
import Testing

/// Units with ages and whether they failed, or counts of them.
struct SurvivalInput: Decodable, Sendable {
    let time: [Double]
    let event: [Int]
    let entry: [Double]?
    let count: [Int]?
    let confLevel: Double
    let confType: String?
    let evalTimes: [Double]?

    func table() throws -> LifeTable {
        try LifeTable(exits: time, failed: event.map { $0 == 1 }, entries: entry, counts: count)
    }
}

@Suite("Survival curves meet the golden tables")
struct GoldenSurvivalTests {
    struct SurvivalTable: Decodable, Sendable {
        let time: [Double]
        let nRisk: [Int]?
        let nEvent: [Int]?
        let survival: [Double]
        let stdErr: [Double?]
        let lower: [Double?]
        let upper: [Double?]
    }

    struct SurvivalExpected: Decodable, Sendable {
        let nEvents: Int
        let median: Double?
        let table: SurvivalTable?
        let eval: SurvivalTable?
    }

    @Test(
        "Kaplan and Meier", arguments: try GoldenTable.cases("kaplan-meier", SurvivalInput.self, SurvivalExpected.self))
    func kaplanMeier(_ golden: GoldenCase<SurvivalInput, SurvivalExpected>) throws {
        let (expected, tolerance) = (golden.expected, golden.tolerance)
        let table = try golden.input.table()
        let type = try #require(KaplanMeier.LimitType(rawValue: golden.input.confType ?? ""))
        let curve = try KaplanMeier(table, confidence: golden.input.confLevel, limits: type)
        #expect(table.totalFailures == expected.nEvents)
        #expect(tolerance.allows(curve.median, expected.median))
        if let rows = expected.table {
            #expect(curve.points.map(\.age) == rows.time)
            #expect(curve.points.map(\.atRisk) == rows.nRisk)
            #expect(curve.points.map(\.failures) == rows.nEvent)
            check(curve.points, rows, tolerance)
        }
        if let rows = expected.eval { check(rows.time.map { curve.point(at: $0) }, rows, tolerance) }
    }

    private func check(_ points: [KaplanMeier.Point?], _ rows: SurvivalTable, _ tolerance: Tolerance) {
        // Before the first failure all survive, for sure.
        let survival = tolerance.firstDifference(points.map { $0?.survival ?? 1 }, rows.survival)
        #expect(survival == nil)
        let errors = tolerance.firstDifference(points.map { $0.map(\.standardError) ?? 0 }, rows.stdErr)
        #expect(errors == nil)
        let lower = tolerance.firstDifference(points.map { $0.map { $0.limits?.lower } ?? 1 }, rows.lower)
        #expect(lower == nil)
        let upper = tolerance.firstDifference(points.map { $0.map { $0.limits?.upper } ?? 1 }, rows.upper)
        #expect(upper == nil)
    }

    struct HazardTable: Decodable, Sendable {
        let time: [Double]
        let nRisk: [Int]?
        let nEvent: [Int]?
        let cumulativeHazard: [Double]
        let variance: [Double]
        let lower: [Double]
        let upper: [Double]
        let cumulativeHazardFh: [Double]?
        let varianceFh: [Double]?
    }

    struct HazardExpected: Decodable, Sendable {
        let table: HazardTable?
        let eval: HazardTable?
    }

    @Test("Nelson and Aalen", arguments: try GoldenTable.cases("nelson-aalen", SurvivalInput.self, HazardExpected.self))
    func nelsonAalen(_ golden: GoldenCase<SurvivalInput, HazardExpected>) throws {
        let curve = try NelsonAalen(golden.input.table(), confidence: golden.input.confLevel)
        if let rows = golden.expected.table {
            #expect(curve.points.map(\.age) == rows.time)
            #expect(curve.points.map(\.atRisk) == rows.nRisk)
            #expect(curve.points.map(\.failures) == rows.nEvent)
            check(curve.points, rows, golden.tolerance)
        }
        if let rows = golden.expected.eval {
            check(rows.time.map { curve.point(at: $0) }, rows, golden.tolerance)
        }
    }

    private func check(_ points: [NelsonAalen.Point?], _ rows: HazardTable, _ tolerance: Tolerance) {
        let hazard = tolerance.firstDifference(points.map { $0?.hazard ?? 0 }, rows.cumulativeHazard)
        #expect(hazard == nil)
        let variance = tolerance.firstDifference(points.map { $0?.variance ?? 0 }, rows.variance)
        #expect(variance == nil)
        let lower = tolerance.firstDifference(points.map { $0?.limits.lower ?? 0 }, rows.lower)
        #expect(lower == nil)
        let upper = tolerance.firstDifference(points.map { $0.map { $0.limits.upper } ?? 0 }, rows.upper)
        #expect(upper == nil)
        if let untied = rows.cumulativeHazardFh {
            let difference = tolerance.firstDifference(points.map { $0?.untiedHazard ?? 0 }, untied)
            #expect(difference == nil)
        }
        if let untied = rows.varianceFh {
            let difference = tolerance.firstDifference(points.map { $0?.untiedVariance ?? 0 }, untied)
            #expect(difference == nil)
        }
    }
}
