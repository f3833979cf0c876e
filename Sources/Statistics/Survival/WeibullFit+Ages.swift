import Foundation

extension WeibullFit {
    /// Fits exact ages at failure, right-censored ages and staggered entry.
    ///
    /// The scale of greatest likelihood follows from the shape: scale^shape = (Σ exit^shape − Σ entry^shape)/failures. The
    /// shape is the zero of the profile's derivative. Sums need only the counts of the table, so that ten million units
    /// of whole-day ages cost no more than some thousand ages.
    ///
    /// - Parameter confidence: between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/noFailures``; ``NoAnswer/noFiniteMLE`` where all failures share one age that no unit outlived,
    ///   or where the likelihood of units with late entry grows without end; ``NoAnswer/failureAtAgeZero``;
    ///   ``NoAnswer/outOfRange`` for the confidence.
    public init(_ table: LifeTable, confidence: Double = 0.95) throws(NoAnswer) {
        let confidence = try confidence.checkedProbability()
        let profile = try WeibullProfile(table)
        let shape = try profile.shape()
        let sums = profile.sums(shape)
        // ln scale, the ages being counted in the greatest one.
        let place = log(sums.power / profile.failures) / shape
        let distribution = try Weibull(shape: shape, scale: exp(profile.greatestLog + place))
        // With z = shape (ln t − ln scale) and at the maximum Σ exp z = failures.
        let hazardSum = profile.failures / sums.power
        let (first, second) = (sums.logPower * hazardSum, sums.squaredLogPower * hazardSum)
        let mixed = shape * (first - place * profile.failures)
        let square = shape * shape * (second - 2 * place * first + place * place * profile.failures)
        let logs = profile.failures * (profile.meanLog + profile.greatestLog)
        try self.init(
            distribution, failures: table.totalFailures,
            logLikelihood: profile.failures * (log(shape) - 1) - logs
                + shape * profile.failures * (profile.meanLog - place),
            scaleInformation: shape * shape * profile.failures, mixedInformation: -shape * mixed,
            shapeInformation: profile.failures + square, confidence: confidence)
    }
}

/// The likelihood of a Weibull distribution as a function of its shape alone, over the counts of a life table.
struct WeibullProfile {
    let failures: Double
    /// The logarithm of the greatest age.
    let greatestLog: Double
    /// The mean of ln(age/greatest age) over the failures.
    let meanLog: Double
    /// ln(age/greatest age), and the units that left less those that entered at that age.
    private var logs: [Double] = []
    private var weights: [Double] = []

    init(_ table: LifeTable) throws(NoAnswer) {
        guard table.totalFailures > 0 else { throw .noFailures }
        guard let greatest = table.ages.last, greatest > 0 else { throw .failureAtAgeZero }
        failures = Double(table.totalFailures)
        greatestLog = log(greatest)
        var sum = 0.0
        for (index, age) in table.ages.enumerated() {
            let failed = table.failures[index]
            guard age > 0 else {
                if failed > 0 { throw .failureAtAgeZero }
                continue
            }
            let place = age == greatest ? 0 : log(age) - greatestLog
            sum += Double(failed) * place
            logs.append(place)
            weights.append(Double(failed + table.censored[index] - table.entries[index]))
        }
        meanLog = sum / failures
        guard table.failures[table.failures.count - 1] < table.totalFailures else { throw .noFiniteMLE }
    }

    /// Σ w u^shape, Σ w u^shape ln u and Σ w u^shape ln² u, u being the age over the greatest one.
    func sums(_ shape: Double) -> (power: Double, logPower: Double, squaredLogPower: Double) {
        var (power, logPower, squaredLogPower) = (0.0, 0.0, 0.0)
        for (place, weight) in zip(logs, weights) {
            let term = weight * exp(shape * place)
            power += term
            logPower += term * place
            squaredLogPower += term * place * place
        }
        return (power, logPower, squaredLogPower)
    }

    /// The shape where the derivative 1/shape + mean ln u − Σ w u^shape ln u / Σ w u^shape passes from above 0 to below.
    func shape() throws(NoAnswer) -> Double {
        func derivative(_ logShape: Double) -> Double {
            let shape = exp(logShape)
            let sums = sums(shape)
            return 1 + shape * (meanLog - sums.logPower / sums.power)
        }
        let (least, greatest) = (log(1e-5), log(1e8))
        var (low, high) = (0.0, 0.0)
        if derivative(0) > 0 {
            repeat {
                low = high
                high += 0.7
                guard high < greatest else { throw .noFiniteMLE }
            } while derivative(high) > 0
        } else {
            repeat {
                high = low
                low -= 0.7
                guard low > least else { throw .noFiniteMLE }
            } while derivative(low) <= 0
        }
        return exp(root(between: low, and: high, tolerance: 1e-14, derivative))
    }
}
