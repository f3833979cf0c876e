import Identifiers
package import Registry
package import Storage

/// Counts a fleet's claims in one snapshot, in the pass in which ``FleetSampler`` counts failures.
package struct WarrantySampler {
    private let question: WarrantyQuestion
    private let sampler: FleetSampler

    package init(_ question: WarrantyQuestion, in scope: PopulationScope, _ reader: any SQLReader) {
        self.question = question
        sampler = FleetSampler(question.fleet, in: scope, noFaults: [], reader)
    }

    /// - Throws: `population.range`, `population.tooLarge`, `value.invalid` of too many rows.
    package func sample() throws -> WarrantySample {
        var tallies: [FleetLabel: WarrantyTally] = [:]
        let (rule, lastDay) = (question.fleet.exposure, Int64(question.fleet.lastDay.dayNumber))
        _ = try sampler.forEach(withClaims: true) { group, life, count in
            let exposure = life?.exposure(rule, until: lastDay, counting: counts)
            let label = question.rows == .build ? group : Self.month(of: exposure)
            if tallies[label] == nil, tallies.count == FleetSampler.mostGroups { throw FleetSampler.tooManyGroups }
            tallies[label, default: WarrantyTally()].add(exposure, count: count)
        }
        let filter = question.fleet.population.population
        var groups = tallies.map { label, tally in
            WarrantyGroup(
                label: label,
                population: question.rows == .build
                    ? FleetGrouping.population(label, .month, within: filter) : filter, tally: tally)
        }
        groups.sort { left, right in
            if (left.label == .unknown) != (right.label == .unknown) { return right.label == .unknown }
            return left.label.text < right.label.text
        }
        let whole = groups.reduce(into: WarrantyTally()) { $0.add($1.tally) }
        return WarrantySample(
            question: question, groups: groups, whole: whole, currency: question.currency ?? Self.currency(of: whole))
    }

    /// An accepted claim costs, whatever was found: where no fault is asked for, all of them count.
    private func counts(_ code: String) -> Bool { question.fleet.codes?.contains(code) ?? true }

    /// In which month a unit came into service.
    private static func month(of exposure: Exposure?) -> FleetLabel {
        guard let exposure, let day = CivilDate(dayNumber: Int(exposure.enteredOn)) else { return .unknown }
        return .named(String(day.isoText.prefix(7)))
    }

    /// Which most claims are in; of several the first.
    private static func currency(of tally: WarrantyTally) -> String? {
        var counts: [String: Int64] = [:]
        for claim in tally.claims {
            if let currency = claim.cost?.currency { counts[currency, default: 0].addSaturated(claim.units) }
        }
        return counts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
}
