import Identifiers
import Storage

/// The units of populations that name them, or that contain a component: these are looked up one by one.
struct NamedUnits {
    private let population: CompiledPopulation
    private let scope: PopulationScope
    private let assemblies: Assemblies
    private let batches: BatchCache
    private let reader: any SQLReader

    /// More are found sooner by reading all rows.
    private static let most = 20_000

    init(
        _ population: CompiledPopulation, scope: PopulationScope, _ assemblies: Assemblies, _ batches: BatchCache,
        _ reader: any SQLReader
    ) {
        self.population = population
        self.scope = scope
        self.assemblies = assemblies
        self.batches = batches
        self.reader = reader
    }

    /// Units among which all are for which `rule` holds; nil where it does not name them, or too many.
    func keys(of rule: PopulationRule, _ model: PopulationModel) throws -> Set<UnitKey>? {
        switch rule {
        case .constant(let value): return value ? nil : []
        case .not: return nil
        case .check(.serial(let index)):
            guard case .list(let serials) = population.serials[index] else { return nil }
            return Set(serials.map { UnitKey(model.id, $0) })
        case .check(.contains(let index)):
            let keys = try assemblies.assemblies(index).filter { $0.model == model.id }
            return keys.count <= Self.most ? keys : nil
        case .check: return nil
        case .all(let parts):
            // Lists cost nothing to ask, components a search.
            for part in parts where !part.usesState {
                if let keys = try keys(of: part, model) { return keys }
            }
            for part in parts where part.usesState {
                if let keys = try keys(of: part, model) { return keys }
            }
            return nil
        case .any(let parts):
            var union: Set<UnitKey> = []
            for part in parts {
                guard let keys = try keys(of: part, model) else { return nil }
                union.formUnion(keys)
            }
            return union
        }
    }

    /// The unit with this key, if there is one and it belongs.
    func unit(_ key: UnitKey, _ model: PopulationModel) throws -> UnitFacts? {
        let found = try UnitRows.find(key, reader) ?? Units.implied(key, formats: model.formats, reader)
        guard let found else { return nil }
        let facts = UnitFacts(found, batch: try found.batch.flatMap { try batches.batch($0)?.batch }, model: model)
        let belongs = try population.holds(facts) { try assemblies.contains($0, key) }
        return belongs ? facts : nil
    }
}
