import Registry
package import Statistics

/// How often a unit failed by its age, against its siblings.
package struct FailureStanding: Hashable, Sendable {
    /// Ages at its failures in days, rising, and what they were.
    package var failures: [FleetFailure]
    /// Failures of a sibling in the mean while as old as the unit was under observation; nil with the reason.
    package var expected: Result<Double, NoAnswer>
    /// Limits of the mean, where the unit was under observation from the beginning.
    package var limits: ConfidenceLimits?
    /// How probable so many failures or more are, did it fail as its siblings do: failures at random and apart, both counts
    /// uncertain. Nil where no sibling was at risk.
    package var probability: Double?
    /// The same after Holm, for all that is tested of the unit.
    package var adjustedPValue: Double?
    /// Siblings that were seen to this age or had as many failures by then, and those of them that had as many.
    package var seenAsLong: Int64 = 0
    package var withAsMany: Int64 = 0
    /// Mean failures of a sibling by age.
    package var curve: MeanCumulativeFunction?

    /// - Parameter siblings: without the unit itself.
    init(_ own: Exposure, among siblings: FleetTally, confidence: Double) {
        failures = own.failures.map { FleetFailure(age: $0.age, code: $0.code) }
        let (from, to) = (Double(own.from), Double(own.to))
        do throws(NoAnswer) {
            let curve = try MeanCumulativeFunction(siblings.histories(), confidence: confidence)
            let mean = max(0, (curve.point(at: to)?.mean ?? 0) - (curve.point(at: from)?.mean ?? 0))
            expected = .success(mean)
            if own.from == 0 { limits = curve.point(at: to)?.limits }
            self.curve = curve
            let events = curve.points.reduce(0) { $0 + ($1.age > from && $1.age <= to ? $1.events : 0) }
            probability = Self.probability(own, mean, events, siblings)
        } catch {
            expected = .failure(error)
        }
        let many = max(1, failures.count)
        for (span, count) in siblings.quiet where span.to >= own.to { seenAsLong.addSaturated(count) }
        for story in siblings.stories {
            let had = story.failures.count { $0 > own.from && $0 <= own.to }
            if had >= many { withAsMany.addSaturated(story.units) }
            if had >= many || story.span.to >= own.to { seenAsLong.addSaturated(story.units) }
        }
        if failures.isEmpty { withAsMany = seenAsLong }
    }

    private static func probability(
        _ own: Exposure, _ mean: Double, _ events: Int, _ siblings: FleetTally
    ) -> Double? {
        guard !own.failures.isEmpty else { return siblings.unitDays > 0 ? 1 : nil }
        // Of siblings that have not failed at these ages, only their days in service say how rare a failure is.
        let (exposure, reference) =
            mean > 0 && events > 0
            ? (mean, Double(events)) : (Double(max(1, own.days)), Double(siblings.days(own.from, own.to)))
        return EventExcess(
            observed: own.failures.count, exposure: exposure, reference: mean > 0 ? events : 0,
            referenceExposure: reference)?.probability
    }
}

/// A failure by the age at it.
package struct FleetFailure: Hashable, Sendable {
    package var age: Int64
    package var code: String
}

extension FleetTally {
    /// Days under observation between two ages, of all units together.
    func days(_ from: Int64, _ to: Int64) -> Int64 {
        func days(_ span: Span, _ count: Int64) -> Int64 {
            max(0, min(span.to, to) - max(span.from, from)).multipliedSaturated(by: count)
        }
        let quiet = quiet.reduce(0 as Int64) { $0.addingSaturated(days($1.key, $1.value)) }
        return stories.reduce(quiet) { $0.addingSaturated(days($1.span, $1.units)) }
    }
}
