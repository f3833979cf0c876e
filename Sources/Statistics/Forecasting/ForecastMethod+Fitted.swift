extension ForecastMethod.Kind {
    /// The method with the parameters whose one-step forecasts of `history` have the least mean squared error.
    ///
    /// Squares, since they are least for the mean, which stock is planned by; absolute errors are least for the median,
    /// which is 0 wherever most periods have no demand. A grid of 13 values of each parameter is laid over the range and
    /// then, five times over, around the best: the error has several minima, so that no descent would do.
    ///
    /// - Parameters:
    ///   - history: with fewer than two periods to compare, the answer is ``standard``.
    ///   - alphas: the range of each parameter, from more than 0 to 1. Values above 0.5 follow the last demands and are
    ///     seldom meant, above all where demands are rare.
    /// - Throws: ``NoAnswer/outOfRange`` for a range beyond that.
    public func fitted(
        to history: DemandHistory, alphas: ClosedRange<Double> = 0.01...0.5
    ) throws(NoAnswer) -> ForecastMethod {
        guard alphas.lowerBound > 0, alphas.upperBound <= 1 else { throw .outOfRange }
        guard ForecastMethod.squaredError(standard, history) != nil else { return standard }
        let best = leastOnGrid(Array(repeating: alphas, count: parameters)) { alphas in
            ForecastMethod.squaredError(method(alphas), history) ?? .infinity
        }
        return method(best)
    }
}

extension ForecastMethod {
    /// The mean squared error of one-step forecasts; nil where fewer than two can be compared.
    static func squaredError(_ method: ForecastMethod, _ history: DemandHistory) -> Double? {
        var smoother = Smoother(method)
        var (sum, count) = (0.0, 0)
        for value in history.values {
            if let forecast = smoother.forecast {
                sum += (value - forecast) * (value - forecast)
                count += 1
            }
            smoother.observe(value)
        }
        return count < 2 ? nil : sum / Double(count)
    }
}

/// The place on a grid over `ranges`, one or two of them, where `cost` is least: the first of several.
private func leastOnGrid(_ ranges: [ClosedRange<Double>], cost: ([Double]) -> Double) -> [Double] {
    let (steps, rounds) = (12, 5)
    var ranges = ranges
    var best = ranges.map(\.lowerBound)
    var least = Double.infinity
    for _ in 0..<rounds {
        let axes = ranges.map { range in
            (0...steps).map { step in
                min(range.upperBound, range.lowerBound + Double(step) / Double(steps) * range.length)
            }
        }
        let places = axes.count == 1 ? axes[0].map { [$0] } : axes[0].flatMap { x in axes[1].map { [x, $0] } }
        for place in places {
            let cost = cost(place)
            if cost < least { (best, least) = (place, cost) }
        }
        ranges = zip(ranges, best).map { range, centre in
            let step = range.length / Double(steps)
            return max(range.lowerBound, centre - step)...min(range.upperBound, centre + step)
        }
    }
    return best
}

extension ClosedRange<Double> {
    fileprivate var length: Double { upperBound - lowerBound }
}
