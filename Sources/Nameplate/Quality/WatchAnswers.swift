package import Identifiers
package import Quality
package import Registry

/// Which watched units are listed.
package struct WatchFilter: Sendable {
    /// Only of the model with this number.
    package var model: String?
    /// Only those whose reason has this text in it, whatever the case.
    package var reason: String?
    /// Only those of this age in days.
    package var age: ClosedRange<Int64> = 0...Int64.max

    package init() {}
}

/// A watched unit, how it fares, and what has changed since it is watched.
package struct WatchedUnitAnswer: Sendable {
    package var watched: WatchedUnit
    package var model: Model
    /// Nil of a unit that is not in service.
    package var health: UnitHealth?
    package var changes: WatchChanges

    /// When something was read of it last.
    package var lastReading: Int64? { health?.readings.map(\.reading.time).max() }
}

/// The watched units of a manufacturer.
package struct WatchListAnswer: Sendable {
    package var manufacturer: Manufacturer
    /// The most conspicuous first, of like ones those of which something was read last.
    package var items: [WatchedUnitAnswer]
    /// Whether the asker may take units up and let them go.
    package var mayChange: Bool
    package var behind: Int64
}

/// Units of a model that the rule of health proposes to watch.
package struct WatchProposalsAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var items: [WatchProposals.Proposal]
    package var mayChange: Bool
    package var behind: Int64
}
