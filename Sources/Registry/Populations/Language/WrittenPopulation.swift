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

    /// - Throws: what ``Population/init(parsing:)`` throws.
    package init(parsing text: String) throws(RegistryError) { self = try PopulationParser.parse(text) }
}
