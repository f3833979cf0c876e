import Identifiers
import Registry
import Storage

/// Tells what applies to a unit. Populations are compiled once for all entries that say the same.
final class UnitEffectivity {
    private let facts: UnitFacts?
    private let scope: PopulationScope
    private let today: CivilDate
    private var known: [String: CompiledPopulation] = [:]

    init(_ unit: FoundUnit, _ catalogue: CatalogueCache, on today: CivilDate, _ reader: any SQLReader) throws {
        scope = try catalogue.scope(of: unit.manufacturer.id, reader)
        self.today = today
        let batch = try unit.unit.batch.flatMap { try Batches.find($0, reader) }
        facts = scope.model(unit.model.id).map { UnitFacts(unit.unit, batch: batch, model: $0) }
    }

    /// Whether the unit is one of a population; nil where it cannot be told. No population is all units.
    func applies(_ text: String?, _ reader: any SQLReader) throws -> Bool? {
        guard let text else { return true }
        guard let facts else { return nil }
        let population: CompiledPopulation
        if let compiled = known[text] {
            population = compiled
        } else {
            population = try CompiledPopulation(WrittenPopulation(parsing: text), in: scope, on: today)
            known[text] = population
        }
        return try population.verdict(on: facts, in: scope, reader).holds
    }
}
