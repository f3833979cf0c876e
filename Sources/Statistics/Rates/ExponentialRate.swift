import CBoostMath
import Foundation

/// How often units fail while in service, taken as constant over their age: failures counted over the unit-days of
/// all units, failed or not.
///
/// As a yearly rate it is the 'annualised failure rate' (AFR) of drive makers: a rate and not a probability or a
/// percentage, so it may pass 1.
public struct ExponentialRate: Hashable, Sendable {
    /// Failures seen.
    public let failures: Int
    /// Days in service, summed over all units.
    public let unitDays: Double
    /// What a year means in ``annualRate`` and ``limits``, in days.
    public let daysPerYear: Double
    /// The probability with which ``limits`` cover the true rate, for example 0.95.
    public let confidence: Double
    /// Failures per unit and year.
    public let annualRate: Double
    /// Exact two-sided limits of ``annualRate``.
    ///
    /// The number of failures is a Poisson variable whose mean has the limits χ²(α/2; 2d)/2 and χ²(1 − α/2; 2d + 2)/2
    /// after d failures, α being 1 − confidence (Garwood, 'Fiducial limits for the Poisson distribution',
    /// Biometrika 28, 1936). The lower one is 0 where nothing failed.
    public let limits: ConfidenceLimits

    /// The rate of `failures` over `unitDays`, or nil where there is none to tell.
    ///
    /// - Parameters:
    ///   - failures: 0 up to 10¹¹, as far as the limits are computed without loss.
    ///   - unitDays: more than 0: without exposure there is no rate, not even a rate of 0.
    ///   - daysPerYear: more than 0; 365 is the custom of published failure rates.
    ///   - confidence: between 0 and 1, both excluded.
    public init?(failures: Int, unitDays: Double, daysPerYear: Double = 365, confidence: Double = 0.95) {
        guard (0...100_000_000_000).contains(failures), unitDays > 0, unitDays.isFinite,
            daysPerYear > 0, daysPerYear.isFinite, confidence > 0, confidence < 1
        else { return nil }
        let tail = (1 - confidence) / 2
        let count = Double(failures)
        let years = unitDays / daysPerYear
        // χ²(p; 2a)/2 is the quantile of the gamma distribution with shape a.
        let lower = failures == 0 ? 0 : boost_gamma_p_inv(count, tail) / years
        let upper = boost_gamma_q_inv(count + 1, tail) / years
        guard lower.isFinite, upper.isFinite else { return nil }
        self.failures = failures
        self.unitDays = unitDays
        self.daysPerYear = daysPerYear
        self.confidence = confidence
        annualRate = count / years
        limits = ConfidenceLimits(lower: lower, upper: upper)
    }

    /// The mean time between failures in days, or nil where nothing failed.
    public var mtbfDays: Double? {
        failures == 0 ? nil : unitDays / Double(failures)
    }

    /// The greatest logarithm of the likelihood, with the hazard counted per day: d · ln(d/T) − d for d failures in
    /// T unit-days. It compares this model with others of the same data.
    public var logLikelihoodPerDay: Double {
        guard failures > 0 else { return 0 }
        let count = Double(failures)
        return count * log(count / unitDays) - count
    }
}
