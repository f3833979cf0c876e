import Identifiers
package import Registry
import Storage

/// Counts are a secret of the trade: whoever asks for them needs the right to read the manufacturer's production.
extension NameplateRegistry {
    /// How many units belong to a population now.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `population.range`, `population.tooLarge`.
    package func count(_ question: PopulationQuestion, as principal: Principal) async throws -> PopulationCountAnswer {
        try await ask(question, as: principal) { subject, population, scope, reader in
            PopulationCountAnswer(
                subject: subject, count: try PopulationCounter(population, in: scope, reader).count())
        }
    }

    /// How many rows of the database a look at a population reads: some milliseconds of work.
    package static let glance = 20_000

    /// How many units belong to a population now, where that can be told at once, and up to `limit` of them.
    /// - Parameter rows: How many rows of the database may be read for either.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `population.range`, `population.tooLarge`.
    package func glance(
        at question: PopulationQuestion, limit: Int, reading rows: Int = glance, as principal: Principal
    ) async throws -> PopulationGlance {
        try await ask(question, as: principal) { subject, population, scope, reader in
            var count: PopulationCount?
            do {
                count = try PopulationCounter(population, in: scope, RationedReader(reader, rows: rows)).count()
            } catch is RationedReader.UsedUp {}
            let lister = PopulationLister(population, in: scope, RationedReader(reader, rows: rows))
            return PopulationGlance(subject: subject, count: count, units: try lister.first(limit))
        }
    }

    /// Up to `limit` units that belong to a population now, after a place in their list.
    ///
    /// Each page is as of the moment when it is read; a unit that belongs all the while stands on one of them.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `population.range`, `population.tooLarge`.
    package func units(
        of question: PopulationQuestion, after cursor: PopulationCursor? = nil, limit: Int, as principal: Principal
    ) async throws -> PopulationUnitsAnswer {
        try await ask(question, as: principal) { subject, population, scope, reader in
            let page = try PopulationLister(population, in: scope, reader).page(after: cursor, limit: limit)
            return PopulationUnitsAnswer(subject: subject, units: page.units, next: page.next)
        }
    }

    /// Whether a unit belongs to a population now, and which parts of the population decide.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `model.unknown`, `unit.unknown`, `population.range`, and what
    ///   `SerialNumber` says of the text.
    package func verdict(
        _ question: PopulationQuestion, onUnit serialText: String, model number: String, as principal: Principal
    ) async throws -> PopulationVerdictAnswer {
        try await ask(question, as: principal) { subject, population, scope, reader in
            let model = try Models.require(number, of: subject.manufacturer, reader)
            let serial = try SerialNumber(parsing: serialText)
            guard let unit = try Units.find(UnitKey(model.id, serial), reader), let kind = scope.model(model.id) else {
                throw RegistryError(
                    .unitUnknown,
                    "No unit of \(subject.manufacturer.name) \(number) has the serial number \(serial.text).",
                    field: "serial")
            }
            let facts = UnitFacts(unit, batch: try unit.batch.flatMap { try Batches.find($0, reader) }, model: kind)
            return PopulationVerdictAnswer(
                subject: subject, model: kind.number, serial: serial,
                verdict: try population.verdict(on: facts, in: scope, reader))
        }
    }

    private func ask<T: Sendable>(
        _ question: PopulationQuestion, as principal: Principal,
        _ body:
            @escaping @Sendable (
                PopulationSubject, CompiledPopulation, PopulationScope, any SQLReader
            ) throws -> T
    ) async throws -> T {
        let (today, catalogue) = (question.today ?? self.today, self.catalogue)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(question.manufacturer, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let scope = try catalogue.scope(of: manufacturer.id, reader)
            let population = try CompiledPopulation(question.population, in: scope, on: today)
            let subject = PopulationSubject(
                manufacturer: manufacturer, population: population.population, today: today,
                unknownModels: scope.unknownModels(in: population.population))
            return try body(subject, population, scope, reader)
        }
    }
}
