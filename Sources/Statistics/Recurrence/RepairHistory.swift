/// When a unit was under observation and what happened to it meanwhile: repairs, claims, failures that were mended.
public struct RepairHistory: Hashable, Sendable {
    /// The age from which it was observed: events at it do not count.
    public let start: Double
    /// The age up to which it was observed: events at it count.
    public let end: Double
    /// The ages of its events in any order; several may share an age.
    public let events: [Double]
    /// What each event cost, in any currency; nil where events are counted.
    public let costs: [Double]?
    /// How many units have this very history: most have none, so that a fleet is a table of ages.
    public let units: Int

    /// - Parameters:
    ///   - start: 0 or more, less than `end`.
    ///   - end: up to 10¹⁰⁰.
    ///   - events: each greater than `start` and up to `end`.
    ///   - costs: as many as events, negative for refunds.
    ///   - units: 1...10¹².
    /// - Throws: ``NoAnswer/emptyInterval``, ``NoAnswer/eventOutsideObservation``, ``NoAnswer/unequalLengths`` or
    ///   ``NoAnswer/outOfRange``.
    public init(
        start: Double = 0, end: Double, events: [Double] = [], costs: [Double]? = nil, units: Int = 1
    ) throws(NoAnswer) {
        self.start = try start.checked(in: Double.amounts)
        self.end = try end.checked(in: Double.amounts)
        self.units = try units.checked(in: 1...greatestCount)
        guard start < end else { throw .emptyInterval }
        for event in events {
            _ = try event.checked(in: Double.amounts)
            guard event > start, event <= end else { throw .eventOutsideObservation }
        }
        if let costs {
            guard costs.count == events.count else { throw .unequalLengths }
            for cost in costs { _ = try cost.checked(in: -1e50...1e50) }
        }
        self.events = events
        self.costs = costs
    }
}
