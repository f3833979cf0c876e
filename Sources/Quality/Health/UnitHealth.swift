package import Statistics

/// A unit against its siblings: the units of its model, or of its batch, that are or were in service.
package struct UnitHealth: Sendable {
    /// How a unit fares, by the smallest adjusted p-value of what is tested of it.
    package enum Score: String, CaseIterable, Comparable, Sendable {
        /// Nothing tells it from its siblings, or nothing could be tested.
        case asSiblings
        /// By chance it would be so in less than 5 of 100 units.
        case worthWatching
        /// In less than 1 of 1,000.
        case conspicuous

        package static func < (left: Score, right: Score) -> Bool { left.rank < right.rank }

        private var rank: Int { Score.allCases.firstIndex(of: self) ?? 0 }

        init(_ pValue: Double?) {
            switch pValue {
            case .some(..<0.001): self = .conspicuous
            case .some(..<0.05): self = .worthWatching
            default: self = .asSiblings
            }
        }
    }

    package static let confidence = 0.95

    /// What is compared with: other units, never the unit itself.
    package var siblings: FleetTally
    package var isOfBatch: Bool
    /// Ages in days between which the unit was under observation.
    package var from: Int64
    package var age: Int64
    package var life: ServiceLife
    package var failures: FailureStanding
    package var readings: [ReadingStanding]
    package var next: Result<NextFailures, NoAnswer>
    package var score: Score
    /// The smallest adjusted p-value that counts; nil where none does.
    package var pValue: Double?
    /// Whether anything at all could be tested.
    package var isJudged: Bool

    init(
        _ life: ServiceLife, _ own: Exposure, _ readings: [ReadingStanding], among siblings: FleetTally, isOfBatch: Bool
    ) {
        (self.life, self.siblings, self.isOfBatch, self.readings) = (life, siblings, isOfBatch, readings)
        (from, age) = (own.from, own.to)
        failures = FailureStanding(own, among: siblings, confidence: Self.confidence)
        let age = own.to
        next = Result { () throws(NoAnswer) in
            try NextFailures(after: age, among: siblings, confidence: Self.confidence)
        }
        (score, isJudged) = (.asSiblings, false)
        judge()
    }

    /// Failures, and each reading for which it can be said whether siblings with as much fail more often, are tested together
    /// (Holm). A reading counts where it is above that of nine tenths of the siblings and those with as much fail more often.
    private mutating func judge() {
        let tested = readings.indices.filter { readings[$0].rates != nil }
        var pValues = tested.compactMap { readings[$0].rates?.pValue }
        if let probability = failures.probability { pValues.insert(probability, at: 0) }
        isJudged = !pValues.isEmpty
        var adjusted = Holm.adjusted(pValues)[...]
        if failures.probability != nil { failures.adjustedPValue = adjusted.popFirst() }
        for (index, pValue) in zip(tested, adjusted) { readings[index].adjustedPValue = pValue }
        let counting = readings.filter { $0.isHigh && $0.failsMore }.compactMap(\.adjustedPValue)
        pValue = ([failures.adjustedPValue].compactMap(\.self) + counting).min()
        score = Score(pValue)
    }

    /// Readings that make the unit differ from its siblings, the clearest first.
    package var telling: [ReadingStanding] {
        readings.filter { $0.isHigh && $0.failsMore && Score($0.adjustedPValue) > .asSiblings }.sorted {
            ($0.adjustedPValue ?? 1, $0.reading.type) < ($1.adjustedPValue ?? 1, $1.reading.type)
        }
    }
}
