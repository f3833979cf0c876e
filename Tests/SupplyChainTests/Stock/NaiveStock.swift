import Registry

/// A second, naive way to say where units count as stock: each alone, at one moment, by asking what it is in.
struct NaiveStock {
    let history: RandomHistory
    let time: Int64
    /// What happened by then, in its order.
    private let happened: [Noted]

    init(history: RandomHistory, time: Int64) {
        (self.history, self.time) = (history, time)
        happened = NaiveFold.happened(history.events, asOf: time, knownAt: history.head)
    }

    /// - Parameter moment: `time` or earlier.
    private func happened(by moment: Int64) -> [Noted] {
        moment == time ? happened : happened.filter { $0.draft.time <= moment }
    }

    struct Kind: Hashable {
        var location: String
        var model: ID<Model>
        var batch: ID<Batch>?
        var disposition: Disposition?
    }

    /// How many units stand where.
    func levels() -> [Kind: Int64] {
        var levels: [Kind: Int64] = [:]
        for unit in history.units { if let kind = kind(of: unit) { levels[kind, default: 0] += 1 } }
        return levels
    }

    /// Where a unit stands; nil where it counts nowhere.
    func kind(of unit: RandomHistory.Unit) -> Kind? {
        location(of: unit, at: time).map { location in
            Kind(
                location: location, model: unit.key.model, batch: unit.batch,
                disposition: Self.disposition(fold(unit, at: time)))
        }
    }

    /// What keeps goods from leaving weighs more than what they are otherwise.
    private static func disposition(_ state: NaiveFold) -> Disposition? {
        [Disposition.stolen, .exported, .recalled, .nonSellableOther].first(where: state.marks.contains)
            ?? state.disposition
    }

    private func fold(_ unit: RandomHistory.Unit, at time: Int64) -> NaiveFold {
        NaiveFold(of: happened(by: time)) { unit.role(in: $0) }
    }

    private func isInUse(_ unit: RandomHistory.Unit, at time: Int64) -> Bool {
        var isInUse = false
        for event in happened(by: time).map(\.draft) {
            guard let role = unit.role(in: event) else { continue }
            let steps: [BusinessStep?] = [.installing, .retailSelling]
            if event.disposition == .retailSold || (role == .unit && steps.contains(event.businessStep)) {
                isInUse = true
            } else if [.returned, .available, .sellableAccessible, .sellableNotAccessible].contains(event.disposition) {
                isInUse = false
            }
        }
        return isInUse
    }

    private func location(of unit: RandomHistory.Unit, at time: Int64, depth: Int = 0) -> String? {
        let state = fold(unit, at: time)
        guard depth <= 16, state.endedAt == nil, state.marks.isDisjoint(with: [.stolen, .exported]) else { return nil }
        if let disposition = state.disposition,
            [.retailSold, .dispensed, .destroyed, .disposed, .exported, .stolen].contains(disposition)
        {
            return nil
        }
        guard !isInUse(unit, at: time) else { return nil }
        if let parent = state.parent {
            guard let container = history.containers.first(where: { $0.key == parent }) else { return nil }
            return location(of: container, at: time, depth: depth + 1)
        }
        let told = happened(by: time).last { event in
            unit.role(in: event.draft) != nil
                && (event.draft.disposition != nil || event.draft.businessLocation != nil)
        }
        if told?.draft.disposition == .inTransit { return "" }
        if let departure = state.departure {
            guard let container = history.units.first(where: { $0.key == departure.container }) else { return nil }
            return location(of: container, at: departure.time, depth: depth + 1)
        }
        return state.location?.place
    }
}
