import Foundation

/// The Weibull distribution of ages at failure: F(t) = 1 − exp(−(t/scale)^shape).
///
/// A shape below 1 means early failures, 1 a constant rate, above 1 wear (Weibull, 'A statistical distribution function of
/// wide applicability', J. of Applied Mechanics 18, 1951).
public struct Weibull: Hashable, Sendable {
    /// The shape, also β; without unit.
    public let shape: Double
    /// The scale, also η or characteristic life: the age by which 63.2 % have failed, in the unit of the ages.
    public let scale: Double

    /// - Throws: ``NoAnswer/outOfRange`` where the shape is not between 10⁻⁶ and 10⁹ or the scale not a finite number
    ///   greater than 0.
    public init(shape: Double, scale: Double) throws(NoAnswer) {
        guard scale > 0, scale.isFinite else { throw .outOfRange }
        self.shape = try shape.checked(in: 1e-6...1e9)
        self.scale = scale
    }

    /// The cumulative hazard (t/scale)^shape; 0 at ages of 0 and below. Infinite where it passes the range of numbers.
    func cumulativeHazard(_ age: Double) -> Double { age > 0 ? exp(shape * (log(age) - log(scale))) : 0 }

    /// The share that survives an age, 0...1.
    public func survival(at age: Double) -> Double { age.isNaN ? 0 : exp(-cumulativeHazard(age)) }

    /// The probability that a unit of age `from` fails before it is `to`: 1 − R(to)/R(from); 0 where `to` is not greater.
    public func failureProbability(from: Double, to: Double) -> Double {
        guard to > from else { return 0 }
        let (before, after) = (cumulativeHazard(max(0, from)), cumulativeHazard(to))
        if after > before { return -expm1(before - after) }
        return before.isFinite ? 0 : 1
    }

    /// The hazard: failures per unit that survives and unit of age.
    ///
    /// - Parameter age: more than 0.
    /// - Throws: ``NoAnswer/outOfRange`` for any other, ``NoAnswer/notComputed`` where it passes the range of numbers.
    public func hazard(at age: Double) throws(NoAnswer) -> Double {
        let age = try age.checked(in: Double.positiveAmounts)
        return try (shape / age * cumulativeHazard(age)).checkedResult()
    }

    /// The age by which a share has failed: scale (−ln(1 − share))^(1/shape).
    ///
    /// - Parameter share: between 0 and 1, both excluded; 0.1 is the B10 life.
    public func quantile(_ share: Double) throws(NoAnswer) -> Double {
        let share = try share.checkedProbability()
        return try exp(log(scale) + log(-log1p(-share)) / shape).checkedResult()
    }
}
