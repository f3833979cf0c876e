import Statistics
import Testing

@Suite("Weibull fits and warranty forecasts meet the golden tables")
struct GoldenWeibullTests {
    struct Expected: Decodable, Sendable {
        let status: String
        let shape: Double?
        let scale: Double?
        let loglik: Double?
        let covLogScaleLogShape: [[Double]]?
        let shapeCi: [Double]?
        let scaleCi: [Double]?
        let b10: Double?
        let b10Ci: [Double]?
    }

    @Test("Weibull", arguments: try GoldenTable.cases("weibull-2p", SurvivalInput.self, Expected.self))
    func weibull(_ golden: GoldenCase<SurvivalInput, Expected>) throws {
        let (expected, tolerance) = (golden.expected, golden.tolerance)
        // The table's rule for limits and covariances.
        let wide = Tolerance(value: 1e-5, isRelative: true)
        let fit: WeibullFit
        do throws(NoAnswer) {
            fit = try WeibullFit(try table(golden.input), confidence: golden.input.confLevel)
        } catch {
            #expect(error.rawValue == expected.status)
            return
        }
        #expect(expected.status == "ok")
        #expect(tolerance.allows(fit.distribution.shape, expected.shape))
        #expect(tolerance.allows(fit.distribution.scale, expected.scale))
        #expect(tolerance.allows(fit.logLikelihood, expected.loglik))
        #expect(tolerance.allows(try fit.quantile(0.1).age, expected.b10))
        let covariance = try #require(expected.covLogScaleLogShape)
        #expect(wide.allows(fit.scaleVariance, covariance[0][0]))
        #expect(wide.allows(fit.covariance, covariance[0][1]))
        #expect(wide.allows(fit.shapeVariance, covariance[1][1]))
        check(fit.shapeLimits, try #require(expected.shapeCi), wide)
        check(fit.scaleLimits, try #require(expected.scaleCi), wide)
        check(try fit.quantile(0.1).limits, try #require(expected.b10Ci), wide)
    }

    private func table(_ input: SurvivalInput) throws(NoAnswer) -> LifeTable {
        try LifeTable(
            exits: input.time, failed: input.event.map { $0 == 1 }, entries: input.entry, counts: input.count)
    }

    private func check(_ limits: ConfidenceLimits, _ expected: [Double], _ tolerance: Tolerance) {
        #expect(tolerance.allows(limits.lower, expected[0]))
        #expect(tolerance.allows(limits.upper, expected[1]))
    }

    struct WarrantyInput: Decodable, Sendable {
        let shipments: [Int]?
        let returns: [[Int]]?
        let failureIntervals: [[Double]]?
        let suspensions: [[Double]]?
        let horizon: Int
        let futureShipments: [Double]
        let warrantyLimit: Double?
        let confLevel: Double

        func data() throws(NoAnswer) -> IntervalLifeData {
            if let shipments, let returns { return try IntervalLifeData(shipments: shipments, returns: returns) }
            return try IntervalLifeData(
                failures: (failureIntervals ?? []).map { .init(after: $0[0], until: $0[1], count: Int($0[2])) },
                suspensions: (suspensions ?? []).map { .init(age: $0[0], count: Int($0[1])) })
        }
    }

    struct LifeData: Decodable, Sendable {
        let failureIntervals: [[Double]]
        let suspensions: [[Double]]
    }

    struct WarrantyExpected: Decodable, Sendable {
        let lifeData: LifeData?
        let status: String
        let shape: Double?
        let scale: Double?
        let loglik: Double?
        let cumulativeForecast: [Double]?
        let poissonCi: [[Double]]?
    }

    @Test(
        "Warranty", arguments: try GoldenTable.cases("warranty-forecast", WarrantyInput.self, WarrantyExpected.self))
    func warranty(_ golden: GoldenCase<WarrantyInput, WarrantyExpected>) throws {
        let (input, expected, tolerance) = (golden.input, golden.expected, golden.tolerance)
        let data = try input.data()
        if let life = expected.lifeData {
            #expect(data.failures.map { [$0.after, $0.until, Double($0.count)] } == life.failureIntervals)
            #expect(data.suspensions.map { [$0.age, Double($0.count)] } == life.suspensions)
        }
        let fit: WeibullFit
        do throws(NoAnswer) {
            fit = try WeibullFit(data, confidence: input.confLevel)
        } catch {
            #expect(error.rawValue == expected.status)
            return
        }
        #expect(expected.status == "ok")
        #expect(tolerance.allows(fit.distribution.shape, expected.shape))
        #expect(tolerance.allows(fit.distribution.scale, expected.scale))
        #expect(tolerance.allows(fit.logLikelihood, expected.loglik))
        let forecast = try WarrantyForecast(
            fit.distribution, units: data.suspensions, horizon: input.horizon, shipments: input.futureShipments,
            warranty: input.warrantyLimit, confidence: input.confLevel)
        let numbers = tolerance.firstDifference(
            forecast.periods.map(\.failures), try #require(expected.cumulativeForecast))
        #expect(numbers == nil)
        let limits = try #require(expected.poissonCi)
        let lower = tolerance.firstDifference(forecast.periods.map(\.limits.lower), limits.map { $0[0] })
        #expect(lower == nil)
        let upper = tolerance.firstDifference(forecast.periods.map(\.limits.upper), limits.map { $0[1] })
        #expect(upper == nil)
    }
}
