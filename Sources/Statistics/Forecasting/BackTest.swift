/// How well a method would have forecast a history, had it been used since.
///
/// The origin rolls: from each one the next periods are forecast with what came before it and compared with what came.
/// (Tashman, 'Out-of-sample tests of forecasting accuracy', International Journal of Forecasting 16, 2000.)
public struct BackTest: Hashable, Sendable {
    /// With which method.
    public let method: ForecastMethod
    /// From how many origins.
    public let origins: Int
    /// How many periods after each origin were forecast.
    public let horizon: Int
    /// The mean absolute error, in units a period.
    public let meanAbsoluteError: Double
    /// The root of the mean squared error, in units a period.
    public let rootMeanSquaredError: Double
    /// The mean of forecast less actual, in units a period: above 0 where too much was forecast.
    public let bias: Double
    /// The mean absolute error over that of the naive forecast (the last value) before the first origin; below 1 is
    /// better than naive. Nil where demand did not change there. (Hyndman and Koehler, 'Another look at measures of
    /// forecast accuracy', International Journal of Forecasting 22, 2006.)
    public let meanAbsoluteScaledError: Double?

    /// - Parameters:
    ///   - firstOrigin: how many periods are known at the first origin, 1 or more; nil: half of them.
    ///   - horizon: 1...1,000 periods.
    /// - Throws: ``NoAnswer/noData`` where no period is left to forecast, ``NoAnswer/outOfRange`` for a parameter beyond
    ///   its range.
    public init(
        _ history: DemandHistory, method: ForecastMethod, firstOrigin: Int? = nil, horizon: Int = 1
    ) throws(NoAnswer) {
        try method.check()
        _ = try horizon.checked(in: 1...1000)
        let values = history.values
        let first = try (firstOrigin ?? (values.count + 1) / 2).checked(in: 1...Int.max)
        guard first < values.count, values.count - first >= horizon else { throw .noData }
        var smoother = Smoother(method)
        for value in values[..<first] { smoother.observe(value) }
        var errors = Errors()
        for origin in first...(values.count - horizon) {
            let forecast = smoother.forecast ?? 0
            for value in values[origin..<origin + horizon] { errors.add(forecast - value) }
            smoother.observe(values[origin])
        }
        self.method = method
        self.horizon = horizon
        origins = values.count - horizon - first + 1
        meanAbsoluteError = errors.absolute / errors.count
        rootMeanSquaredError = (errors.squared / errors.count).squareRoot()
        bias = errors.signed / errors.count
        let changes = zip(values[..<first].dropFirst(), values).map { abs($0 - $1) }
        let naive = changes.isEmpty ? 0 : changes.mean
        meanAbsoluteScaledError = naive > 0 ? meanAbsoluteError / naive : nil
    }

    private struct Errors {
        var (count, signed, absolute, squared) = (0.0, 0.0, 0.0, 0.0)

        mutating func add(_ error: Double) {
            count += 1
            signed += error
            absolute += abs(error)
            squared += error * error
        }
    }
}
