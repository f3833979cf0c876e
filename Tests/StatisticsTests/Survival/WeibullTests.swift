import Foundation
import Statistics
import Testing

@Suite("Weibull fits")
struct WeibullTests {
    @Test("No distribution near the fitted one is likelier", arguments: 0..<40 as Range<UInt64>)
    func greatestLikelihood(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let shape = Double.random(in: 0.4...4, using: &random)
        let units = RandomUnits(60, late: seed % 2 == 1, shape: shape, &random)
        let fit = try WeibullFit(units.table())
        let (shapeFound, scale) = (fit.distribution.shape, fit.distribution.scale)
        #expect(abs(units.logLikelihood(shape: shapeFound, scale: scale) - fit.logLikelihood) < 1e-7, "seed \(seed)")
        for step in [0.99, 0.9999, 1.0001, 1.01] {
            #expect(units.logLikelihood(shape: shapeFound * step, scale: scale) < fit.logLikelihood, "seed \(seed)")
            #expect(units.logLikelihood(shape: shapeFound, scale: scale * step) < fit.logLikelihood, "seed \(seed)")
        }
    }

    @Test("The covariance is the inverse of the curvature of the likelihood", arguments: 0..<10 as Range<UInt64>)
    func curvature(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let units = RandomUnits(80, late: seed % 2 == 1, &random)
        let fit = try WeibullFit(units.table())
        let h = 1e-3
        func value(_ scaleStep: Double, _ shapeStep: Double) -> Double {
            units.logLikelihood(
                shape: fit.distribution.shape * exp(shapeStep), scale: fit.distribution.scale * exp(scaleStep))
        }
        let middle = value(0, 0)
        let scale = (2 * middle - value(h, 0) - value(-h, 0)) / (h * h)
        let shape = (2 * middle - value(0, h) - value(0, -h)) / (h * h)
        let mixed = (value(h, -h) + value(-h, h) - value(h, h) - value(-h, -h)) / (4 * h * h)
        let determinant = scale * shape - mixed * mixed
        #expect(abs(fit.scaleVariance * determinant / shape - 1) < 1e-3, "seed \(seed)")
        #expect(abs(fit.shapeVariance * determinant / scale - 1) < 1e-3, "seed \(seed)")
        #expect(abs(fit.covariance * determinant + mixed) < 1e-3 * abs(mixed) + 1e-3, "seed \(seed)")
    }

    @Test("Ages in another unit stretch the scale and leave the shape", arguments: [1e-40, 1e-3, 365, 1e40])
    func units(_ factor: Double) throws {
        var random = SeededGenerator(seed: 5)
        let units = RandomUnits(50, late: true, &random)
        let one = try WeibullFit(units.table())
        let other = try WeibullFit(
            LifeTable(
                exits: units.exits.map { $0 * factor }, failed: units.failed, entries: units.entries.map { $0 * factor }
            ))
        #expect(abs(one.distribution.shape - other.distribution.shape) < 1e-9)
        #expect(abs(one.distribution.scale * factor / other.distribution.scale - 1) < 1e-9)
        #expect(abs(one.shapeVariance - other.shapeVariance) < 1e-9)
    }

