import Identifiers
import Storage

/// Which units contain the components that a population asks for: found from the components upwards, once.
final class Assemblies {
    /// More assemblies than this are not held in memory: a population that broad asks for nearly every unit.
    static let most = 1_000_000

    private let population: CompiledPopulation
    private let scope: PopulationScope
    private let reader: any SQLReader
    private var found: [Int: Set<UnitKey>] = [:]

    init(_ population: CompiledPopulation, scope: PopulationScope, _ reader: any SQLReader) {
        self.population = population
        self.scope = scope
        self.reader = reader
    }

    /// Whether a unit contains a component of the population with this index.
    func contains(_ index: Int, _ unit: UnitKey) throws -> Bool { try assemblies(index).contains(unit) }

    /// The units that contain a component of the population with this index, at any depth.
    /// - Throws: `population.tooLarge`.
    func assemblies(_ index: Int) throws -> Set<UnitKey> {
        if let known = found[index] { return known }
        var search = AssemblySearch(population.components[index], scope: scope, reader)
        let assemblies = try search.run()
        found[index] = assemblies
        return assemblies
    }
}

/// One search upwards.
private struct AssemblySearch {
    private let components: CompiledPopulation
    private let scope: PopulationScope
    private let reader: any SQLReader
    private let batches: BatchCache
    /// What the components themselves must contain.
    private let nested: Assemblies
    private var states = StateReader()
    private var assemblies: Set<UnitKey> = []

    init(_ components: CompiledPopulation, scope: PopulationScope, _ reader: any SQLReader) {
        self.components = components
        self.scope = scope
        self.reader = reader
        batches = BatchCache(reader)
        nested = Assemblies(components, scope: scope, reader)
    }

    mutating func run() throws -> Set<UnitKey> {
        let rules = Dictionary(
            uniqueKeysWithValues: scope.models.map { ($0.id, components.rule(of: $0)) }
        ).filter { $0.value.constant != false }
        guard !rules.isEmpty else { return [] }
        for model in scope.models { try addParents(in: model) }
        for model in scope.models {
            guard let rule = rules[model.id] else { continue }
            try addParentsOfRowless(model, rule)
        }
        try addParentsOfParents()
        return assemblies
    }

    private mutating func insert(_ unit: UnitKey) throws -> Bool {
        guard assemblies.insert(unit).inserted else { return false }
        guard assemblies.count <= Assemblies.most else {
            throw RegistryError(
                .populationTooLarge,
                "More than \(Assemblies.most) units contain such a component; say more of the component.",
                field: "population")
        }
        return true
    }

    /// The units of a model that directly contain a component with a row.
    private mutating func addParents(in model: PopulationModel) throws {
        try PopulationRows.within(units: model.id, reader) { row in
            guard let part = scope.model(ID(row.integer(PopulationRows.Column.model))) else { return true }
            let parent = UnitKey(
                model.id, try SerialNumber(parsing: row.text(PopulationRows.Column.parentSerial)))
            guard !assemblies.contains(parent) else { return true }
            let id = row.optionalInteger(PopulationRows.Column.batch).map { ID<Batch>($0) }
            let facts = UnitFacts(
                key: UnitKey(part.id, try PopulationRows.serial(row)), model: part,
                batch: try id.flatMap { try batches.batch($0) },
                sequence: row.optionalInteger(PopulationRows.Column.sequence),
                producedOn: try PopulationRows.producedOn(row), state: try states.state(row))
            if try components.holds(facts, contains: { try nested.contains($0, facts.key) }) { _ = try insert(parent) }
            return true
        }
    }

    /// The units that directly contain a component without a row: events of parts of batches have put it there.
    private mutating func addParentsOfRowless(_ model: PopulationModel, _ rule: PopulationRule) throws {
        let arithmetic = SerialArithmetic(components, formats: model.formats)
        try Batches.forEach(of: model.id, reader) { batch in
            guard let issued = batch.issue?.sequences,
                try reader.exists(AssembliesSQL.hasParents, [.integer(batch.id.value)])
            else { return true }
            let facts = BatchFacts(batch)
            let left = try rule.simplified { try arithmetic.decide($0, of: facts) }
            guard left.constant != false else { return true }
            let parts = BatchSegments(batch: facts, arithmetic: arithmetic, reader: reader)
            for segment in try parts.segments(in: issued) {
                guard let parent = segment.state.parent, !assemblies.contains(parent) else { continue }
                for piece in try parts.pieces(of: left, in: segment) {
                    guard try parts.firstRowless(piece) != nil else { continue }
                    _ = try insert(parent)
                    break
                }
            }
            return true
        }
    }

    /// What contains an assembly contains its components too.
    private mutating func addParentsOfParents() throws {
        var lately = Array(assemblies)
        for _ in 0..<UnitPlaces.maximumDepth where !lately.isEmpty {
            var next: [UnitKey] = []
            for unit in lately {
                guard let parent = try UnitRows.find(unit, reader)?.state.parent, try insert(parent) else { continue }
                next.append(parent)
            }
            lately = next
        }
    }
}

private enum AssembliesSQL {
    static let hasParents = Statement(
        """
        SELECT 1
          FROM batch_ranges
         WHERE batch_id = $1
           AND parent_model_id IS NOT NULL
         LIMIT 1
        """)
}
