package import Registry

/// What tells a group of units from the others.
package enum FleetLabel: Hashable, Sendable {
    /// All that was asked for.
    case whole
    case named(String)
    /// Nobody has said what tells units apart here.
    case unknown
}

/// Some units of a fleet and what was counted of them.
package struct FleetGroup: Sendable {
    package var label: FleetLabel
    /// Which units they are, in the language of populations.
    package var population: Population
    package var tally: FleetTally
}

/// A fleet as counted for one question.
package struct FleetSample: Sendable {
    package var question: FleetQuestion
    /// By label where they are in an order, else those that fail most often first.
    package var groups: [FleetGroup]
    /// All of them together.
    package var whole: FleetTally
}
