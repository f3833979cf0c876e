import Identifiers

/// A moment, and from where in the ledger one looks at it.
package struct Viewpoint: Hashable, Sendable {
    /// What was true then, in event time; nil for now.
    package var asOf: Int64?
    /// What was known at this position; nil for all that is known.
    package var knownAt: Int64?
    /// Of what happened at `asOf` itself, only the steps of production count: what a unit was when it left production.
    package private(set) var endsProduction = false

    package init(asOf: Int64? = nil, knownAt: Int64? = nil) {
        self.asOf = asOf
        self.knownAt = knownAt
    }

    /// Now, with all that is known: the state that a unit's row keeps.
    var isLatest: Bool { asOf == nil && knownAt == nil }

    /// The moment when the unit with this history left production, if that was before this moment.
    ///
    /// A unit leaves production with the first event whose business step is not one of production's. CBV 2.0 draws the
    /// same line: `assembling` makes a new whole of its parts, while `installing`, `removing` and `replacing` change a
    /// whole that exists. So what a plant replaces before it ships is told by `disassembling` and `assembling`.
    package func atTheEndOfProduction(of history: UnitHistory) -> Viewpoint {
        let later = history.effective(asOf: asOf, knownAt: knownAt).first { entry in
            !entry.isOfProduction && entry.errorReason != .didNotOccur
        }
        guard let later else { return self }
        var built = self
        built.asOf = later.time
        built.endsProduction = true
        return built
    }

    /// Whether an effective event counts.
    fileprivate func takes(_ entry: HistoryEntry) -> Bool {
        !endsProduction || entry.time != asOf || entry.isOfProduction
    }
}

extension UnitHistory {
    /// The state that follows from the events that count.
    func state(at view: Viewpoint) -> UnitState {
        var state = UnitState()
        for entry in effective(asOf: view.asOf, knownAt: view.knownAt) where view.takes(entry) { state.apply(entry) }
        return state
    }
}

extension HistoryEntry {
    /// The business steps with which a unit is made and tried out. What names no step says nothing of it.
    fileprivate var isOfProduction: Bool {
        switch businessStep {
        case nil, .assembling, .disassembling, .commissioning, .creatingClassInstance, .encoding, .holding, .inspecting,
            .sampling, .sensorReporting:
            true
        default: false
        }
    }
}
