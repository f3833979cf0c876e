import Identifiers
import Registry
import Storage

/// Tells what applies to a unit. Populations are compiled once for all entries that say the same.
final class UnitEffectivity {
    private let unit: FoundUnit
    private let catalogue: CatalogueCache
    private let today: CivilDate
    private let reader: any SQLReader
    private var known: [String: Bool?] = [:]

    init(_ unit: FoundUnit, _ catalogue: CatalogueCache, on today: CivilDate, _ reader: any SQLReader) {
        self.unit = unit
        self.catalogue = catalogue
        self.today = today
        self.reader = reader
    }

    /// Whether the unit is one of a population; no population is all units.
    /// - Returns: nil where it cannot be told any more: formats that came later may leave a range without an order, a key may
    ///   be missing. What depends on it says so; it keeps nobody from the rest.
    func applies(_ text: String?) throws -> Bool? {
        guard let text else { return true }
        if let told = known[text] { return told }
        let told: Bool?
        do {
            told = try tell(text)
        } catch is RegistryError {
            told = nil
        }
        known[text] = .some(told)
        return told
    }

    private func tell(_ text: String) throws -> Bool? {
        let written = try WrittenPopulation(parsing: text)
        // What is said of a model's units concerns no other model, unless what they contain is asked for.
        let scope =
            try written.population.asksForComponents
            ? catalogue.scope(of: unit.manufacturer.id, reader)
            : PopulationScope(of: unit.model, formats: catalogue.formats(of: unit.model.id, reader))
        let batch = try unit.unit.batch.flatMap { try Batches.find($0, reader) }
        guard let model = scope.model(unit.model.id) else { return nil }
        let facts = UnitFacts(unit.unit, batch: batch, model: model)
        return try CompiledPopulation(written, in: scope, on: today).verdict(on: facts, in: scope, reader).holds
    }
}
