/// What a method expects of the periods after a history: the same of each, since none of the methods knows a trend.
public struct Forecast: Hashable, Sendable {
    /// With which method.
    public let method: ForecastMethod
    /// The demand expected of each coming period, in units; 0 where nothing was ever demanded.
    public let perPeriod: Double
    /// The smoothed demand, or the smoothed size of a demand where the method keeps intervals or probabilities apart.
    public let level: Double
    /// The smoothed number of periods between demands; nil for methods without it and where nothing was demanded.
    public let interval: Double?
    /// The smoothed probability that a period has demand; nil for methods without it.
    public let probability: Double?
    /// What the method expected of each period of the history before it began; nil as long as there was nothing to go
    /// by.
    public let fitted: [Double?]

    /// - Throws: ``NoAnswer/outOfRange`` where a parameter is not greater than 0 and at most 1.
    public init(_ history: DemandHistory, method: ForecastMethod) throws(NoAnswer) {
        try method.check()
        var smoother = Smoother(method)
        var fitted: [Double?] = []
        fitted.reserveCapacity(history.values.count)
        for value in history.values {
            fitted.append(smoother.forecast)
            smoother.observe(value)
        }
        self.method = method
        perPeriod = smoother.forecast ?? 0
        level = smoother.level ?? 0
        interval = smoother.interval
        probability = smoother.probability
        self.fitted = fitted
    }
}
