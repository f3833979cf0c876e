import Foundation
import Statistics
import Testing

@Suite("Interval-censored fits and warranty forecasts")
struct WarrantyTests {
    @Test("Looks every day give the fit of exact ages", arguments: 0..<10 as Range<UInt64>)
    func fineIntervals(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let units = RandomUnits(150, late: false, shape: Double.random(in: 0.6...3, using: &random), &random)
        let step = 1e-4
        let failed = units.exits.indices.filter { units.failed[$0] }
        let data = try IntervalLifeData(
            failures: failed.map { .init(after: units.exits[$0] - step, until: units.exits[$0] + step, count: 1) },
            suspensions: units.exits.indices.filter { !units.failed[$0] }.map { .init(age: units.exits[$0], count: 1) })
        let (exact, fine) = (try WeibullFit(units.table()), try WeibullFit(data))
        #expect(abs(fine.distribution.shape / exact.distribution.shape - 1) < 1e-5, "seed \(seed)")
        #expect(abs(fine.distribution.scale / exact.distribution.scale - 1) < 1e-5, "seed \(seed)")
        #expect(abs(fine.scaleVariance / exact.scaleVariance - 1) < 1e-3, "seed \(seed)")
        #expect(abs(fine.shapeVariance / exact.shapeVariance - 1) < 1e-3, "seed \(seed)")
        #expect(abs(fine.covariance - exact.covariance) < 1e-3 * exact.scaleVariance, "seed \(seed)")
    }

    @Test("No distribution near the fitted one is likelier", arguments: 0..<20 as Range<UInt64>)
    func greatestLikelihood(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let failures = (1...6).map { age in
            IntervalLifeData.Failures(
                after: Double(age - 1), until: Double(age), count: Int.random(in: 0...9, using: &random) + age % 2)
        }
        let data = try IntervalLifeData(
            failures: failures,
            suspensions: (1...6).map { .init(age: Double($0), count: Int.random(in: 0...400, using: &random)) })
        let fit = try WeibullFit(data)
        func likelihood(_ shape: Double, _ scale: Double) -> Double {
            func survival(_ age: Double) -> Double { exp(-pow(age / scale, shape)) }
            return data.failures.reduce(0) { $0 + Double($1.count) * log(survival($1.after) - survival($1.until)) }
                + data.suspensions.reduce(0) { $0 + Double($1.count) * log(survival($1.age)) }
        }
        let (shape, scale) = (fit.distribution.shape, fit.distribution.scale)
        #expect(abs(likelihood(shape, scale) - fit.logLikelihood) < 1e-7, "seed \(seed)")
        for step in [0.999, 1.001] {
            #expect(likelihood(shape * step, scale) < fit.logLikelihood, "seed \(seed)")
            #expect(likelihood(shape, scale * step) < fit.logLikelihood, "seed \(seed)")
        }
    }

    @Test("What cannot be fitted has a reason")
    func reasons() throws {
        func fit(_ failures: [(Double, Double, Int)], _ suspensions: [(Double, Int)]) throws -> WeibullFit {
            try WeibullFit(
                IntervalLifeData(
                    failures: failures.map { .init(after: $0.0, until: $0.1, count: $0.2) },
                    suspensions: suspensions.map { .init(age: $0.0, count: $0.1) }))
        }
        #expect(throws: NoAnswer.noFailures) { try fit([], [(1, 5)]) }
        #expect(throws: NoAnswer.noFailures) { try fit([(0, 1, 0)], []) }
        #expect(throws: NoAnswer.noFiniteMLE) { try fit([(0, 1, 9)], [(1, 90), (2, 90)]) }
        #expect(throws: NoAnswer.noFiniteMLE) { try fit([(1, 2, 9)], [(1, 90), (2, 90)]) }
        #expect(throws: NoAnswer.noFiniteMLE) { try fit([(1, 2, 9)], []) }
        #expect(try fit([(1, 2, 9)], [(3, 90)]).distribution.shape > 1)
        #expect(try fit([(0, 1, 9), (1, 2, 5)], [(2, 3)]).distribution.shape > 0)
        // All failed by 2: the steeper, the likelier.
        #expect(throws: NoAnswer.noFiniteMLE) { try fit([(0, 1, 9), (1, 2, 5)], []) }
        // Two overlapping intervals with nothing beyond: the likelihood has no greatest value.
        #expect(throws: NoAnswer.self) { try fit([(0, 2, 5), (0, 1, 5)], []) }
    }

