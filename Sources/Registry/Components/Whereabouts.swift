package import Storage

/// What a unit is part of or packed in, from the innermost to the outermost, and where that is.
package struct Whereabouts: Hashable, Sendable {
    /// Something that holds a unit, and how the unit came into it.
    package struct Holder: Hashable, Sendable {
        package var key: UnitKey
        /// Nil where the latest state was read from rows, which do not keep it.
        package var joining: UnitState.Joining?
    }
    package var holders: [Holder]
    /// The place of the outermost one, or of the unit alone.
    package var place: String?

    package static func find(_ unit: UnitRow, at view: Viewpoint, _ reader: any SQLReader) throws -> Whereabouts {
        let state = try Units.history(of: unit, reader).state(at: view)
        let holders = try HolderChains(at: view, tellingJoinings: true, reader).chain(of: unit.key, in: state)
        let place = try UnitPlaces.place(of: state, asOf: view.asOf, knownAt: view.knownAt, reader)
        return Whereabouts(holders: holders, place: place)
    }
}

/// What units are in: what holds several of them is asked for once.
final class HolderChains {
    private let view: Viewpoint
    private let readsHistories: Bool
    private let reader: any SQLReader
    private var holders: [UnitKey: Whereabouts.Holder?] = [:]

    /// - Parameter tellingJoinings: whether since when is told of the latest state too, which takes reading histories.
    init(at view: Viewpoint, tellingJoinings: Bool, _ reader: any SQLReader) {
        self.view = view
        self.readsHistories = tellingJoinings || !view.isLatest
        self.reader = reader
    }

    /// The state of a unit with a row.
    func state(of row: UnitRow) throws -> UnitState {
        readsHistories ? try Units.history(of: row, reader).state(at: view) : row.state
    }

    /// What a unit in `state` is in, to the outermost. Reports that contradict each other can make a circle of the past:
    /// it is followed once.
    /// - Parameter unit: nil for units without a history of their own, which can hold nothing.
    func chain(of unit: UnitKey?, in state: UnitState) throws -> [Whereabouts.Holder] {
        var chain: [Whereabouts.Holder] = []
        var next = holder(in: state)
        while let holder = next, chain.count < UnitPlaces.maximumDepth, holder.key != unit,
            !chain.contains(where: { $0.key == holder.key })
        {
            chain.append(holder)
            next = try self.holder(of: holder.key)
        }
        return chain
    }

    private func holder(of key: UnitKey) throws -> Whereabouts.Holder? {
        if let known = holders[key] { return known }
        // Whatever holds something has an entry of its own, and so a row.
        let row = try UnitRows.find(key, reader)
        let found = try row.flatMap { holder(in: try state(of: $0)) }
        holders[key] = .some(found)
        return found
    }

    private func holder(in state: UnitState) -> Whereabouts.Holder? {
        state.parent.map { Whereabouts.Holder(key: $0, joining: state.joining) }
    }
}
