package import Statistics

/// A unit's reading among those of its siblings at its age, and whether siblings that read as much failed more often.
package struct ReadingStanding: Hashable, Sendable {
    /// Why it cannot be said whether siblings with such a value fail more often.
    package enum Untold: String, CaseIterable, Sendable {
        /// The value is none that can be compared.
        case notComparable
        /// Nothing was read of a sibling at this age.
        case noSiblings
        /// No sibling had as much.
        case noneAsHigh
        /// All siblings had as much.
        case noneBelow
        /// No sibling failed within the time that is looked at.
        case noFailures
        /// No sibling was seen after its reading.
        case notObserved
    }

    /// Siblings on one side of the value, for 90 days after their readings.
    package struct Side: Hashable, Sendable {
        package var units: Int64 = 0
        package var unitDays: Int64 = 0
        /// Siblings that failed in these days, or on the day of the reading.
        package var failed: Int64 = 0
        /// Those of them that failed on the very day.
        package var failedThatDay: Int64 = 0
    }

    /// How long siblings are followed after their readings, in days.
    package static let followUp = SiblingReadings.followUp

    package var reading: UnitReading
    /// Siblings that have a reading at this age.
    package var siblings: Int64 = 0
    /// Those with a smaller value, and those with as much or more.
    package var below: Int64 = 0
    package var asMuch: Int64 = 0
    /// The smallest values that half, nine tenths and 99 of 100 siblings do not exceed, as they were told.
    package var median: String?
    package var ninetieth: String?
    package var ninetyNinth: String?
    /// Whether the value is above that of nine tenths of the siblings.
    package var isHigh = false
    package var high = Side()
    package var low = Side()
    /// How often those with as much failed, over the others.
    package var rates: RateComparison?
    package var untold: Untold?
    /// The p-value of `rates` after Holm, for all that is tested of the unit.
    package var adjustedPValue: Double?

    /// The share of siblings with a smaller value; nil without siblings.
    package var rank: Double? { siblings > 0 ? Double(below) / Double(siblings) : nil }

    /// Whether siblings with as much failed more often than the others.
    package var failsMore: Bool {
        guard rates != nil else { return false }
        guard high.unitDays > 0, low.unitDays > 0 else { return false }
        return Double(high.failed) / Double(high.unitDays) > Double(low.failed) / Double(low.unitDays)
    }

    init(_ reading: UnitReading, among others: [SiblingReading], confidence: Double) {
        self.reading = reading
        guard let value = reading.last.number else {
            untold = .notComparable
            return
        }
        siblings = Int64(others.count)
        for other in others {
            let side = other.value < value ? \ReadingStanding.low : \ReadingStanding.high
            self[keyPath: side].units += 1
            self[keyPath: side].unitDays += other.days
            guard other.hasFailed else { continue }
            self[keyPath: side].failed += 1
            if other.failedThatDay { self[keyPath: side].failedThatDay += 1 }
        }
        (below, asMuch) = (low.units, high.units)
        let rising = others.sorted { $0.value < $1.value }
        func quantile(_ percent: Int) -> SiblingReading? {
            rising.isEmpty ? nil : rising[max(0, (rising.count * percent + 99) / 100 - 1)]
        }
        median = quantile(50)?.text
        ninetieth = quantile(90)?.text
        ninetyNinth = quantile(99)?.text
        isHigh = quantile(90).map { value > $0.value } ?? false
        untold = compare(confidence)
    }

    private mutating func compare(_ confidence: Double) -> Untold? {
        guard siblings > 0 else { return .noSiblings }
        guard asMuch > 0 else { return .noneAsHigh }
        guard below > 0 else { return .noneBelow }
        guard high.failed + low.failed > 0 else { return .noFailures }
        guard let own = Self.rate(high, confidence), let other = Self.rate(low, confidence),
            let compared = RateComparison(own, with: other, confidence: confidence)
        else { return .notObserved }
        rates = compared
        return nil
    }

    private static func rate(_ side: Side, _ confidence: Double) -> ExponentialRate? {
        ExponentialRate(failures: Int(side.failed), unitDays: Double(side.unitDays), confidence: confidence)
    }
}
