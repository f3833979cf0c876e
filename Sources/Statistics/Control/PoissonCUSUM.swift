import Foundation

/// A chart that adds up how much counts exceed what was expected, and alarms as soon as that can no longer be chance.
///
/// S = max(0, S + x ln ratio − expected (ratio − 1)): the logarithm of the likelihood of a rate `ratio` times as high
/// against that of the expected one. After an alarm the sum begins at 0 (Lucas, 'Counted data CUSUM's', Technometrics 27,
/// 1985; Höhle and Paul, 'Count data regression charts', Computational Statistics & Data Analysis 52, 2008).
public struct PoissonCUSUM: Hashable, Sendable {
    /// S after each count, at an alarm before it is set back.
    public let statistic: [Double]
    /// Which counts set off an alarm, from 0.
    public let alarms: [Int]

    /// - Parameters:
    ///   - counts: for example claims a week, each 0...10¹².
    ///   - expected: how many were expected of each, by the ages of the units in the field, 0 or more.
    ///   - ratio: how many times the expected rate is to be found fast, more than 1.
    ///   - threshold: S at which to alarm, more than 0; see ``PoissonRunLength`` for what it means.
    /// - Throws: ``NoAnswer/unequalLengths`` or ``NoAnswer/outOfRange``.
    public init(counts: [Int], expected: [Double], ratio: Double, threshold: Double) throws(NoAnswer) {
        guard counts.count == expected.count else { throw .unequalLengths }
        guard ratio > 1, ratio <= 1e6 else { throw .outOfRange }
        let threshold = try threshold.checked(in: Double.positiveAmounts)
        let weight = log(ratio)
        var (statistic, alarms) = ([Double](), [Int]())
        var sum = 0.0
        for (index, count) in counts.enumerated() {
            let count = Double(try count.checked(in: 0...greatestCount))
            let mean = try expected[index].checked(in: 0...1e50)
            sum = max(0, sum + count * weight - mean * (ratio - 1))
            statistic.append(sum)
            if sum >= threshold {
                alarms.append(index)
                sum = 0
            }
        }
        self.statistic = statistic
        self.alarms = alarms
    }

    /// The greatest S; nil of no counts.
    public var greatest: Double? { statistic.max() }
}
