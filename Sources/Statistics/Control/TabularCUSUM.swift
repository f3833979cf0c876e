/// A chart of measured values that adds up deviations in either direction (Page, 'Continuous inspection schemes',
/// Biometrika 41, 1954; Montgomery, 'Introduction to Statistical Quality Control', ch. 9).
public struct TabularCUSUM: Hashable, Sendable {
    /// C⁺ after each value: by how many standard deviations values exceed the target, added up.
    public let upper: [Double]
    /// C⁻ after each value: by how many they fall short.
    public let lower: [Double]
    /// Where C⁺ exceeds the threshold, from 0. The sum goes on.
    public let upperAlarms: [Int]
    /// Where C⁻ exceeds the threshold.
    public let lowerAlarms: [Int]

    /// - Parameters:
    ///   - values: measured ones, −10¹⁰⁰...10¹⁰⁰.
    ///   - target: the mean in control.
    ///   - deviation: the standard deviation in control, more than 0.
    ///   - reference: k, deviations that are let pass each time, 0 or more; half of the shift to be found.
    ///   - threshold: h, more than 0; 4 or 5 by custom.
    ///   - headStart: what both sums begin with, 0 or more; h/2 finds what is wrong from the beginning (Lucas and Crosier,
    ///     Technometrics 24, 1982).
    /// - Throws: ``NoAnswer/outOfRange``, or ``NoAnswer/notComputed`` where a sum passes the range of numbers.
    public init(
        _ values: [Double], target: Double, deviation: Double, reference: Double = 0.5, threshold: Double = 5,
        headStart: Double = 0
    ) throws(NoAnswer) {
        let target = try target.checked(in: Double.signedAmounts)
        let deviation = try deviation.checked(in: Double.positiveAmounts)
        let reference = try reference.checked(in: Double.amounts)
        let threshold = try threshold.checked(in: Double.positiveAmounts)
        let start = try headStart.checked(in: Double.amounts)
        var (upper, lower, upperAlarms, lowerAlarms) = ([Double](), [Double](), [Int](), [Int]())
        var (above, below) = (start, start)
        for (index, value) in values.enumerated() {
            let z = (try value.checked(in: Double.signedAmounts) - target) / deviation
            above = try max(0, above + z - reference).checkedResult()
            below = try max(0, below - z - reference).checkedResult()
            upper.append(above)
            lower.append(below)
            if above > threshold { upperAlarms.append(index) }
            if below > threshold { lowerAlarms.append(index) }
        }
        (self.upper, self.lower, self.upperAlarms, self.lowerAlarms) = (upper, lower, upperAlarms, lowerAlarms)
    }
}
