import Identifiers
import Storage

/// A population as somebody wrote it: what it means, and where in its text those parts stand of which only a
/// manufacturer's formats tell whether they mean something.
package struct WrittenPopulation: Hashable, Sendable {
    package let population: Population
    /// Where each range of serial numbers begins, in characters from 0.
    let ranges: [PopulationTest: Int]

    package init(_ population: Population) { self.init(population, ranges: [:]) }

    init(_ population: Population, ranges: [PopulationTest: Int]) {
        self.population = population
        self.ranges = ranges
    }

    /// The units of it for which another one holds too.
    package func and(_ other: Population) -> WrittenPopulation {
        WrittenPopulation(population == .everything ? other : .conjunction([other, population]), ranges: ranges)
    }

    /// - Throws: what ``Population/init(parsing:)`` throws.
    package init(parsing text: String) throws(RegistryError) { self = try PopulationParser.parse(text) }

    /// Checks a text that says which units of a model something is for.
    /// - Throws: what ``init(parsing:)`` throws; `population.range` for a range that has no order by the model's formats.
    static func check(_ text: String?, of model: Model, _ reader: any SQLReader) throws {
        guard let text else { return }
        let written = try WrittenPopulation(parsing: text)
        // Serial numbers of components are of other models.
        guard !written.population.asksForComponents else { return }
        let scope = PopulationScope(of: model, formats: try SerialFormats.list(of: model.id, reader))
        // Only ages depend on the day.
        _ = try CompiledPopulation(written, in: scope, on: CivilDate(microseconds: 0))
    }
}
