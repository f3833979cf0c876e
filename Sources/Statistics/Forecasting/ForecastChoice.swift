/// Which method to forecast a demand with, and why.
public struct ForecastChoice: Hashable, Sendable {
    /// What the choice rests on.
    public enum Reason: String, Hashable, Sendable {
        /// The least root of the mean squared error in the back-tests.
        case backTest = "back-test"
        /// The history is too short to test: the method that suits the class.
        case demandClass = "demand-class"
    }

    /// How regular the demand is.
    public let profile: DemandProfile
    /// The chosen method, with parameters fitted to the whole history where it was tested.
    public let method: ForecastMethod
    /// Why that one.
    public let reason: Reason
    /// The tests, the best first: parameters fitted to the first half, errors measured in the second.
    public let tests: [BackTest]

    /// A history shorter than this is not tested.
    public static let shortestTested = 12

    /// The method that suits a class, then the others: smoothing where demand is frequent, Syntetos and Boylan's where
    /// it is rare or uneven (Syntetos, Boylan and Croston 2005).
    public static func candidates(for demandClass: DemandClass) -> [ForecastMethod.Kind] {
        switch demandClass {
        case .smooth: [.exponentialSmoothing, .syntetosBoylan, .teunterSyntetosBabai, .croston]
        case .erratic: [.syntetosBoylan, .exponentialSmoothing, .teunterSyntetosBabai, .croston]
        case .intermittent, .lumpy: [.syntetosBoylan, .teunterSyntetosBabai, .croston, .exponentialSmoothing]
        }
    }

    /// - Parameters:
    ///   - horizon: how many periods ahead the forecast is used, 1...1,000; commonly the lead time.
    ///   - alphas: see ``ForecastMethod/Kind/fitted(to:alphas:)``.
    /// - Throws: ``NoAnswer/noDemand`` where nothing was demanded, ``NoAnswer/outOfRange`` for a parameter beyond its
    ///   range.
    public init(
        _ history: DemandHistory, horizon: Int = 1, alphas: ClosedRange<Double> = 0.01...0.5
    ) throws(NoAnswer) {
        _ = try horizon.checked(in: 1...1000)
        profile = try DemandProfile(history)
        let kinds = Self.candidates(for: profile.demandClass)
        let half = (history.values.count + 1) / 2
        let known = try DemandHistory(Array(history.values[..<half]))
        let isTestable =
            history.values.count >= Self.shortestTested && history.values.count - half >= horizon
            && known.values.count(where: { $0 > 0 }) >= 2
        guard isTestable else {
            method = kinds[0].standard
            reason = .demandClass
            tests = []
            return
        }
        var tests: [BackTest] = []
        for kind in kinds {
            let method = try kind.fitted(to: known, alphas: alphas)
            tests.append(try BackTest(history, method: method, firstOrigin: half, horizon: horizon))
        }
        // The sort is stable, so that of equals the one that suits the class comes first.
        tests.sort { $0.rootMeanSquaredError < $1.rootMeanSquaredError }
        self.tests = tests
        method = try tests[0].method.kind.fitted(to: history, alphas: alphas)
        reason = .backTest
    }
}
