package import Storage

/// Goes through all units of a population for whoever asks more of them than how many there are: those that have a row one by
/// one, the others part by part. It holds no unit in memory, but those that a list names or that contain a component.
package struct PopulationWalk {
    private let population: CompiledPopulation
    private let scope: PopulationScope
    private let reader: any SQLReader
    private let batches: BatchCache
    private let assemblies: Assemblies

    package init(_ population: CompiledPopulation, in scope: PopulationScope, _ reader: any SQLReader) {
        self.population = population
        self.scope = scope
        self.reader = reader
        batches = BatchCache(reader)
        assemblies = Assemblies(population, scope: scope, reader)
    }

    /// Hands on the units that have no row: how many there are in each state, part by part.
    /// - Throws: `population.tooLarge`.
    package func forEachPart(_ body: (_ state: UnitState, _ count: Int64) throws -> Void) throws {
        for model in scope.models where population.rule(of: model).constant != false {
            try RowlessParts(of: model.id, [population], in: scope, reader).forEach { part in
                if part.holds.first == true { try body(part.history.state(), part.count) }
                return true
            }
        }
    }

    /// Hands on the units that have a row.
    /// - Throws: `population.tooLarge`.
    package func forEachRow(_ body: (UnitRow) throws -> Void) throws {
        for model in scope.models {
            let rule = population.rule(of: model)
            guard rule.constant != false else { continue }
            let named = NamedUnits(population, scope: scope, assemblies, batches, reader)
            if let keys = try named.keys(of: rule, model) {
                for key in keys {
                    guard let row = try UnitRows.find(key, reader) else { continue }
                    try hand(row, rule, model, body)
                }
                continue
            }
            let arithmetic = SerialArithmetic(population, formats: model.formats)
            try Batches.forEach(of: model.id, reader) { batch in
                guard let issued = batch.issue?.sequences else { return true }
                let left = try rule.simplified { try arithmetic.decide($0, of: BatchFacts(batch)) }
                guard left.constant != false else { return true }
                try UnitRows.forEach(in: batch.id, issued, reader) { try hand($0, left, model, body) }
                return true
            }
            try UnitRows.forEachUnissued(of: model.id, reader) { try hand($0, rule, model, body) }
        }
    }

    /// Whether the unit with this key is one, and what it is; nil where it is none.
    package func unit(_ key: UnitKey) throws -> UnitRow? {
        guard let model = scope.model(key.model) else { return nil }
        let found = try UnitRows.find(key, reader) ?? Units.implied(key, formats: model.formats, reader)
        guard let found, try holds(found, population.rule(of: model), model) else { return nil }
        return found
    }

    private func hand(
        _ row: UnitRow, _ rule: PopulationRule, _ model: PopulationModel, _ body: (UnitRow) throws -> Void
    ) throws {
        if try holds(row, rule, model) { try body(row) }
    }

    private func holds(_ row: UnitRow, _ rule: PopulationRule, _ model: PopulationModel) throws -> Bool {
        if let constant = rule.constant { return constant }
        let facts = UnitFacts(row, batch: try row.batch.flatMap { try batches.batch($0)?.batch }, model: model)
        return try rule.holds { check in
            try facts.holds(check, in: population) { try assemblies.contains($0, row.key) }
        }
    }
}
