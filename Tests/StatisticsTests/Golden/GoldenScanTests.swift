import Statistics
import Testing

@Suite("Scans meet the golden table")
struct GoldenScanTests {
    struct Input: Decodable, Sendable {
        let counts: [Int]
        let baseline: [Double]
        let model: String
        let maxFraction: Double
        let maxCells: Int?
    }

    struct Expected: Decodable, Sendable {
        let llr: Double
        let window: [Int]?
        let observed: Int?
        let expected: Double?
        let relativeRisk: Double?
        let pValue: Double
        let pValueTolerance: Double?
        let pExact: Double?
        let nWindows: Int?
    }

    @Test("Poisson scan", arguments: try GoldenTable.cases("poisson-scan", Input.self, Expected.self))
    func scan(_ golden: GoldenCase<Input, Expected>) throws {
        let (input, expected, tolerance) = (golden.input, golden.expected, golden.tolerance)
        let scan = try PoissonScan(
            counts: input.counts, baseline: input.baseline, model: #require(PoissonScan.Model(rawValue: input.model)),
            greatestShare: input.maxFraction, greatestCells: input.maxCells,
            replicates: input.counts.count > 300 ? 999 : 9999)
        #expect(tolerance.allows(scan.logLikelihoodRatio, expected.llr))
        #expect(scan.window.map { [$0.cells.lowerBound, $0.cells.upperBound] } == expected.window)
        if let windows = expected.nWindows { #expect(scan.windows == windows) }
        if let window = scan.window {
            #expect(window.observed == expected.observed)
            #expect(tolerance.allows(window.expected, expected.expected))
            #expect(tolerance.allows(window.ratio, expected.relativeRisk))
        }
        let slack = expected.pValueTolerance ?? 0
        #expect(abs(scan.pValue - expected.pValue) <= slack)
        if let exact = expected.pExact { #expect(abs(scan.pValue - exact) <= slack) }
    }
}