    @Test("Interval data that are none have a reason")
    func refused() {
        for number in hostileNumbers {
            #expect(throws: NoAnswer.outOfRange) {
                try IntervalLifeData(failures: [.init(after: number, until: 5, count: 1)], suspensions: [])
            }
            #expect(throws: NoAnswer.outOfRange) {
                try IntervalLifeData(failures: [], suspensions: [.init(age: number, count: 1)])
            }
        }
        #expect(throws: NoAnswer.emptyInterval) {
            try IntervalLifeData(failures: [.init(after: 2, until: 2, count: 1)], suspensions: [])
        }
        for count in [-1, .min, .max] {
            #expect(throws: NoAnswer.outOfRange) {
                try IntervalLifeData(failures: [], suspensions: [.init(age: 1, count: count)])
            }
        }
        #expect(throws: NoAnswer.unequalLengths) { try IntervalLifeData(shipments: [5], returns: []) }
        #expect(throws: NoAnswer.unequalLengths) { try IntervalLifeData(shipments: [5], returns: [[1, 2]]) }
        #expect(throws: NoAnswer.outOfRange) { try IntervalLifeData(shipments: [5], returns: [[6]]) }
        #expect(throws: NoAnswer.outOfRange) { try IntervalLifeData(shipments: [5], returns: [[-1]]) }
        #expect(throws: NoAnswer.outOfRange) { try IntervalLifeData(shipments: [5, 5], returns: [[0, 0], [1, 0]]) }
        #expect(throws: NoAnswer.outOfRange) { try IntervalLifeData(shipments: [.min], returns: [[0]]) }
    }

    @Test("Forecasts rise with the horizon, and end with the warranty")
    func forecast() throws {
        let weibull = try Weibull(shape: 1.3, scale: 60)
        let units = (0..<10).map { IntervalLifeData.Suspensions(age: Double($0), count: 100) }
        let open = try WarrantyForecast(weibull, units: units, horizon: 20, shipments: [50, 50])
        let closed = try WarrantyForecast(weibull, units: units, horizon: 20, shipments: [50, 50], warranty: 6)
        #expect(zip(open.periods, open.periods.dropFirst()).allSatisfy { $0.failures < $1.failures })
        #expect(closed.periods[19].failures == closed.periods[9].failures)
        #expect(closed.periods[19].failures < open.periods[19].failures)
        let over = try WarrantyForecast(weibull, units: units, horizon: 3, warranty: 0)
        #expect(over.periods.allSatisfy { $0.failures == 0 && $0.limits.lower == 0 })
    }

    @Test("Hostile numbers get a reason", arguments: hostileNumbers)
    func refusedForecast(_ number: Double) throws {
        let weibull = try Weibull(shape: 1.3, scale: 60)
        #expect(throws: NoAnswer.outOfRange) {
            try WarrantyForecast(weibull, units: [.init(age: number, count: 1)], horizon: 1)
        }
        #expect(throws: NoAnswer.outOfRange) {
            try WarrantyForecast(weibull, units: [], horizon: 1, shipments: [number])
        }
        #expect(throws: NoAnswer.outOfRange) { try WarrantyForecast(weibull, units: [], horizon: 1, warranty: number) }
        #expect(throws: NoAnswer.outOfRange) {
            try WarrantyForecast(weibull, units: [], horizon: 1, confidence: number)
        }
        for horizon in [0, -1, 10_001, .min, .max] {
            #expect(throws: NoAnswer.outOfRange) { try WarrantyForecast(weibull, units: [], horizon: horizon) }
        }
    }
}
