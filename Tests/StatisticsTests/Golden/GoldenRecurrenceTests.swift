import Statistics
import Testing

@Suite("Recurrent events meet the golden tables")
struct GoldenRecurrenceTests {
    struct System: Decodable, Sendable {
        let start: Double?
        let end: Double?
        let events: [Double]
        let costs: [Double]?
    }

    struct MeanInput: Decodable, Sendable {
        let systems: [System]
        let confLevel: Double
        let confType: String
    }

    struct MeanTable: Decodable, Sendable {
        let time: [Double]
        let nRisk: [Int]
        let nEvent: [Int]
        let mcf: [Double]
        let stdErr: [Double]
        let stdErrPoisson: [Double]?
        let lower: [Double?]
        let upper: [Double?]
    }

    struct MeanExpected: Decodable, Sendable {
        let nEventTimes: Int
        let table: MeanTable?
    }

    @Test("Mean cumulative function", arguments: try GoldenTable.cases("mcf", MeanInput.self, MeanExpected.self))
    func meanCumulativeFunction(_ golden: GoldenCase<MeanInput, MeanExpected>) throws {
        let tolerance = golden.tolerance
        let histories = try golden.input.systems.map { system in
            try RepairHistory(
                start: system.start ?? 0, end: #require(system.end), events: system.events, costs: system.costs)
        }
        let type = try #require(MeanCumulativeFunction.LimitType(rawValue: golden.input.confType))
        let curve = try MeanCumulativeFunction(histories, confidence: golden.input.confLevel, limits: type)
        #expect(curve.points.count == golden.expected.nEventTimes)
        guard let rows = golden.expected.table else { return }
        #expect(curve.points.map(\.age) == rows.time)
        #expect(curve.points.map(\.atRisk) == rows.nRisk)
        #expect(curve.points.map(\.events) == rows.nEvent)
        let mean = tolerance.firstDifference(curve.points.map(\.mean), rows.mcf)
        #expect(mean == nil)
        let errors = tolerance.firstDifference(curve.points.map(\.standardError), rows.stdErr)
        #expect(errors == nil)
        if let poisson = rows.stdErrPoisson {
            let difference = tolerance.firstDifference(curve.points.map(\.poissonError), poisson)
            #expect(difference == nil)
        }
        let lower = tolerance.firstDifference(curve.points.map { $0.limits?.lower }, rows.lower)
        #expect(lower == nil)
        let upper = tolerance.firstDifference(curve.points.map { $0.limits?.upper }, rows.upper)
        #expect(upper == nil)
    }

    struct TrendInput: Decodable, Sendable {
        let systems: [System]
    }

    struct TrendExpected: Decodable, Sendable {
        let laplaceU: Double?
        let laplaceP: Double?
        let milChi2: Double?
        let milDf: Int?
        let milP: Double?
        let crowBeta: Double?
        let crowLambda: Double?
    }

    @Test("Trend tests", arguments: try GoldenTable.cases("trend-test", TrendInput.self, TrendExpected.self))
    func trend(_ golden: GoldenCase<TrendInput, TrendExpected>) throws {
        let (expected, tolerance) = (golden.expected, golden.tolerance)
        let test = try? TrendTest(golden.input.systems.map { TrendTest.System(events: $0.events, end: $0.end) })
        #expect(tolerance.allows(test?.laplace, expected.laplaceU))
        #expect(tolerance.allows(test?.laplaceProbability, expected.laplaceP))
        #expect(tolerance.allows(test?.militaryHandbook, expected.milChi2))
        #expect(tolerance.allows(test?.militaryHandbookProbability, expected.milP))
        if let test { #expect(test.degreesOfFreedom == expected.milDf) }
        #expect(tolerance.allows(test?.powerLaw?.shape, expected.crowBeta))
        #expect(tolerance.allows(test?.powerLaw?.rate, expected.crowLambda))
    }
}
