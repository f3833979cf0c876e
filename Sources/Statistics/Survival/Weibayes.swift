import Foundation

/// A Weibull scale where the shape is known from elsewhere, as it must be with no failure or very few ('Weibayes').
///
/// Given the shape, t^shape is exponential, so that the number of failures is a Poisson variable and the limits are exact
/// (Nelson, 'Weibull analysis of reliability data with few or no failures', J. of Quality Technology 17, 1985).
public struct Weibayes: Hashable, Sendable {
    /// The stated shape.
    public let shape: Double
    /// How many units failed.
    public let failures: Int
    /// The scale of greatest likelihood; nil where nothing failed.
    public let scale: Double?
    /// The lower limit of the scale at the two-sided confidence.
    public let lowerScale: Double
    /// The upper limit of the scale; nil where nothing failed.
    public let upperScale: Double?

    /// - Parameters:
    ///   - shape: 10⁻³...10³.
    ///   - confidence: two-sided, between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/outOfRange`` for a parameter beyond its range, ``NoAnswer/noData`` where no unit has any age.
    public init(_ table: LifeTable, shape: Double, confidence: Double = 0.95) throws(NoAnswer) {
        self.shape = try shape.checked(in: 1e-3...1e3)
        guard let greatest = table.ages.last, greatest > 0 else { throw .noData }
        // Exposure in units of the greatest age to the power of the shape.
        var exposure = 0.0
        for (index, age) in table.ages.enumerated() where age > 0 {
            let units = table.failures[index] + table.censored[index] - table.entries[index]
            exposure += Double(units) * exp(shape * (log(age) - log(greatest)))
        }
        guard exposure > 0 else { throw .notComputed }
        failures = table.totalFailures
        let limits = try Poisson.limits(
            count: Double(table.totalFailures), confidence: try confidence.checkedProbability())
        func scale(_ failures: Double) throws(NoAnswer) -> Double {
            try (greatest * exp((log(exposure) - log(failures)) / shape)).checkedResult()
        }
        guard let upper = limits.upper else { throw .notComputed }
        lowerScale = try scale(upper)
        self.scale = table.totalFailures > 0 ? try scale(Double(table.totalFailures)) : nil
        upperScale = table.totalFailures > 0 ? try scale(limits.lower) : nil
    }
}
