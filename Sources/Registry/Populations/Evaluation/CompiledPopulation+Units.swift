package import Storage

extension CompiledPopulation {
    /// Whether a unit of the manufacturer belongs, by what is at hand.
    /// - Parameter contains: Asked only where it decides: whether the unit contains a component of the population that
    ///   has this index among those it asks for; see ``ComponentWalk``.
    func holds(_ unit: UnitFacts, contains: (Int) throws -> Bool) rethrows -> Bool {
        guard admits(unit.model) else { return false }
        return try rule.holds { try unit.holds($0, in: self, contains: contains) }
    }

    /// Whether a unit belongs. Its components are read only where they decide.
    package func holds(_ unit: UnitFacts, in scope: PopulationScope, _ reader: any SQLReader) throws -> Bool {
        let walk = ComponentWalk(scope: scope, reader)
        return try holds(unit) { try walk.component(of: unit.key, in: components[$0]) != nil }
    }
}
