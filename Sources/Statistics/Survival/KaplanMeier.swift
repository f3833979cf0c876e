import Foundation

/// The share of units that survive an age, without any assumption on how they fail.
///
/// S(t) = Π (1 − d/n) over the ages up to t with d failures among n units at risk (Kaplan and Meier, 'Nonparametric
/// estimation from incomplete observations', J. of the American Statistical Association 53, 1958).
public struct KaplanMeier: Hashable, Sendable {
    /// On which scale the limits are symmetric.
    public enum LimitType: String, Hashable, Sendable, CaseIterable {
        /// S ± z s, cut off at 0 and 1.
        case plain
        /// S exp(±z s/S), cut off at 1.
        case log
        /// S to the power exp(±z s/(S ln S)): never beyond 0 and 1, and the closest with few failures.
        case logLog = "log-log"
    }

    /// The estimate from an age on.
    public struct Point: Hashable, Sendable {
        /// The age.
        public let age: Double
        /// Units at risk at that age.
        public let atRisk: Int
        /// Failures at that age.
        public let failures: Int
        /// The share that survives it, 0...1.
        public let survival: Double
        /// Greenwood's standard error, S √Σ d/(n(n − d)) (1926); nil once nothing survives.
        public let standardError: Double?
        /// Limits of the survival at this age, nil once nothing survives.
        public let limits: ConfidenceLimits?
    }

    /// One for each age with failures, rising.
    public let points: [Point]
    /// The probability with which limits cover the true survival at an age.
    public let confidence: Double

    /// - Parameters:
    ///   - confidence: between 0 and 1, both excluded.
    /// - Throws: ``NoAnswer/outOfRange`` for any other. A table without failures has no points: everything survives.
    public init(
        _ table: LifeTable, confidence: Double = 0.95, limits type: LimitType = .logLog
    ) throws(NoAnswer) {
        let z = Normal.halfWidth(confidence: try confidence.checkedProbability())
        var points: [Point] = []
        var (survival, greenwood) = (1.0, 0.0)
        for (index, atRisk) in table.atRisk.enumerated() where table.failures[index] > 0 {
            let failures = table.failures[index]
            survival *= Double(atRisk - failures) / Double(atRisk)
            greenwood += Double(failures) / (Double(atRisk) * Double(atRisk - failures))
            let share = survival > 0 ? greenwood.squareRoot() : nil
            points.append(
                Point(
                    age: table.ages[index], atRisk: atRisk, failures: failures, survival: survival,
                    standardError: share.map { survival * $0 },
                    limits: share.map { Self.limits(survival, relativeError: $0, z, type) }))
        }
        self.points = points
        self.confidence = confidence
    }

    /// The youngest age that no more than half of the units survive; nil where more survive all ages.
    public var median: Double? { points.first { $0.survival <= 0.5 }?.age }

    /// The point that holds at an age: the last one not above it; nil before the first failure, when all survive.
    public func point(at age: Double) -> Point? {
        let next = points.firstIndexAfter(age) { $0.age }
        return next > 0 ? points[next - 1] : nil
    }

    private static func limits(
        _ survival: Double, relativeError: Double, _ z: Double, _ type: LimitType
    ) -> ConfidenceLimits {
        // So many units that the failures do not show in the digits.
        guard survival < 1 else { return ConfidenceLimits(lower: 1, upper: 1) }
        let width = z * relativeError
        switch type {
        case .plain:
            let reach = width * survival
            return ConfidenceLimits(lower: max(0, survival - reach), upper: min(1, survival + reach))
        case .log:
            return ConfidenceLimits(lower: survival * exp(-width), upper: min(1, survival * exp(width)))
        case .logLog:
            let hazard = -Foundation.log(survival)
            let factor = exp(width / hazard)
            return ConfidenceLimits(lower: exp(-hazard * factor), upper: exp(-hazard / factor))
        }
    }
}

extension Array {
    /// The index of the first element whose age is greater, of elements that rise by age.
    func firstIndexAfter(_ age: Double, _ ageOf: (Element) -> Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if ageOf(self[middle]) > age { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
