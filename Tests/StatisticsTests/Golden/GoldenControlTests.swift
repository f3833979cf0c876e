import Statistics
import Testing

@Suite("Control charts meet the golden table")
struct GoldenControlTests {
    struct Input: Decodable, Sendable {
        let counts: [Int]?
        let expected: [Double]?
        let ratio: Double?
        let h: Double?
        let values: [Double]?
        let target: Double?
        let sigma: Double?
        let k: Double?
        let headStart: Double?
        let lambda: Double?
        let L: Double?
        let mean: Double?
    }

    struct Expected: Decodable, Sendable {
        let alarms: [Int]?
        let max: Double?
        let statistic: [Double]?
        let statisticSampled: [Double]?
        let sampleIndex: [Int]?
        let alarmsUpper: [Int]?
        let alarmsLower: [Int]?
        let upper: [Double]?
        let lower: [Double]?
        let upperSampled: [Double]?
        let lowerSampled: [Double]?
        let ewma: [Double]?
        let lcl: [Double]?
        let ucl: [Double]?
        let ewmaSampled: [Double]?
        let lclSampled: [Double]?
        let uclSampled: [Double]?
        let arlZeroState: Double?
    }

    typealias Case = GoldenCase<Input, Expected>

    @Test("Charts", arguments: try GoldenTable.cases("cusum", Input.self, Expected.self))
    func chart(_ golden: Case) throws {
        switch golden.kind {
        case "poisson-lr": try poisson(golden)
        case "tabular": try tabular(golden)
        case "ewma": try smoothed(golden)
        default: try runLength(golden)
        }
    }

    private func poisson(_ golden: Case) throws {
        let (input, expected) = (golden.input, golden.expected)
        let chart = try PoissonCUSUM(
            counts: #require(input.counts), expected: #require(input.expected), ratio: #require(input.ratio),
            threshold: #require(input.h))
        #expect(chart.alarms == expected.alarms)
        #expect(golden.tolerance.allows(chart.greatest, expected.max))
        check(golden, chart.statistic, expected.statistic, expected.statisticSampled)
    }

    private func tabular(_ golden: Case) throws {
        let (input, expected) = (golden.input, golden.expected)
        let chart = try TabularCUSUM(
            #require(input.values), target: #require(input.target), deviation: #require(input.sigma),
            reference: #require(input.k), threshold: #require(input.h), headStart: input.headStart ?? 0)
        #expect(chart.upperAlarms == expected.alarmsUpper)
        #expect(chart.lowerAlarms == expected.alarmsLower)
        check(golden, chart.upper, expected.upper, expected.upperSampled)
        check(golden, chart.lower, expected.lower, expected.lowerSampled)
    }

    private func smoothed(_ golden: Case) throws {
        let (input, expected) = (golden.input, golden.expected)
        let chart = try EWMAChart(
            #require(input.values), target: #require(input.target), deviation: #require(input.sigma),
            weight: #require(input.lambda), width: #require(input.L))
        #expect(chart.alarms == expected.alarms)
        check(golden, chart.smoothed, expected.ewma, expected.ewmaSampled)
        check(golden, chart.lower, expected.lcl, expected.lclSampled)
        check(golden, chart.upper, expected.ucl, expected.uclSampled)
    }

    private func runLength(_ golden: Case) throws {
        let input = golden.input
        let run = try PoissonRunLength(
            reference: #require(input.k), threshold: #require(input.h), countMean: #require(input.mean))
        #expect(golden.tolerance.allows(run.mean, golden.expected.arlZeroState))
    }

    /// The table gives all numbers, or those at some indexes.
    private func check(_ golden: Case, _ numbers: [Double], _ all: [Double]?, _ sampled: [Double]?) {
        let indexes = golden.expected.sampleIndex ?? []
        #expect(all != nil || sampled != nil)
        let difference = golden.tolerance.firstDifference(
            all == nil ? indexes.map { numbers[$0] } : numbers, all ?? sampled ?? [])
        #expect(difference == nil)
    }
}
