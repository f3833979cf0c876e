import Foundation

/// A Weibull distribution fitted by maximum likelihood, with limits.
///
/// The covariance is the inverse of the observed information in (ln scale, ln shape), so that limits are normal on the
/// logarithmic scale and stay above 0 (Meeker and Escobar, 'Statistical Methods for Reliability Data', 1998, ch. 8;
/// Lawless, 'Statistical Models and Methods for Lifetime Data', 2nd ed. 2003).
public struct WeibullFit: Hashable, Sendable {
    /// The distribution of greatest likelihood.
    public let distribution: Weibull
    /// How many failures it rests on.
    public let failures: Int
    /// The logarithm of the likelihood at its greatest.
    public let logLikelihood: Double
    /// The variance of ln scale.
    public let scaleVariance: Double
    /// The covariance of ln scale and ln shape.
    public let covariance: Double
    /// The variance of ln shape.
    public let shapeVariance: Double
    /// The probability with which limits cover the true value.
    public let confidence: Double
    /// Limits of the shape.
    public let shapeLimits: ConfidenceLimits
    /// Limits of the scale.
    public let scaleLimits: ConfidenceLimits

    /// An age with limits.
    public struct Quantile: Hashable, Sendable {
        /// The age by which the share has failed.
        public let age: Double
        /// Limits of that age.
        public let limits: ConfidenceLimits
    }

    /// The age by which a share has failed, by the delta method in its logarithm.
    ///
    /// - Parameter share: between 0 and 1, both excluded; 0.1 is the B10 life.
    public func quantile(_ share: Double) throws(NoAnswer) -> Quantile {
        let age = try distribution.quantile(share)
        let slope = -log(-log1p(-share)) / distribution.shape
        let variance = scaleVariance + 2 * slope * covariance + slope * slope * shapeVariance
        return try Quantile(age: age, limits: Self.limits(age, variance, confidence))
    }

    /// Limits of the share that survives an age: the band of a Weibull plot, normal in ln(−ln S).
    ///
    /// - Parameter age: more than 0.
    public func survivalLimits(at age: Double) throws(NoAnswer) -> ConfidenceLimits {
        let age = try age.checked(in: Double.positiveAmounts)
        let shape = distribution.shape
        let place = shape * (log(age) - log(distribution.scale))
        let variance =
            shape * shape * scaleVariance - 2 * shape * place * covariance + place * place * shapeVariance
        let width = try (Normal.halfWidth(confidence: confidence) * max(0, variance).squareRoot()).checkedResult()
        return ConfidenceLimits(lower: exp(-exp(place + width)), upper: exp(-exp(place - width)))
    }

    /// From the information, whose parameters are ln scale and ln shape.
    init(
        _ distribution: Weibull, failures: Int, logLikelihood: Double, scaleInformation: Double,
        mixedInformation: Double, shapeInformation: Double, confidence: Double
    ) throws(NoAnswer) {
        let determinant = scaleInformation * shapeInformation - mixedInformation * mixedInformation
        guard determinant > 0, scaleInformation > 0 else { throw .notComputed }
        self.distribution = distribution
        self.failures = failures
        self.logLikelihood = try logLikelihood.checkedResult()
        scaleVariance = try (shapeInformation / determinant).checkedResult()
        covariance = try (-mixedInformation / determinant).checkedResult()
        shapeVariance = try (scaleInformation / determinant).checkedResult()
        self.confidence = confidence
        shapeLimits = try Self.limits(distribution.shape, shapeVariance, confidence)
        scaleLimits = try Self.limits(distribution.scale, scaleVariance, confidence)
    }

    private static func limits(
        _ value: Double, _ variance: Double, _ confidence: Double
    ) throws(NoAnswer) -> ConfidenceLimits {
        let factor = exp(Normal.halfWidth(confidence: confidence) * max(0, variance).squareRoot())
        return try ConfidenceLimits(lower: value / factor.checkedResult(), upper: (value * factor).checkedResult())
    }
}
