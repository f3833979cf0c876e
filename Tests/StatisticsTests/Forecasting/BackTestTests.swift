import Foundation
import Statistics
import Testing

@Suite("Back-tests")
struct BackTestTests {
    @Test("Errors by hand: the last value as forecast, two periods ahead")
    func byHand() throws {
        let history = try DemandHistory([4, 6, 5, 9, 1])
        let test = try BackTest(history, method: .exponentialSmoothing(alpha: 1), firstOrigin: 2, horizon: 2)
        // From 6: 5, 9. From 5: 9, 1.
        #expect(test.origins == 2)
        #expect(test.meanAbsoluteError == 3)
        #expect(abs(test.rootMeanSquaredError - (42.0 / 4).squareRoot()) < 1e-12)
        #expect(test.bias == -0.5)
        #expect(test.meanAbsoluteScaledError == 1.5)
    }

    @Test("Each origin's forecast is that of the history before it", arguments: 0..<30 as Range<UInt64>)
    func noLookAhead(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let demands = random.demands(30, share: 0.6)
        for kind in ForecastMethod.Kind.allCases {
            let test = try BackTest(DemandHistory(demands), method: kind.standard, firstOrigin: 10, horizon: 3)
            var errors: [Double] = []
            for origin in 10...27 {
                let known = try DemandHistory(Array(demands[..<origin]))
                let forecast = try Forecast(known, method: kind.standard).perPeriod
                errors += demands[origin..<origin + 3].map { forecast - $0 }
            }
            let count = Double(errors.count)
            #expect(abs(test.bias - errors.reduce(0, +) / count) < 1e-9, "seed \(seed)")
            #expect(abs(test.meanAbsoluteError - errors.map(abs).reduce(0, +) / count) < 1e-9, "seed \(seed)")
        }
    }

    @Test("Without a period to forecast there is no test; a scale of 0 gives no scaled error")
    func edges() throws {
        let one = try DemandHistory([3])
        #expect(throws: NoAnswer.noData) { try BackTest(one, method: .croston(alpha: 0.1)) }
        let history = try DemandHistory([3, 3, 3, 4])
        #expect(throws: NoAnswer.noData) { try BackTest(history, method: .croston(alpha: 0.1), firstOrigin: 4) }
        #expect(throws: NoAnswer.noData) { try BackTest(history, method: .croston(alpha: 0.1), firstOrigin: .max) }
        for first in [0, -1, Int.min] {
            #expect(throws: NoAnswer.outOfRange) {
                try BackTest(history, method: .croston(alpha: 0.1), firstOrigin: first)
            }
        }
        for horizon in [0, -1, 1001, Int.max] {
            #expect(throws: NoAnswer.outOfRange) {
                try BackTest(history, method: .croston(alpha: 0.1), horizon: horizon)
            }
            #expect(throws: NoAnswer.outOfRange) { try ForecastChoice(history, horizon: horizon) }
        }
        #expect(try BackTest(history, method: .croston(alpha: 0.1)).meanAbsoluteScaledError == nil)
    }

    @Test("A short history is forecast by its class, a longer one by what erred least")
    func choice() throws {
        let short = try ForecastChoice(DemandHistory([2, 0, 3, 0, 0, 1]))
        #expect(short.reason == .demandClass)
        #expect(short.method == .syntetosBoylan(alpha: 0.1))
        #expect(short.tests.isEmpty)
        var random = SeededGenerator(seed: 7)
        let long = try ForecastChoice(DemandHistory(random.demands(60, share: 0.4)), horizon: 3)
        #expect(long.reason == .backTest)
        #expect(long.tests.count == 4)
        #expect(long.tests.map(\.rootMeanSquaredError) == long.tests.map(\.rootMeanSquaredError).sorted())
        #expect(long.method.kind == long.tests[0].method.kind)
    }

    @Test("What is no longer wanted is forecast by the method that forgets")
    func obsolete() throws {
        var random = SeededGenerator(seed: 3)
        let choice = try ForecastChoice(
            DemandHistory(random.demands(36, share: 0.5) + Array(repeating: 0, count: 24)))
        #expect([.teunterSyntetosBabai, .exponentialSmoothing].contains(choice.method.kind))
    }
}
