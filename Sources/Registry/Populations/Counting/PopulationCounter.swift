import Identifiers
package import Storage

/// How many units belong to a population.
package struct PopulationCount: Hashable, Sendable {
    package struct OfModel: Hashable, Sendable {
        package var number: String
        package var count: Int64
    }
    /// Those models that have any, by number.
    package var models: [OfModel] = []

    package init() {}

    /// All together; the greatest `Int64` where there are more.
    package var total: Int64 { models.reduce(0) { $0.addingSaturated($1.count) } }
}

/// Counts the units of a population in one snapshot: batches by arithmetic, rows as they stream by. It holds no unit in
/// memory, but those that a list names or that contain a component.
package struct PopulationCounter {
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

    /// - Throws: `population.tooLarge`.
    package func count() throws -> PopulationCount {
        var result = PopulationCount()
        for model in scope.models {
            let count = try count(of: model)
            if count > 0 { result.models.append(PopulationCount.OfModel(number: model.number, count: count)) }
        }
        return result
    }

    private func count(of model: PopulationModel) throws -> Int64 {
        let rule = population.rule(of: model)
        guard rule.constant != false else { return 0 }
        let named = NamedUnits(population, scope: scope, assemblies, batches, reader)
        if let keys = try named.keys(of: rule, model) {
            return Int64(try keys.count { try named.unit($0, model) != nil })
        }
        var sum: Int64 = 0
        var tally = RowTally(population, model, rule, assemblies, batches, reader)
        let arithmetic = SerialArithmetic(population, formats: model.formats)
        try Batches.forEach(of: model.id, reader) { batch in
            guard let issued = batch.issue?.sequences else { return true }
            tally.issuedBatches += 1
            let facts = BatchFacts(batch)
            let left = try rule.simplified { try arithmetic.decide($0, of: facts) }
            let parts = BatchSegments(batch: facts, arithmetic: arithmetic, reader: reader)
            if left.usesState {
                tally.wait(for: batch.id, left)
                for segment in try parts.segments(in: issued) {
                    for piece in try parts.pieces(of: left, in: segment) {
                        sum = sum.addingSaturated(try parts.countRowless(piece))
                    }
                }
            } else {
                // With or without a row: their numbers alone decide.
                for piece in try arithmetic.pieces(of: left, facts, in: issued) {
                    sum = sum.addingSaturated(try arithmetic.count(piece, of: facts))
                }
            }
            return true
        }
        return sum.addingSaturated(try tally.count())
    }
}
