import Foundation
import Statistics
import Testing

@Suite("Forecasts")
struct ForecastTests {
    @Test("A history is made of periods with demands of 0 or more", arguments: hostileNumbers)
    func refusedDemands(_ number: Double) {
        #expect(throws: NoAnswer.outOfRange) { try DemandHistory([1, number]) }
    }

    @Test("No period is no history; nothing demanded has no class")
    func nothing() throws {
        #expect(throws: NoAnswer.noData) { try DemandHistory([]) }
        let idle = try DemandHistory([0, 0, 0])
        #expect(throws: NoAnswer.noDemand) { try DemandProfile(idle) }
        #expect(throws: NoAnswer.noDemand) { try ForecastChoice(idle) }
        #expect(throws: NoAnswer.noDemand) { try XYZClass(idle) }
        #expect(idle.coefficientOfVariation == nil)
    }

    @Test("A single demand has no variation, and counts as of like size")
    func singleDemand() throws {
        let profile = try DemandProfile(DemandHistory([0, 0, 5, 0]))
        #expect(profile.meanInterval == 3)
        #expect(profile.squaredVariation == nil)
        #expect(profile.demandClass == .intermittent)
    }

    @Test(
        "A parameter lies above 0 and reaches up to 1",
        arguments: [0, -0.1, 1.0000001, .nan, .infinity, .greatestFiniteMagnitude])
    func refusedAlpha(_ alpha: Double) throws {
        let history = try DemandHistory([1, 2, 3])
        for method: ForecastMethod in [
            .exponentialSmoothing(alpha: alpha), .croston(alpha: alpha), .syntetosBoylan(alpha: alpha),
            .teunterSyntetosBabai(alphaDemand: alpha, alphaProbability: 0.1),
            .teunterSyntetosBabai(alphaDemand: 0.1, alphaProbability: alpha),
        ] {
            #expect(throws: NoAnswer.outOfRange) { try Forecast(history, method: method) }
            #expect(throws: NoAnswer.outOfRange) { try BackTest(history, method: method) }
        }
    }

    @Test(
        "Fitted parameters lie in their range and err no more than any others of it", arguments: 0..<40 as Range<UInt64>
    )
    func fittedParameters(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let share = Double.random(in: 0.1...1, using: &random)
        let history = try DemandHistory(random.demands(Int.random(in: 3...80, using: &random), share: share))
        for kind in ForecastMethod.Kind.allCases {
            let method = try kind.fitted(to: history)
            #expect(method.alphas.allSatisfy { (0.01...0.5).contains($0) })
            let forecast = try Forecast(history, method: method)
            let least = squaredError(forecast, history)
            // Fewer than two errors tell nothing.
            guard forecast.fitted.count(where: { $0 != nil }) >= 2 else {
                #expect(method == kind.standard)
                continue
            }
            for step in 1...25 {
                let alpha = Double(step) / 50
                let other = Forecast.method(kind, alpha)
                let error = squaredError(try Forecast(history, method: other), history)
                #expect(least <= error * 1.005 + 1e-12, "seed \(seed), \(kind), α \(alpha)")
            }
        }
    }

    @Test("Forecasts scale with the demand", arguments: 0..<20 as Range<UInt64>)
    func scaling(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let demands = random.demands(40, share: 0.5)
        for kind in ForecastMethod.Kind.allCases {
            let one = try Forecast(DemandHistory(demands), method: kind.standard)
            let eight = try Forecast(DemandHistory(demands.map { $0 * 8 }), method: kind.standard)
            #expect(one.perPeriod * 8 == eight.perPeriod, "seed \(seed)")
        }
    }

    @Test("The range of parameters is itself checked")
    func refusedRange() throws {
        let history = try DemandHistory([1, 2, 3])
        for range in [0...0.5, -1...0.5, 0.1...2] as [ClosedRange<Double>] {
            #expect(throws: NoAnswer.outOfRange) { try ForecastMethod.Kind.croston.fitted(to: history, alphas: range) }
        }
    }

    @Test("Demands as large as are accepted are forecast without overflow")
    func huge() throws {
        let history = try DemandHistory([1e100, 0, 1e100, 1, 0, 1e100, 0, 0, 1e100, 1e100, 0, 5, 1e100, 1e100])
        let choice = try ForecastChoice(history)
        #expect(choice.tests.allSatisfy { $0.rootMeanSquaredError.isFinite })
        #expect(try Forecast(history, method: choice.method).perPeriod.isFinite)
    }

    private func squaredError(_ forecast: Forecast, _ history: DemandHistory) -> Double {
        zip(forecast.fitted, history.values).reduce(0) { sum, pair in
            pair.0.map { sum + ($0 - pair.1) * ($0 - pair.1) } ?? sum
        }
    }
}

extension Forecast {
    fileprivate static func method(_ kind: ForecastMethod.Kind, _ alpha: Double) -> ForecastMethod {
        switch kind {
        case .exponentialSmoothing: .exponentialSmoothing(alpha: alpha)
        case .croston: .croston(alpha: alpha)
        case .syntetosBoylan: .syntetosBoylan(alpha: alpha)
        case .teunterSyntetosBabai: .teunterSyntetosBabai(alphaDemand: alpha, alphaProbability: alpha)
        }
    }
}
