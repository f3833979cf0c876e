package import Identifiers
package import Registry
package import Storage

/// Which units of a model each of several things is for, made ready once: their populations, compiled.
package struct Effectivity: Sendable {
    private let scope: PopulationScope
    private let count: Int
    /// Which things have a population, by their place; nil for one that cannot be told now.
    private let populations: [Int: CompiledPopulation?]

    /// Whether it takes more than a unit's life to tell.
    package var asksForUnits: Bool { !populations.isEmpty }

    /// - Parameter texts: the population of each thing; nil for all units.
    package init(of texts: [String?], _ model: Model, on today: CivilDate, _ reader: any SQLReader) throws {
        count = texts.count
        var scope = PopulationScope(of: model, formats: try SerialFormats.list(of: model.id, reader))
        let written = try texts.map { text in try text.map { try WrittenPopulation(parsing: $0) } }
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

    /// Whether the population of each thing holds a unit; nil where that cannot be told.
    package func applies(to unit: UnitRow, batch: Batch?, _ reader: any SQLReader) throws -> [Bool?] {
        guard asksForUnits, let model = scope.model(unit.key.model) else { return Array(repeating: true, count: count) }
        let facts = UnitFacts(unit, batch: batch, model: model)
        return try (0..<count).map { index in
            guard let population = populations[index] else { return true }
            return try population?.holds(facts, in: scope, reader)
        }
    }

    /// The units of the model that have no row, cut wherever a population begins or ends.
    func rowlessParts(of model: ID<Model>, _ reader: any SQLReader) -> RowlessParts {
        RowlessParts(of: model, asked.map { populations[$0] ?? nil }, in: scope, reader)
    }

    /// Whether the population of each thing holds the units of such a part; nil where that cannot be told.
    func applies(to part: RowlessPart) -> [Bool?] {
        var applies: [Bool?] = Array(repeating: true, count: count)
        for (place, index) in asked.enumerated() { applies[index] = part.holds[place] }
        return applies
    }

    /// The places of the things that have a population.
    private var asked: [Int] { populations.keys.sorted() }

    /// Refuses a target that there is not, and a population that cannot be told of it.
    /// - Throws: `model.unknown`, `population.…`.
    static func check(
        _ text: String?, of target: ModelTarget, _ manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws {
        var scope: PopulationScope?
        if case .model(let number) = target {
            let model = try Models.require(number, of: manufacturer, reader)
            scope = PopulationScope(of: model, formats: try SerialFormats.list(of: model.id, reader))
        }
        guard let text else { return }
        let written = try WrittenPopulation(parsing: text)
        if scope == nil || written.population.asksForComponents {
            scope = try PopulationScope.load(of: manufacturer.id, reader)
        }
        // Only ages depend on the day.
        if let scope { _ = try CompiledPopulation(written, in: scope, on: CivilDate(microseconds: 0)) }
    }
}
