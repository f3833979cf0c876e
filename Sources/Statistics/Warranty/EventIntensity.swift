import Foundation

/// How often events, such as claims, come to a unit with its age, where a unit may have several: a power law Λ(t) = (t/η)^β of
/// the expected number by the age t, which is Weibull's cumulative hazard (Crow 1974; Meeker and Escobar 1998, ch. 16).
///
/// Each stretch of a unit's life between two of its events is a row of a life table that enters at the one and fails at the
/// other, so that the likelihood of the table is that of the process. Where few events do not tell a shape, the rate is taken
/// as constant.
public struct EventIntensity: Hashable, Sendable {
    /// Fewer events tell no shape.
    public static let fewestForShape = 5

    /// What the intensity rests on.
    public enum Basis: Hashable, Sendable {
        /// The power law of greatest likelihood.
        case fitted(WeibullFit)
        /// A shape of 1: so many events in an exposure, and why no shape was fitted; nil where there are too few events.
        case constant(events: Int, exposure: Double, because: NoAnswer?)
    }

    /// What it rests on.
    public let basis: Basis

    /// - Parameter table: stretches of lives between events, as described.
    /// - Throws: ``NoAnswer/noData`` without any exposure, ``NoAnswer/outOfRange`` for the confidence.
    public init(_ table: LifeTable, confidence: Double = 0.95) throws(NoAnswer) {
        _ = try confidence.checkedProbability()
        var exposure = 0.0
        for (index, age) in table.ages.enumerated() {
            exposure += age * Double(table.failures[index] + table.censored[index] - table.entries[index])
        }
        guard exposure > 0, exposure.isFinite else { throw .noData }
        func constant(_ reason: NoAnswer?) -> Basis {
            .constant(events: table.totalFailures, exposure: exposure, because: reason)
        }
        guard table.totalFailures >= Self.fewestForShape else {
            basis = constant(table.totalFailures == 0 ? .noFailures : nil)
            return
        }
        do throws(NoAnswer) {
            basis = .fitted(try WeibullFit(table, confidence: confidence))
        } catch {
            basis = constant(error)
        }
    }

    /// The expected number of events of a unit between two ages.
    public func expected(from: Double, to: Double) -> Double {
        guard to > from else { return 0 }
        switch basis {
        case .constant(let events, let exposure, _): return Double(events) / exposure * (to - max(0, from))
        case .fitted(let fit):
            return fit.distribution.cumulativeHazard(to) - fit.distribution.cumulativeHazard(from)
        }
    }

    /// Exposure for a constant rate; for a power law the expected number, with its derivatives in ln η and ln β.
    struct Sum {
        var exposure = 0.0
        var expected = 0.0
        var byScale = 0.0
        var byShape = 0.0
    }

    func add(_ count: Double, from: Double, to: Double, to sum: inout Sum) {
        guard to > from else { return }
        sum.exposure += count * (to - max(0, from))
        let expected = count * expected(from: from, to: to)
        sum.expected += expected
        guard case .fitted(let fit) = basis else { return }
        let law = fit.distribution
        func moment(_ age: Double) -> Double {
            age > 0 ? law.shape * law.cumulativeHazard(age) * (log(age) - log(law.scale)) : 0
        }
        sum.byScale -= law.shape * expected
        sum.byShape += count * (moment(to) - moment(from))
    }

    /// Limits of a coming number of events.
    func limits(_ sum: Sum, confidence: Double) throws(NoAnswer) -> ConfidenceLimits {
        let tail = (1 - confidence) / 2
        guard sum.exposure > 0 else { return ConfidenceLimits(lower: 0, upper: 0) }
        let (size, share): (Double, Double)
        switch basis {
        case .constant(let events, let exposure, _):
            (size, share) = (Double(events), exposure / (exposure + sum.exposure))
        case .fitted(let fit):
            let variance =
                sum.byScale * sum.byScale * fit.scaleVariance + 2 * sum.byScale * sum.byShape * fit.covariance
                + sum.byShape * sum.byShape * fit.shapeVariance
            guard sum.expected > 0 else { return ConfidenceLimits(lower: 0, upper: 0) }
            let relative = max(1e-12, variance / sum.expected / sum.expected)
            size = try (1 / relative).checkedResult()
            share = size / (size + sum.expected)
        }
        guard share > 0, share.isFinite else { throw .notComputed }
        let lower = size > 0 ? NegativeBinomial(size: size, probability: share).quantile(tail) : 0
        guard let lower, let upper = NegativeBinomial(size: size + 1, probability: share).quantile(1 - tail) else {
            throw .notComputed
        }
        return ConfidenceLimits(lower: Double(lower), upper: Double(upper))
    }
}
