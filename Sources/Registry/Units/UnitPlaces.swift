package import Storage

/// Where units are: at the last place that an event of their own or of their container names, whichever is later.
/// Moving a pallet is one event, so a child's place is asked of its container.
package enum UnitPlaces {
    /// Containers within containers are followed this deep.
    package static let maximumDepth = 16

    /// The place of a unit in `state`, as of `time` and as known at `position`.
    package static func place(
        of state: UnitState, asOf time: Int64? = nil, knownAt position: Int64? = nil, _ reader: any SQLReader
    ) throws -> String? {
        try located(state, asOf: time, knownAt: position, depth: 0, reader).place
    }

    /// The place of a unit by all that is known now. Out of which container it has come, its row does not tell: its history does.
    package static func place(of unit: UnitRow, _ reader: any SQLReader) throws -> String? {
        try place(of: Units.history(of: unit, reader).state(), reader)
    }

    private static func located(
        _ state: UnitState, asOf time: Int64?, knownAt position: Int64?, depth: Int, _ reader: any SQLReader
    ) throws -> (place: String?, time: Int64) {
        let own = (place: state.businessLocation, time: state.locatedAt ?? .min)
        let container: UnitKey
        let until: Int64?
        if let parent = state.parent {
            (container, until) = (parent, time)
        } else if let departure = state.leftContainer {
            (container, until) = (departure.container, departure.time)
        } else {
            return own
        }
        guard depth < maximumDepth, let unit = try Units.find(container, reader) else { return own }
        let containerState = try Units.history(of: unit, reader).state(asOf: until, knownAt: position)
        let held = try located(containerState, asOf: until, knownAt: position, depth: depth + 1, reader)
        return held.place != nil && held.time > own.time ? held : own
    }
}
