import Foundation
import Registry
package import Statistics

/// What fails next at an age: the chance of units of this age to fail within a year, in all and by fault code.
///
/// The hazard of a code over the year is Σ d/n over the ages in it, with d failures among n units under observation (Nelson and
/// Aalen), repaired units counted on; the chance is 1 − exp(−hazard). Limits are exact ones of the number of failures, brought
/// to the hazard (Garwood 1936). Codes are looked at one by one, as if the others did not exist.
package struct NextFailures: Hashable, Sendable {
    /// So far it looks ahead, in days.
    package static let horizon: Int64 = 365

    package struct Chance: Hashable, Sendable {
        /// Failures of siblings at these ages.
        package var failures: Int64
        /// Between 0 and 1.
        package var probability: Double
        package var limits: ConfidenceLimits
    }

    /// The unit's age in days.
    package var age: Int64
    /// Siblings that were under observation just after this age.
    package var atRisk: Int64
    /// Days that siblings were seen at these ages, all together.
    package var unitDays: Int64
    /// How far ahead siblings tell: less than the horizon where none is older.
    package var days: Int64
    /// Any failure.
    package var any: Chance
    /// By fault code, the most probable first.
    package var codes: [(code: String, chance: Chance)] { zip(names, chances).map { ($0, $1) } }
    private var names: [String] = []
    private var chances: [Chance] = []

    /// - Parameter siblings: without the unit itself.
    /// - Throws: ``NoAnswer/noData`` where no sibling was seen at these ages.
    init(after age: Int64, among siblings: FleetTally, confidence: Double) throws(NoAnswer) {
        let end = age.addingSaturated(Self.horizon)
        let counts = UnitsAtRisk(siblings)
        let last = min(end, counts.lastAge)
        let unitDays = siblings.days(age, end)
        guard last > age, unitDays > 0 else { throw .noData }
        var events: [String: [Int64: Int64]] = [:]
        for story in siblings.stories {
            for (failed, code) in zip(story.failures, story.codes) where failed > age && failed <= end {
                events[code, default: [:]][failed, default: 0].addSaturated(story.units)
            }
        }
        func chance(_ ages: [Int64: Int64]) throws(NoAnswer) -> Chance {
            var (failures, hazard): (Int64, Double) = (0, 0)
            for (failed, count) in ages.sorted(by: { $0.key < $1.key }) {
                failures.addSaturated(count)
                hazard += Double(count) / Double(max(1, counts.at(failed)))
            }
            // As many unit-years as give this hazard; without a failure those that were seen.
            let days = failures > 0 && hazard > 0 ? Double(failures) / hazard : Double(unitDays) / Double(last - age)
            guard
                let rate = ExponentialRate(
                    failures: Int(failures), unitDays: days, daysPerYear: 1, confidence: confidence)
            else { throw .notComputed }
            func probability(_ hazard: Double) -> Double { -expm1(-hazard) }
            return Chance(
                failures: failures, probability: probability(hazard),
                limits: ConfidenceLimits(
                    lower: probability(rate.limits.lower), upper: rate.limits.upper.map { probability($0) }))
        }
        self.age = age
        atRisk = counts.at(age.addingSaturated(1))
        self.unitDays = unitDays
        days = last - age
        var all: [Int64: Int64] = [:]
        for ages in events.values { all.merge(ages) { $0.addingSaturated($1) } }
        any = try chance(all)
        var found: [(String, Chance)] = []
        for (code, ages) in events { found.append((code, try chance(ages))) }
        found.sort { ($1.1.probability, $0.0) < ($0.1.probability, $1.0) }
        (names, chances) = (found.map(\.0), found.map(\.1))
    }
}

/// How many units of a fleet were under observation at each age.
struct UnitsAtRisk {
    private let entries: [(age: Int64, sum: Int64)]
    private let exits: [(age: Int64, sum: Int64)]

    /// The greatest age to which a unit was seen; 0 of none.
    var lastAge: Int64 { exits.last?.age ?? 0 }

    init(_ fleet: FleetTally) {
        var (entries, exits): ([Int64: Int64], [Int64: Int64]) = ([:], [:])
        for (span, count) in fleet.quiet.map({ ($0.key, $0.value) }) + fleet.stories.map({ ($0.span, $0.units) }) {
            entries[span.from, default: 0].addSaturated(count)
            exits[span.to, default: 0].addSaturated(count)
        }
        (self.entries, self.exits) = (Self.summed(entries), Self.summed(exits))
    }

    /// Units with an entry before an age and an exit at it or later.
    func at(_ age: Int64) -> Int64 { Self.before(age, entries) - Self.before(age, exits) }

    private static func summed(_ counts: [Int64: Int64]) -> [(age: Int64, sum: Int64)] {
        var sum: Int64 = 0
        return counts.sorted { $0.key < $1.key }.map { age, count in
            sum.addSaturated(count)
            return (age, sum)
        }
    }

    private static func before(_ age: Int64, _ sums: [(age: Int64, sum: Int64)]) -> Int64 {
        var (low, high) = (0, sums.count)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle].age < age { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? sums[low - 1].sum : 0
    }
}
