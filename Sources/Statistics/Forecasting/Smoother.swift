/// The state of a method while it reads a history, period by period.
struct Smoother {
    let method: ForecastMethod
    /// The smoothed value, or the smoothed size of demands; nil before the first.
    private(set) var level: Double?
    /// Croston's smoothed interval in periods.
    private(set) var interval: Double?
    /// The smoothed probability of a demand.
    private(set) var probability: Double?
    private var periodsSinceDemand = 0

    init(_ method: ForecastMethod) { self.method = method }

    /// The demand expected of each following period; nil as long as the method has seen nothing to go by.
    var forecast: Double? {
        guard let level else { return nil }
        switch method {
        case .exponentialSmoothing: return level
        case .croston: return level / (interval ?? 1)
        case .syntetosBoylan(let alpha): return level / (interval ?? 1) * (1 - alpha / 2)
        case .teunterSyntetosBabai: return level * (probability ?? 0)
        }
    }

    mutating func observe(_ demand: Double) {
        switch method {
        case .exponentialSmoothing(let alpha): smoothLevel(demand, alpha)
        case .croston(let alpha), .syntetosBoylan(let alpha):
            periodsSinceDemand += 1
            guard demand > 0 else { return }
            let periods = Double(periodsSinceDemand)
            smoothLevel(demand, alpha)
            interval = interval.map { $0 + alpha * (periods - $0) } ?? periods
            periodsSinceDemand = 0
        case .teunterSyntetosBabai(let alphaDemand, let alphaProbability):
            let seen = demand > 0 ? 1.0 : 0
            probability = probability.map { $0 + alphaProbability * (seen - $0) } ?? seen
            if demand > 0 { smoothLevel(demand, alphaDemand) }
        }
    }

    private mutating func smoothLevel(_ demand: Double, _ alpha: Double) {
        level = level.map { $0 + alpha * (demand - $0) } ?? demand
    }
}
