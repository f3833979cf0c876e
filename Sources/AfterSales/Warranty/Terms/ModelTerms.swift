package import Identifiers
package import Registry
package import Storage

/// The terms that can concern one model's units, made ready once: ordered for choosing, their populations compiled.
package struct ModelTerms: Sendable {
    package let book: TermBook
    package let scope: PopulationScope
    /// Which terms have a population, by their place in it; nil for one that cannot be told now.
    private let populations: [Int: CompiledPopulation?]

    /// Whether the terms ask for more of a unit than its life.
    package var asksForUnits: Bool { !populations.isEmpty }

    /// The components that they name.
    var components: Set<String> { Set(book.terms.flatMap(\.coverages).compactMap(\.component)) }

    package init(of model: Model, on today: CivilDate, _ reader: any SQLReader) throws {
        let terms = try WarrantyTerms.list(of: model, reader).map(\.term)
        book = TermBook(terms)
        var scope = PopulationScope(of: model, formats: try SerialFormats.list(of: model.id, reader))
        let written = try terms.map { term in try term.population.map { try WrittenPopulation(parsing: $0) } }
        if written.contains(where: { $0?.population.asksForComponents ?? false }) {
            scope = try PopulationScope.load(of: model.manufacturer, reader)
        }
        var populations: [Int: CompiledPopulation?] = [:]
        for (index, written) in written.enumerated() {
            guard let written else { continue }
            do throws(RegistryError) {
                populations[index] = .some(try CompiledPopulation(written, in: scope, on: today))
            } catch {
                // Formats that came later may leave a range without an order, a key may be missing.
                populations[index] = .some(nil)
            }
        }
        self.scope = scope
        self.populations = populations
    }

    /// Whether the population of each term holds a unit; nil where that cannot be told.
    package func applies(to unit: UnitRow, batch: Batch?, _ reader: any SQLReader) throws -> [Bool?] {
        guard asksForUnits, let model = scope.model(unit.key.model) else {
            return Array(repeating: true, count: book.terms.count)
        }
        let facts = UnitFacts(unit, batch: batch, model: model)
        return try book.terms.indices.map { index in
            guard let population = populations[index] else { return true }
            return try population?.holds(facts, in: scope, reader)
        }
    }

    /// The units of the model that have no row, cut wherever a term's population begins or ends.
    func rowlessParts(of model: ID<Model>, _ reader: any SQLReader) -> RowlessParts {
        RowlessParts(of: model, asked.map { populations[$0] ?? nil }, in: scope, reader)
    }

    /// Whether the population of each term holds the units of such a part; nil where that cannot be told.
    func applies(to part: RowlessPart) -> [Bool?] {
        var applies: [Bool?] = Array(repeating: true, count: book.terms.count)
        for (place, index) in asked.enumerated() { applies[index] = part.holds[place] }
        return applies
    }

    /// The places of the terms that have a population.
    private var asked: [Int] { populations.keys.sorted() }
}
