package import Statistics

/// A group of units against all others of its answer.
package struct FleetComparison: Hashable, Sendable {
    /// How many times as often the group fails as the rest, all failures by their unit-days; nil where that cannot be said.
    package var rates: RateComparison?
    /// The p-value of `rates` after Holm ('A simple sequentially rejective multiple test procedure', Scandinavian J. of
    /// Statistics 6, 1979): of so many groups some differ by chance.
    package var adjustedPValue: Double?
    /// Units of the group that failed, and how many would have, had they failed at each age as the others did (Breslow and Day,
    /// 'Statistical methods in cancer research' II, 1987, section 2.2: the expected number by a standard's rates).
    package var observed: Int64
    package var expected: Double?
    /// `observed` over `expected`, its exact Poisson limits taking the expected number as known; nil without either.
    package var ageAdjusted: ExponentialRate?

    /// Up to so many groups are compared with the others; each of more with all together.
    package static let mostApart = 24

    /// The comparisons of all groups, in their order; none of a single one.
    package static func all(_ sample: FleetSample) -> [FleetComparison] {
        let groups = sample.groups.map(\.tally)
        guard groups.count > 1 else { return [] }
        let confidence = sample.question.confidence
        let isApart = groups.count <= mostApart
        let hazardOfAll = isApart ? nil : try? NelsonAalen(sample.whole.lifeTable())
        var comparisons = groups.indices.map { index in
            let group = groups[index]
            let rest = RestRate(of: group, in: sample.whole, confidence)
            var comparison = FleetComparison(observed: group.failedUnits)
            if let own = group.rate(confidence), let other = rest.rate {
                comparison.rates = RateComparison(own, with: other, confidence: confidence)
            }
            let hazard =
                isApart
                ? try? NelsonAalen(
                    FleetTally.sum(groups.indices.filter { $0 != index }.map { groups[$0] }).lifeTable())
                : hazardOfAll
            guard let hazard, let table = try? group.lifeTable() else { return comparison }
            let expected = hazard.expectedFailures(of: table)
            guard expected.isFinite, expected > 0 else { return comparison }
            comparison.expected = expected
            comparison.ageAdjusted = ExponentialRate(
                failures: Int(group.failedUnits), unitDays: expected, daysPerYear: 1, confidence: confidence)
            return comparison
        }
        adjust(&comparisons)
        return comparisons
    }

    private static func adjust(_ comparisons: inout [FleetComparison]) {
        let tested = comparisons.indices.compactMap { index in comparisons[index].rates.map { (index, $0.pValue) } }
        for (place, adjusted) in zip(tested, Holm.adjusted(tested.map(\.1))) {
            comparisons[place.0].adjustedPValue = adjusted
        }
    }

    /// The rate of all units but one group's.
    private struct RestRate {
        var rate: ExponentialRate?

        init(of group: FleetTally, in whole: FleetTally, _ confidence: Double) {
            let days = whole.unitDays - group.unitDays
            guard days > 0 else { return }
            rate = ExponentialRate(
                failures: Int(whole.failures - group.failures), unitDays: Double(days), confidence: confidence)
        }
    }
}
