package import Identifiers
package import Registry
package import Storage

/// Reads the units that a campaign is for.
package enum CampaignScope {
    /// - Throws: `population.…` with the place in the text; the field is `scope`.
    package static func compile(
        _ text: String, in scope: PopulationScope, on today: CivilDate
    ) throws(RegistryError) -> CompiledPopulation {
        do throws(RegistryError) {
            return try CompiledPopulation(WrittenPopulation(parsing: text), in: scope, on: today)
        } catch {
            throw RegistryError(error.code, error.sentence, field: "scope", position: error.position)
        }
    }

    /// Whether units of a model may belong, by what is known of the model alone.
    package static func mayHold(_ text: String, _ model: PopulationModel, in scope: PopulationScope) -> Bool {
        let compiled = try? compile(text, in: scope, on: CivilDate(microseconds: 0))
        return compiled?.mayHold(model) ?? false
    }

    /// Refuses a scope that means nothing for the manufacturer.
    /// - Throws: `population.…`
    static func check(_ text: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws {
        // Only ages depend on the day.
        _ = try compile(text, in: try models(for: text, of: manufacturer, reader), on: CivilDate(microseconds: 0))
    }

    /// The models that it takes to check a scope: far from all of the manufacturer's, for checks are made while nobody
    /// else can write.
    package static func models(
        for text: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> PopulationScope {
        let written: WrittenPopulation
        do throws(RegistryError) {
            written = try WrittenPopulation(parsing: text)
        } catch {
            throw RegistryError(error.code, error.sentence, field: "scope", position: error.position)
        }
        return try PopulationScope.load(of: manufacturer, checking: written.population, reader)
    }
}
