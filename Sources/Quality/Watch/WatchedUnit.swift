package import Identifiers
package import Registry

/// A unit that somebody watches, and what was known of it when that began.
package struct WatchedUnit: Hashable, Sendable {
    package static let longestReason = 400

    package var unit: UnitKey
    package var manufacturer: ID<Manufacturer>
    /// Why it is watched; nothing of who owns it.
    package var reason: String
    /// The last day on which it is; nil until further notice.
    package var until: CivilDate?
    /// Microseconds since 1970 UTC.
    package var since: Int64
    package var by: String
    package var failuresThen: Int64 = 0
    /// By the type of the reading.
    package var readingsThen: [String: String] = [:]
    package var endedAt: Int64?

    /// Whether it is watched on a day.
    package func isWatched(on day: CivilDate) -> Bool { endedAt == nil && until.map { day <= $0 } ?? true }
}

/// What has changed since a unit is watched.
package struct WatchChanges: Hashable, Sendable {
    /// A reading that shows more than then; nil where there was none then.
    package struct Risen: Hashable, Sendable {
        package var type: String
        package var then: String?
        package var now: String
    }

    package var newFailures: Int64
    package var risen: [Risen]

    package var isEmpty: Bool { newFailures == 0 && risen.isEmpty }

    package init(since watched: WatchedUnit, failures: Int64, _ readings: [UnitReading]) {
        newFailures = max(0, failures - watched.failuresThen)
        risen = readings.compactMap { reading in
            guard let now = reading.last.number else { return nil }
            guard let text = watched.readingsThen[reading.type] else {
                return Risen(type: reading.type, then: nil, now: reading.last.value)
            }
            guard let then = Double(text), now > then else { return nil }
            return Risen(type: reading.type, then: text, now: reading.last.value)
        }
    }
}