    @Test("The limits of the shape hold the true one as often as they say")
    func coverage() throws {
        var covered = 0
        for seed in 0..<400 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let fit = try WeibullFit(RandomUnits(300, late: true, shape: 1.7, &random).table(), confidence: 0.9)
            let upper = try #require(fit.shapeLimits.upper)
            if fit.shapeLimits.lower <= 1.7 && 1.7 <= upper { covered += 1 }
        }
        // 360 ± 4 standard deviations of 6.
        #expect((336...384).contains(covered))
    }

    @Test("What cannot be fitted has a reason")
    func reasons() throws {
        func fit(_ exits: [Double], _ failed: [Bool], _ entries: [Double]? = nil) throws -> WeibullFit {
            try WeibullFit(LifeTable(exits: exits, failed: failed, entries: entries))
        }
        #expect(throws: NoAnswer.noFailures) { try fit([1, 2], [false, false]) }
        #expect(throws: NoAnswer.noFiniteMLE) { try fit([2, 2, 1], [true, true, false]) }
        #expect(throws: NoAnswer.noFiniteMLE) { try fit([2], [true]) }
        #expect(throws: NoAnswer.failureAtAgeZero) { try fit([0, 2, 3], [true, true, false]) }
        #expect(throws: NoAnswer.failureAtAgeZero) { try fit([0], [true]) }
        // All entered late and failed at once: the likelihood grows as the shape falls to 0.
        #expect(throws: NoAnswer.noFiniteMLE) {
            try fit([10.1, 10.2, 10.1, 11, 900], [true, true, true, true, false], [10, 10, 10, 10, 10])
        }
        let table = try LifeTable(exits: [1, 2], failed: [true, true])
        for confidence in hostileNumbers + [0, 1] {
            #expect(throws: NoAnswer.outOfRange) { try WeibullFit(table, confidence: confidence) }
        }
    }

    @Test("Units seen last at age 0 tell nothing and do no harm")
    func censoredAtZero() throws {
        let with = try WeibullFit(LifeTable(exits: [0, 0, 4, 7, 9], failed: [false, false, true, true, false]))
        let without = try WeibullFit(LifeTable(exits: [4, 7, 9], failed: [true, true, false]))
        #expect(with == without)
    }

    @Test("Extremely steep and extremely flat data still have an answer or a reason")
    func extremes() throws {
        for exits in [
            [100, 100.000001, 100.000002], [1e-100, 1, 1e100], [1e-100, 1e-100, 1e-99], [1e99, 1e100, 1e100],
        ] {
            do throws(NoAnswer) {
                let fit = try WeibullFit(try LifeTable(exits: exits, failed: [true, true, true]))
                #expect(fit.distribution.shape.isFinite && fit.distribution.scale.isFinite)
            } catch {
                #expect([.noFiniteMLE, .notComputed, .outOfRange].contains(error))
            }
        }
    }

    @Test("Survival, quantile and conditional failures belong together")
    func distribution() throws {
        let weibull = try Weibull(shape: 1.7, scale: 900)
        for share in [1e-9, 0.1, 0.5, 0.999] {
            #expect(abs(1 - weibull.survival(at: try weibull.quantile(share)) - share) < 1e-12)
        }
        let conditional = 1 - weibull.survival(at: 700) / weibull.survival(at: 300)
        #expect(abs(weibull.failureProbability(from: 300, to: 700) - conditional) < 1e-12)
        #expect(weibull.failureProbability(from: 700, to: 300) == 0)
        #expect(weibull.failureProbability(from: 0, to: .infinity) == 1)
        #expect(weibull.survival(at: -3) == 1)
        let step = (weibull.survival(at: 500) - weibull.survival(at: 500.01)) / weibull.survival(at: 500) / 0.01
        #expect(abs(try weibull.hazard(at: 500) / step - 1) < 1e-4)
        for number in hostileNumbers {
            #expect((0...1).contains(weibull.survival(at: number)))
            #expect((0...1).contains(weibull.failureProbability(from: number, to: 5)))
            #expect((0...1).contains(weibull.failureProbability(from: 5, to: number)))
            #expect(throws: NoAnswer.outOfRange) { try weibull.hazard(at: number) }
            #expect(throws: NoAnswer.outOfRange) { try weibull.quantile(number) }
        }
        for pair in [(0.0, 1.0), (1, 0), (.nan, 1), (1, .nan), (1, .infinity), (.infinity, 1), (-1, 1)] {
            #expect(throws: NoAnswer.outOfRange) { try Weibull(shape: pair.0, scale: pair.1) }
        }
    }

    @Test("The band of a plot holds the curve, and is narrowest near the failures")
    func band() throws {
        var random = SeededGenerator(seed: 11)
        let fit = try WeibullFit(RandomUnits(200, late: false, &random).table())
        for age in [1.0, 50, 300, 1000] {
            let limits = try fit.survivalLimits(at: age)
            let survival = fit.distribution.survival(at: age)
            #expect(limits.lower < survival && survival < limits.upper ?? 0)
        }
        #expect(throws: NoAnswer.outOfRange) { try fit.survivalLimits(at: 0) }
    }

    @Test("With a shape of 1 a stated shape gives the mean time between failures with its exact limits")
    func weibayes() throws {
        var random = SeededGenerator(seed: 2)
        let units = RandomUnits(120, late: true, &random)
        let table = try units.table()
        let bayes = try Weibayes(table, shape: 1)
        let days = zip(units.exits, units.entries).reduce(0) { $0 + $1.0 - $1.1 }
        let rate = try #require(ExponentialRate(failures: table.totalFailures, unitDays: days, daysPerYear: 1))
        #expect(abs((bayes.scale ?? 0) * rate.annualRate - 1) < 1e-12)
        #expect(abs(bayes.lowerScale * (rate.limits.upper ?? 0) - 1) < 1e-12)
        #expect(abs((bayes.upperScale ?? 0) * rate.limits.lower - 1) < 1e-12)
        let none = try Weibayes(LifeTable(exits: [100, 200], failed: [false, false]), shape: 2)
        #expect(none.scale == nil && none.upperScale == nil && none.lowerScale > 0)
        #expect(throws: NoAnswer.noData) { try Weibayes(LifeTable(exits: [0], failed: [false]), shape: 1) }
        for shape in hostileNumbers + [0] { #expect(throws: NoAnswer.outOfRange) { try Weibayes(table, shape: shape) } }
    }
}
