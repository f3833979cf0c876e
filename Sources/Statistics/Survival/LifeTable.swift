/// How long units lived, as counts by age: all that survival curves and Weibull fits need to know of ten million units.
///
/// A unit is under observation from its age of entry (0 where none is given) to its age of exit, when it failed or was
/// seen last (right censoring). It is at risk at an age t where entry < t ≤ exit; without an age of entry at every age up
/// to its exit. Ages are in any unit, 0 to 10¹⁰⁰.
public struct LifeTable: Hashable, Sendable {
    /// The ages at which a unit failed, left or came under observation, rising.
    public let ages: [Double]
    /// How many units failed at each age.
    public let failures: [Int]
    /// How many units were seen last at each age, without having failed.
    public let censored: [Int]
    /// How many units came under observation at each age. Those under observation from the beginning are in none.
    public let entries: [Int]
    /// All units.
    public let units: Int
    /// All failures.
    public let totalFailures: Int

    /// The greatest number of units: 10¹².
    public static var greatestUnits: Int { greatestCount }

    /// How many units are at risk at an age.
    public func atRisk(at age: Double) -> Int {
        var number = units - entries.reduce(0, +)
        for index in ages.indices {
            guard ages[index] < age else { break }
            number += entries[index] - failures[index] - censored[index]
        }
        return number
    }

    /// How many were at risk at each age of the table.
    var atRisk: [Int] {
        var number = units - entries.reduce(0, +)
        return ages.indices.map { index in
            defer { number += entries[index] - failures[index] - censored[index] }
            return number
        }
    }

    init(rows: [Row], units: Int) {
        ages = rows.map(\.age)
        failures = rows.map(\.failures)
        censored = rows.map(\.censored)
        entries = rows.map(\.entries)
        self.units = units
        totalFailures = rows.reduce(0) { $0 + $1.failures }
    }

    struct Row {
        var age: Double
        var failures = 0
        var censored = 0
        var entries = 0
    }
}
