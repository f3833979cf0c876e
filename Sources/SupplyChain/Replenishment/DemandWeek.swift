package import Identifiers
import Registry

/// A week from Monday to Sunday, by UTC.
package struct DemandWeek: Hashable, Sendable, Comparable {
    /// Its Monday in days since 1970.
    package let monday: Int64

    /// - Parameter time: microseconds since 1970 UTC.
    package init(of time: Int64) {
        // 1970 began on a Thursday.
        let weeks = (time / 86_400_000_000 + (time % 86_400_000_000 < 0 ? -1 : 0) + 3)
        monday = weeks - ((weeks % 7) + 7) % 7 - 3
    }

    init(monday: Int64) { self.monday = monday }

    package var firstDay: CivilDate {
        CivilDate(microseconds: monday.multipliedSaturated(by: 86_400_000_000))
    }

    package func adding(weeks: Int64) -> DemandWeek { DemandWeek(monday: monday + 7 * weeks) }

    /// How many weeks later another one is.
    package func weeks(to other: DemandWeek) -> Int64 { (other.monday - monday) / 7 }

    package static func < (left: DemandWeek, right: DemandWeek) -> Bool { left.monday < right.monday }
}
