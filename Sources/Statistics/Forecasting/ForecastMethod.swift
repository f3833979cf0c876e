/// A way to forecast demand by exponential smoothing, with its parameters, each greater than 0 and at most 1: the share
/// of the newest value in the smoothed one.
public enum ForecastMethod: Hashable, Sendable {
    /// Simple exponential smoothing: the level begins with the first value and moves by α(y − level).
    /// (Brown, 'Statistical forecasting for inventory control', 1959.)
    case exponentialSmoothing(alpha: Double)
    /// Croston: size and interval of demands are smoothed apart, at demands only; the forecast is size / interval.
    /// (Croston, 'Forecasting and stock control for intermittent demands', Operational Research Quarterly 23, 1972.)
    case croston(alpha: Double)
    /// Croston's forecast times 1 − α/2, which takes off its bias.
    /// (Syntetos and Boylan, 'The accuracy of intermittent demand estimates', Int. J. of Forecasting 21, 2005.)
    case syntetosBoylan(alpha: Double)
    /// Size of demands and the probability of one are smoothed apart, the probability in every period, so that the
    /// forecast of what is no longer wanted falls to 0. (Teunter, Syntetos and Babai, 'Intermittent demand: linking
    /// forecasting to inventory obsolescence', European J. of Operational Research 214, 2011.)
    case teunterSyntetosBabai(alphaDemand: Double, alphaProbability: Double)

    /// A method without its parameters.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Simple exponential smoothing.
        case exponentialSmoothing = "ses"
        /// Croston.
        case croston
        /// Syntetos and Boylan.
        case syntetosBoylan = "sba"
        /// Teunter, Syntetos and Babai.
        case teunterSyntetosBabai = "tsb"

        /// The method with the parameter that textbooks begin with, 0.1.
        public var standard: ForecastMethod { method([0.1, 0.1]) }

        var parameters: Int { self == .teunterSyntetosBabai ? 2 : 1 }

        /// - Parameter alphas: as many as ``parameters``.
        func method(_ alphas: [Double]) -> ForecastMethod {
            switch self {
            case .exponentialSmoothing: .exponentialSmoothing(alpha: alphas[0])
            case .croston: .croston(alpha: alphas[0])
            case .syntetosBoylan: .syntetosBoylan(alpha: alphas[0])
            case .teunterSyntetosBabai:
                .teunterSyntetosBabai(alphaDemand: alphas[0], alphaProbability: alphas[1])
            }
        }
    }

    /// Which method it is.
    public var kind: Kind {
        switch self {
        case .exponentialSmoothing: .exponentialSmoothing
        case .croston: .croston
        case .syntetosBoylan: .syntetosBoylan
        case .teunterSyntetosBabai: .teunterSyntetosBabai
        }
    }

    /// The parameters in the order of the case.
    public var alphas: [Double] {
        switch self {
        case .exponentialSmoothing(let alpha), .croston(let alpha), .syntetosBoylan(let alpha): [alpha]
        case .teunterSyntetosBabai(let demand, let probability): [demand, probability]
        }
    }

    func check() throws(NoAnswer) {
        for alpha in alphas { guard alpha > 0, alpha <= 1 else { throw .outOfRange } }
    }
}
