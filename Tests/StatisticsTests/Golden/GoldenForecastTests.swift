import Statistics
import Testing

@Suite("Forecasts meet the golden tables")
struct GoldenForecastTests {
    struct Input: Decodable, Sendable {
        let demand: [Double]
        let alpha: Double?
        let alphaDemand: Double?
        let alphaProbability: Double?
    }

    struct Expected: Decodable, Sendable {
        let forecast: Double
        let level: Double
        let interval: Double?
        let probability: Double?
        let fitted: [Double?]?
    }

    typealias Case = GoldenCase<Input, Expected>

    @Test("Simple exponential smoothing", arguments: try GoldenTable.cases("forecast-ses", Input.self, Expected.self))
    func smoothing(_ golden: Case) throws {
        try check(golden, .exponentialSmoothing(alpha: try #require(golden.input.alpha)))
    }

    @Test("Croston", arguments: try GoldenTable.cases("forecast-croston", Input.self, Expected.self))
    func croston(_ golden: Case) throws {
        try check(golden, .croston(alpha: try #require(golden.input.alpha)))
    }

    @Test("Syntetos and Boylan", arguments: try GoldenTable.cases("forecast-sba", Input.self, Expected.self))
    func syntetosBoylan(_ golden: Case) throws {
        try check(golden, .syntetosBoylan(alpha: try #require(golden.input.alpha)))
    }

    @Test("Teunter, Syntetos and Babai", arguments: try GoldenTable.cases("forecast-tsb", Input.self, Expected.self))
    func teunterSyntetosBabai(_ golden: Case) throws {
        let demand = try #require(golden.input.alphaDemand)
        let probability = try #require(golden.input.alphaProbability)
        try check(golden, .teunterSyntetosBabai(alphaDemand: demand, alphaProbability: probability))
    }

    private func check(_ golden: Case, _ method: ForecastMethod) throws {
        let forecast = try Forecast(DemandHistory(golden.input.demand), method: method)
        let (expected, tolerance) = (golden.expected, golden.tolerance)
        #expect(tolerance.allows(forecast.perPeriod, expected.forecast))
        #expect(tolerance.allows(forecast.level, expected.level))
        #expect(tolerance.allows(forecast.interval, expected.interval))
        #expect(tolerance.allows(forecast.probability, expected.probability))
        if let fitted = expected.fitted {
            let difference = tolerance.firstDifference(forecast.fitted, fitted)
            #expect(difference == nil)
        }
    }

    struct Profile: Decodable, Sendable {
        let adi: Double?
        let cv2: Double?
        let `class`: String?
    }

    @Test("Class of demand", arguments: try GoldenTable.cases("demand-class", Input.self, Profile.self))
    func profile(_ golden: GoldenCase<Input, Profile>) throws {
        let profile = try? DemandProfile(DemandHistory(golden.input.demand))
        #expect(golden.tolerance.allows(profile?.meanInterval, golden.expected.adi))
        #expect(golden.tolerance.allows(profile?.squaredVariation, golden.expected.cv2))
        if golden.expected.cv2 != nil { #expect(profile?.demandClass.rawValue == golden.expected.class) }
    }
}
