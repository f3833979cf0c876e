import Foundation
import Statistics
import Testing

@Suite("Scans")
struct ScanTests {
    @Test("The window is the greatest of all by the definition", arguments: 0..<40 as Range<UInt64>)
    func definition(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let cells = Int.random(in: 1...25, using: &random)
        let baseline = (0..<cells).map { _ in Double(Int.random(in: 1...9, using: &random)) }
        let counts = (0..<cells).map { _ in Int.random(in: 0...6, using: &random) }
        for model in PoissonScan.Model.allCases {
            let scan = try PoissonScan(
                counts: counts, baseline: baseline, model: model, greatestCells: 8, replicates: 9)
            let (total, sum) = (Double(counts.reduce(0, +)), baseline.reduce(0, +))
            let scale = model == .conditional ? total / sum : 1
            var (greatest, windows) = (0.0, 0)
            for start in 0..<cells {
                for end in start..<min(cells, start + 8) where baseline[start...end].reduce(0, +) <= sum / 2 {
                    windows += 1
                    let c = Double(counts[start...end].reduce(0, +))
                    let e = baseline[start...end].reduce(0, +) * scale
                    guard c > e else { continue }
                    let rest =
                        model == .expectation ? e - c : total > c ? (total - c) * log((total - c) / (total - e)) : 0
                    greatest = max(greatest, c * log(c / e) + rest)
                }
            }
            #expect(abs(scan.logLikelihoodRatio - greatest) < 1e-9, "seed \(seed)")
            #expect(scan.windows == windows, "seed \(seed)")
        }
    }

    @Test("Without a cluster a p-value is as small as it says no oftener than it says")
    func level() throws {
        for model in PoissonScan.Model.allCases {
            var small = 0
            for seed in 0..<300 as Range<UInt64> {
                var random = SeededGenerator(seed: seed)
                let baseline = (0..<15).map { _ in Double.random(in: 0.5...3, using: &random) }
                let counts = baseline.map { random.poisson($0) }
                let scan = try PoissonScan(
                    counts: counts, baseline: baseline, model: model, replicates: 99, seed: seed)
                if scan.pValue <= 0.1 { small += 1 }
            }
            // At most 30 are to be expected, plus 4 standard deviations of 5.2.
            #expect(small <= 51)
        }
    }

    @Test("A planted cluster is found where it is", arguments: 0..<20 as Range<UInt64>)
    func planted(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let start = Int.random(in: 5...70, using: &random)
        let baseline = (0..<100).map { _ in 2.0 }
        let counts = baseline.indices.map { random.poisson((start..<start + 20).contains($0) ? 8 : 2) }
        let scan = try PoissonScan(counts: counts, baseline: baseline, replicates: 999, seed: seed)
        let window = try #require(scan.window)
        let overlap = window.cells.filter { (start..<start + 20).contains($0) }.count
        #expect(scan.pValue == 0.001, "seed \(seed)")
        #expect(overlap >= 16, "seed \(seed)")
        #expect(window.cells.count <= 25, "seed \(seed)")
    }

    @Test("The same seed gives the same p-value, another one a close one")
    func seeds() throws {
        let (counts, baseline) = ([3, 1, 4, 1, 5, 9, 2, 6], Array(repeating: 3.0, count: 8))
        let one = try PoissonScan(counts: counts, baseline: baseline, replicates: 4999, seed: 7)
        let same = try PoissonScan(counts: counts, baseline: baseline, replicates: 4999, seed: 7)
        let other = try PoissonScan(counts: counts, baseline: baseline, replicates: 4999, seed: 8)
        #expect(one == same)
        #expect(abs(one.pValue - other.pValue) < 0.04)
    }

    @Test("One claim anywhere says nothing; no claim has no window")
    func few() throws {
        let one = try PoissonScan(counts: [0, 0, 1, 0], baseline: [5, 5, 5, 5])
        #expect(one.pValue == 1)
        let none = try PoissonScan(counts: [0, 0], baseline: [1, 1])
        #expect(none.window == nil && none.pValue == 1 && none.logLikelihoodRatio == 0)
        let low = try PoissonScan(counts: [1, 0], baseline: [9, 9], model: .expectation, greatestShare: 1)
        #expect(low.window == nil && low.pValue == 1)
        let single = try PoissonScan(counts: [3], baseline: [1], greatestShare: 1)
        #expect(single.window == nil)
    }

    @Test("Cells without a baseline hold no claims and do no harm")
    func emptyCells() throws {
        let scan = try PoissonScan(counts: [0, 4, 0, 1, 0], baseline: [0, 1, 0, 9, 0], replicates: 99)
        #expect(scan.window?.cells == 1...1)
        #expect(throws: NoAnswer.outOfRange) { try PoissonScan(counts: [1, 1], baseline: [0, 1]) }
    }

    @Test("Hostile numbers get a reason", arguments: hostileNumbers)
    func refused(_ number: Double) {
        #expect(throws: NoAnswer.outOfRange) { try PoissonScan(counts: [1, 1], baseline: [number, 1]) }
        #expect(throws: NoAnswer.outOfRange) {
            try PoissonScan(counts: [1], baseline: [1], greatestShare: number)
        }
    }

    @Test("Too much, too little, too long")
    func reasons() {
        #expect(throws: NoAnswer.noData) { try PoissonScan(counts: [], baseline: []) }
        #expect(throws: NoAnswer.noData) { try PoissonScan(counts: [0], baseline: [0]) }
        #expect(throws: NoAnswer.unequalLengths) { try PoissonScan(counts: [1], baseline: []) }
        for count in [-1, .min, .max] {
            #expect(throws: NoAnswer.outOfRange) { try PoissonScan(counts: [count, 1], baseline: [1, 1]) }
        }
        for number in [0, -1, .min, .max] {
            #expect(throws: NoAnswer.outOfRange) { try PoissonScan(counts: [1], baseline: [1], replicates: number) }
        }
        for number in [0, -1, .min] {
            #expect(throws: NoAnswer.outOfRange) { try PoissonScan(counts: [1], baseline: [1], greatestCells: number) }
        }
        let many = Array(repeating: 1, count: 9_000)
        #expect(throws: NoAnswer.tooLarge) { try PoissonScan(counts: many, baseline: many.map { Double($0) }) }
    }
}
