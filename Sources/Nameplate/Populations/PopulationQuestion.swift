package import Identifiers
package import Registry

/// What is asked of a population: whose units, and of which day.
package struct PopulationQuestion: Sendable {
    package var population: WrittenPopulation
    /// The manufacturer's slug. A population means nothing beyond its manufacturer.
    package var manufacturer: String
    /// The day as of which ages are told; nil for today.
    package var today: CivilDate?

    package init(_ population: WrittenPopulation, of manufacturer: String, on today: CivilDate? = nil) {
        self.population = population
        self.manufacturer = manufacturer
        self.today = today
    }
}

/// What every answer on a population says of the question.
package struct PopulationSubject: Sendable {
    package var manufacturer: Manufacturer
    package var population: Population
    /// The day as of which ages are told.
    package var today: CivilDate
    /// Model numbers that it names and that the manufacturer does not have.
    package var unknownModels: [String]
}

/// How many units belong to a population.
package struct PopulationCountAnswer: Sendable {
    package var subject: PopulationSubject
    package var count: PopulationCount
}

/// What can be told of a population at once.
package struct PopulationGlance: Sendable {
    package var subject: PopulationSubject
    /// Nil where too many units have to be looked at one by one.
    package var count: PopulationCount?
    /// Units that belong to it. Where there is no count, those that were met until then.
    package var units: [ListedUnit]
}

/// Some of the units that belong to a population.
package struct PopulationUnitsAnswer: Sendable {
    package var subject: PopulationSubject
    package var units: [ListedUnit]
    /// Where the list goes on; nil at its end.
    package var next: PopulationCursor?
}

/// Whether a unit belongs to a population, and why.
package struct PopulationVerdictAnswer: Sendable {
    package var subject: PopulationSubject
    package var model: String
    package var serial: SerialNumber
    package var verdict: PopulationVerdict
}
