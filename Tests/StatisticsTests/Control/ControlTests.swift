import Foundation
import Statistics
import Testing

@Suite("Control charts")
struct ControlTests {
    @Test("A threshold of one step alarms with the first count that passes the reference: known run lengths")
    func shortestRun() throws {
        for mean in [0.3, 1, 2.5] {
            let run = try PoissonRunLength(reference: 1, threshold: 1, countMean: mean)
            let alarm = 1 - exp(-mean) * (1 + mean)
            #expect(abs(run.mean * alarm - 1) < 1e-10)
        }
    }

    @Test("Run lengths are those of simulated charts", arguments: [(1.0, 3.0, 1.2), (2.5, 4.0, 2.5), (0.5, 2.0, 0.4)])
    func simulatedRuns(reference: Double, threshold: Double, mean: Double) throws {
        let run = try PoissonRunLength(reference: reference, threshold: threshold, countMean: mean)
        var random = SeededGenerator(seed: 9)
        let runs = (0..<4000).map { _ in
            var (sum, length) = (0.0, 0)
            repeat {
                sum = max(0, sum + Double(random.poisson(mean)) - reference)
                length += 1
            } while sum < threshold - 1e-9
            return Double(length)
        }
        // Run lengths vary about as much as their mean: 5 standard errors.
        #expect(abs(runs.reduce(0, +) / 4000 - run.mean) < 5 * run.mean / 4000.0.squareRoot())
    }

    @Test("A longer run with a higher threshold, a shorter one with more claims")
    func monotony() throws {
        var last = 0.0
        for threshold in 1...12 {
            let run = try PoissonRunLength(reference: 1.5, threshold: Double(threshold), countMean: 1).mean
            #expect(run > last)
            #expect(try PoissonRunLength(reference: 1.5, threshold: Double(threshold), countMean: 2).mean < run)
            last = run
        }
    }

    @Test("Hostile numbers get a reason", arguments: hostileNumbers)
    func refused(_ number: Double) {
        #expect(throws: NoAnswer.outOfRange) {
            try PoissonCUSUM(counts: [1], expected: [number], ratio: 2, threshold: 1)
        }
        #expect(throws: NoAnswer.outOfRange) {
            try PoissonCUSUM(counts: [1], expected: [1], ratio: number, threshold: 1)
        }
        #expect(throws: NoAnswer.outOfRange) {
            try PoissonCUSUM(counts: [1], expected: [1], ratio: 2, threshold: number)
        }
        for place in 0..<3 {
            var p = [1.0, 2, 3]
            p[place] = number
            #expect(throws: NoAnswer.outOfRange) {
                try PoissonRunLength(reference: p[0], threshold: p[1], countMean: p[2])
            }
        }
        guard number < -1 || number > 1e100 || number.isNaN else { return }
        #expect(throws: NoAnswer.outOfRange) { try TabularCUSUM([1, number], target: 0, deviation: 1) }
        #expect(throws: NoAnswer.outOfRange) { try TabularCUSUM([1], target: number, deviation: 1) }
        #expect(throws: NoAnswer.outOfRange) { try TabularCUSUM([1], target: 0, deviation: number) }
        #expect(throws: NoAnswer.outOfRange) { try TabularCUSUM([1], target: 0, deviation: 1, reference: number) }
        #expect(throws: NoAnswer.outOfRange) { try TabularCUSUM([1], target: 0, deviation: 1, threshold: number) }
        #expect(throws: NoAnswer.outOfRange) { try TabularCUSUM([1], target: 0, deviation: 1, headStart: number) }
        #expect(throws: NoAnswer.outOfRange) { try EWMAChart([1, number], target: 0, deviation: 1) }
        #expect(throws: NoAnswer.outOfRange) { try EWMAChart([1], target: number, deviation: 1) }
        #expect(throws: NoAnswer.outOfRange) { try EWMAChart([1], target: 0, deviation: number) }
        #expect(throws: NoAnswer.outOfRange) { try EWMAChart([1], target: 0, deviation: 1, weight: number) }
        #expect(throws: NoAnswer.outOfRange) { try EWMAChart([1], target: 0, deviation: 1, width: number) }
    }

    @Test("What does not fit together, is too fine or passes the range of numbers")
    func reasons() throws {
        #expect(throws: NoAnswer.unequalLengths) {
            try PoissonCUSUM(counts: [1], expected: [], ratio: 2, threshold: 1)
        }
        for count in [-1, .min, .max] {
            #expect(throws: NoAnswer.outOfRange) {
                try PoissonCUSUM(counts: [count], expected: [1], ratio: 2, threshold: 1)
            }
        }
        #expect(throws: NoAnswer.outOfRange) { try PoissonCUSUM(counts: [], expected: [], ratio: 1, threshold: 1) }
        #expect(throws: NoAnswer.tooLarge) {
            try PoissonRunLength(reference: Double.pi, threshold: 5, countMean: 1)
        }
        #expect(throws: NoAnswer.tooLarge) { try PoissonRunLength(reference: 1, threshold: 1e6, countMean: 1) }
        #expect(try PoissonCUSUM(counts: [], expected: [], ratio: 2, threshold: 1).greatest == nil)
        #expect(try TabularCUSUM([], target: 0, deviation: 1).upper.isEmpty)
        let huge = try TabularCUSUM([1e100, -1e100], target: -1e100, deviation: 1)
        #expect(huge.upper.allSatisfy { $0.isFinite })
        #expect(throws: NoAnswer.notComputed) {
            try PoissonRunLength(reference: 100, threshold: 500, countMean: 1e-9)
        }
    }
}
