import Foundation

/// A chart of smoothed values with the exact limits of each (Roberts, 'Control chart tests based on geometric moving
/// averages', Technometrics 1, 1959; Montgomery, 'Introduction to Statistical Quality Control', ch. 9).
public struct EWMAChart: Hashable, Sendable {
    /// Z after each value: λx + (1 − λ)Z, beginning with the target.
    public let smoothed: [Double]
    /// The lower limit at each value.
    public let lower: [Double]
    /// The upper limit at each value: target + L σ √(λ/(2 − λ) (1 − (1 − λ)^(2t))), which widens to its final one.
    public let upper: [Double]
    /// Where Z lies outside its limits, from 0.
    public let alarms: [Int]

    /// - Parameters:
    ///   - values: measured ones, −10⁵⁰...10⁵⁰.
    ///   - target: the mean in control.
    ///   - deviation: the standard deviation in control, more than 0.
    ///   - weight: λ, the share of the newest value, more than 0 and at most 1.
    ///   - width: L, the distance of the limits in standard deviations of Z, more than 0.
    /// - Throws: ``NoAnswer/outOfRange``.
    public init(
        _ values: [Double], target: Double, deviation: Double, weight: Double = 0.2, width: Double = 3
    ) throws(NoAnswer) {
        let target = try target.checked(in: -1e50...1e50)
        let deviation = try deviation.checked(in: 1e-50...1e50)
        guard weight > 0, weight <= 1 else { throw .outOfRange }
        let reach = try width.checked(in: 1e-50...1e50) * deviation * (weight / (2 - weight)).squareRoot()
        var (smoothed, lower, upper, alarms) = ([Double](), [Double](), [Double](), [Int]())
        var (z, forgotten) = (target, 1.0)
        for (index, value) in values.enumerated() {
            z = weight * (try value.checked(in: -1e50...1e50)) + (1 - weight) * z
            forgotten *= (1 - weight) * (1 - weight)
            let limit = reach * (1 - forgotten).squareRoot()
            smoothed.append(z)
            lower.append(target - limit)
            upper.append(target + limit)
            if z > target + limit || z < target - limit { alarms.append(index) }
        }
        (self.smoothed, self.lower, self.upper, self.alarms) = (smoothed, lower, upper, alarms)
    }
}
