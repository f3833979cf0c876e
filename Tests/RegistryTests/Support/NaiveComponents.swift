import Registry

/// What contains what, worked out unit by unit from the list of events alone.
struct NaiveComponents {
    let units: [RandomHistory.Unit]
    let events: [Noted]
    var asOf: Int64
    var knownAt: Int64
    /// When production ended, of which at that moment only its own steps count.
    private var productionEnd: Int64?

    init(units: [RandomHistory.Unit], events: [Noted], asOf: Int64 = .max, knownAt: Int64 = .max) {
        (self.units, self.events, self.asOf, self.knownAt) = (units, events, asOf, knownAt)
    }

    /// What happened, in its order.
    private var happened: [Noted] { NaiveFold.happened(events, asOf: asOf, knownAt: knownAt) }

    func fold(of unit: RandomHistory.Unit) -> NaiveFold { fold(of: unit, happened) }

    private func fold(of unit: RandomHistory.Unit, _ happened: [Noted]) -> NaiveFold {
        NaiveFold(
            of: happened, counts: { productionEnd == nil || $0.time < asOf || Self.makes($0.businessStep) }, unit.role)
    }

    /// As it was when production was done with a unit.
    func built(_ unit: RandomHistory.Unit) -> NaiveComponents {
        let later = happened.first { unit.role(in: $0.draft) != nil && !Self.makes($0.draft.businessStep) }
        var built = self
        if let later { (built.asOf, built.productionEnd) = (later.draft.time, later.draft.time) }
        return built
    }

    private static func makes(_ step: BusinessStep?) -> Bool {
        let steps: [BusinessStep] = [
            .assembling, .disassembling, .commissioning, .creatingClassInstance, .encoding, .holding, .inspecting,
            .sampling, .sensorReporting,
        ]
        return step.map(steps.contains) ?? true
    }

    /// What each unit is in, if it is in something.
    func parents() -> [UnitKey: UnitKey] {
        let happened = happened
        return units.reduce(into: [:]) { parents, unit in parents[unit.key] = fold(of: unit, happened).parent }
    }

    /// What a unit is in, to the outermost; a circle of the past is followed once.
    static func chain(of unit: UnitKey, _ parents: [UnitKey: UnitKey]) -> [UnitKey] {
        var chain: [UnitKey] = []
        while let next = parents[chain.last ?? unit], next != unit, !chain.contains(next), chain.count < 16 {
            chain.append(next)
        }
        return chain
    }

    /// What a unit contains, each with its level and what it is directly in.
    static func tree(
        of unit: UnitKey, _ parents: [UnitKey: UnitKey], above: [UnitKey] = []
    ) -> Set<TreePlace> {
        guard !above.contains(unit) else { return [] }
        var places: Set<TreePlace> = []
        for (child, parent) in parents where parent == unit {
            places.insert(TreePlace(level: above.count, assembly: unit, unit: child))
            places.formUnion(tree(of: child, parents, above: above + [unit]))
        }
        return places
    }

    struct TreePlace: Hashable {
        var level: Int
        var assembly: UnitKey
        var unit: UnitKey
    }
}
