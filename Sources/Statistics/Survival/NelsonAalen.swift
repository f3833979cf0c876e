import Foundation

/// The cumulative hazard: how many failures a unit would have had up to an age, were each repaired at once.
///
/// H(t) = Σ d/n over the ages up to t with d failures among n units at risk (Nelson, 'Theory and applications of hazard
/// plotting for censored failure data', Technometrics 14, 1972; Aalen, Annals of Statistics 6, 1978).
public struct NelsonAalen: Hashable, Sendable {
    /// The estimate from an age on.
    public struct Point: Hashable, Sendable {
        /// The age.
        public let age: Double
        /// Units at risk at that age.
        public let atRisk: Int
        /// Failures at that age.
        public let failures: Int
        /// H: the cumulative hazard, Σ d/n.
        public let hazard: Double
        /// Its variance, Σ d/n².
        public let variance: Double
        /// Limits, symmetric in ln H: H exp(±z s/H).
        public let limits: ConfidenceLimits
        /// H as if the failures of an age had come one after the other, 1/n + 1/(n − 1) + … (Fleming and Harrington,
        /// Communications in Statistics 13, 1984): the better one where ages are rounded to days or months.
        public let untiedHazard: Double
        /// The variance of ``untiedHazard``, 1/n² + 1/(n − 1)² + ….
        public let untiedVariance: Double
    }

    /// One for each age with failures, rising.
    public let points: [Point]
    /// The probability with which limits cover the true hazard at an age.
    public let confidence: Double

    /// - Parameter confidence: between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/outOfRange`` for any other. A table without failures has no points: the hazard is 0.
    public init(_ table: LifeTable, confidence: Double = 0.95) throws(NoAnswer) {
        let z = Normal.halfWidth(confidence: try confidence.checkedProbability())
        var points: [Point] = []
        var (hazard, variance, untied, untiedVariance) = (0.0, 0.0, 0.0, 0.0)
        for (index, atRisk) in table.atRisk.enumerated() where table.failures[index] > 0 {
            let (failures, units) = (table.failures[index], Double(atRisk))
            hazard += Double(failures) / units
            variance += Double(failures) / (units * units)
            let sums = sumsOfReciprocals(from: atRisk - failures + 1, through: atRisk)
            untied += sums.first
            untiedVariance += sums.second
            let factor = exp(z * variance.squareRoot() / hazard)
            points.append(
                Point(
                    age: table.ages[index], atRisk: atRisk, failures: failures, hazard: hazard, variance: variance,
                    limits: ConfidenceLimits(lower: hazard / factor, upper: hazard * factor), untiedHazard: untied,
                    untiedVariance: untiedVariance))
        }
        self.points = points
        self.confidence = confidence
    }

    /// The point that holds at an age: the last one not above it; nil before the first failure, when the hazard is 0.
    public func point(at age: Double) -> Point? {
        let next = points.firstIndexAfter(age) { $0.age }
        return next > 0 ? points[next - 1] : nil
    }

    /// How many failures the units of `table` would have had by now, did they fail as those of this curve: for each
    /// Σ H(exit) − H(entry). What charts and scans are to compare failures with, so that old units do not look worst;
    /// the curve should come from units other than those of `table`.
    ///
    /// Beyond the last failure the curve is level, so that older units count as if nothing failed there.
    public func expectedFailures(of table: LifeTable) -> Double {
        var (next, hazard, sum) = (0, 0.0, 0.0)
        for (index, age) in table.ages.enumerated() {
            while next < points.count, points[next].age <= age {
                hazard = points[next].hazard
                next += 1
            }
            sum += hazard * Double(table.failures[index] + table.censored[index] - table.entries[index])
        }
        return sum
    }
}
