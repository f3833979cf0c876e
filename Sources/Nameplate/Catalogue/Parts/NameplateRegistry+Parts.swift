import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// A place in a list of parts.
    package func partFit(_ id: ID<PartFit>) async throws -> PartFit? {
        try await database.read { try PartFits.find(id, $0) }
    }

    /// Up to `limit` parts of a model, by position.
    /// - Parameters:
    ///   - kinds: only these; all where it is empty.
    ///   - last: the last fit of the page before.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, also where the principal may not know of it.
    package func parts(
        of number: String, _ slug: String, kinds: Set<PartFit.Kind> = [], after last: PartFit? = nil, limit: Int,
        as principal: Principal
    ) async throws -> PartsAnswer {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            return try Self.parts(
                of: model, manufacturer, kinds, after: last, limit, on: today, as: principal, reader, fits: nil)
        }
    }

    /// The same of a unit: which fit it, which do not.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)`` does.
    package func parts(
        ofUnit serial: String, model number: String, of slug: String, kinds: Set<PartFit.Kind> = [],
        after last: PartFit? = nil, limit: Int, as principal: Principal
    ) async throws -> PartsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let fitting = try UnitFitting(found, catalogue, on: today, reader)
            return try Self.parts(
                of: found.model, found.manufacturer, kinds, after: last, limit, on: today, as: principal, reader
            ) { try fitting.fits($0, reader) }
        }
    }

    /// Whether a part is right for a unit.
    /// - Parameter part: its number, of the unit's manufacturer.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)`` does; `model.unknown` for the part.
    package func verdict(
        onPart part: String, forUnit serial: String, model number: String, of slug: String, as principal: Principal
    ) async throws -> PartVerdict {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let part = try Models.require(part, of: found.manufacturer, reader)
            guard Self.visible(part, on: today, as: principal) else { throw Models.unknown(of: found.manufacturer) }
            let fitting = try UnitFitting(found, catalogue, on: today, reader)
            let own = try PartFits.of(part.id, in: found.model.id, reader)
            if let fit = try own.first(where: { try fitting.fits($0, reader) ?? true }) {
                return PartVerdict(outcome: .fits, part: part, fit: fit, right: [])
            }
            // What it may stand in for: the parts whose place it takes, step by step.
            for (listed, step) in try PartSupersessions.replaced(by: part.id, reader) where step != nil {
                let fits = try PartFits.of(listed, in: found.model.id, reader)
                guard let fit = try fits.first(where: { try fitting.fits($0, reader) ?? true }) else { continue }
                return PartVerdict(
                    outcome: .substitutes, part: part, fit: fit, instead: try Models.find(listed, reader), right: [])
            }
            guard let other = own.first else {
                return PartVerdict(outcome: .notListed, part: part, right: [])
            }
            // What stands in the same place of this unit.
            var right: [Model] = []
            var last: PartFit?
            repeat {
                let page = try PartFits.list(of: found.model.id, after: last, limit: 500, reader)
                for fit in page where fit.details.position == other.details.position && fit.part != part.id {
                    guard try fitting.fits(fit, reader) ?? true, let model = try Models.find(fit.part, reader),
                        Self.visible(model, on: today, as: principal)
                    else { continue }
                    right.append(model)
                }
                last = page.count == 500 ? page.last : nil
            } while last != nil && right.count < 20
            return PartVerdict(outcome: .otherUnits, part: part, fit: other, right: right)
        }
    }

    /// Up to `limit` models that a part belongs to.
    /// - Throws: `manufacturer.unknown`, `model.unknown`.
    package func uses(
        ofPart number: String, _ slug: String, after last: PartFit? = nil, limit: Int, as principal: Principal
    ) async throws -> PartFitsPage {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let part = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(part, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            let fits = try PartFits.uses(of: part.id, after: last, limit: limit + 1, reader)
            let uses = try fits.prefix(limit).compactMap { fit -> PartFitsPage.Use? in
                guard let model = try Models.find(fit.model, reader), Self.visible(model, on: today, as: principal),
                    let maker = try Manufacturers.find(model.manufacturer, reader)
                else { return nil }
                return PartFitsPage.Use(manufacturer: maker, model: model, fit: fit)
            }
            return PartFitsPage(part: part, uses: uses, next: fits.count > limit ? fits[limit - 1] : nil)
        }
    }

    private static func parts(
        of model: Model, _ manufacturer: Manufacturer, _ kinds: Set<PartFit.Kind>, after last: PartFit?, _ limit: Int,
        on today: CivilDate, as principal: Principal, _ reader: any SQLReader, fits: ((PartFit) throws -> Bool?)?
    ) throws -> PartsAnswer {
        let sees = Access.seesProduction(of: manufacturer.id, as: principal)
        let page = try PartFits.list(of: model.id, after: last, limit: limit + 1, reader)
        let parts = try page.prefix(limit).compactMap { fit -> PartAnswer? in
            guard kinds.isEmpty || kinds.contains(fit.details.kind), let part = try Models.find(fit.part, reader),
                visible(part, on: today, as: principal), let maker = try Manufacturers.find(part.manufacturer, reader)
            else { return nil }
            let substitutes = try PartSupersessions.substitutes(for: part.id, reader).compactMap { other, step in
                try step.flatMap { step in
                    try Models.find(other, reader).flatMap { visible($0, on: today, as: principal) ? $0 : nil }
                        .map { PartAnswer.Substitute(part: $0, reason: step.reason) }
                }
            }
            return PartAnswer(
                fit: fit, manufacturer: maker, part: part, fitsUnit: try fits?(fit) ?? nil,
                population: sees ? fit.details.population : nil, substitutes: substitutes)
        }
        return PartsAnswer(
            manufacturer: manufacturer, model: model, isOfUnit: fits != nil, parts: parts,
            next: page.count > limit ? page[limit - 1] : nil)
    }
}

/// Tells which populations a unit belongs to. Each is compiled once for all parts and documents that name the same.
final class UnitFitting {
    private let facts: UnitFacts?
    private let scope: PopulationScope
    private let today: CivilDate
    private var known: [String: CompiledPopulation] = [:]

    init(_ unit: FoundUnit, _ catalogue: CatalogueCache, on today: CivilDate, _ reader: any SQLReader) throws {
        scope = try catalogue.scope(of: unit.manufacturer.id, reader)
        self.today = today
        let batch = try unit.unit.batch.flatMap { try Batches.find($0, reader) }
        facts = scope.model(unit.model.id).map { UnitFacts(unit.unit, batch: batch, model: $0) }
    }

    /// Nil where it cannot be told.
    func fits(_ fit: PartFit, _ reader: any SQLReader) throws -> Bool? { try holds(fit.details.population, reader) }

    /// Nil where it cannot be told.
    /// - Parameter text: the population; nil for all units.
    func holds(_ text: String?, _ reader: any SQLReader) throws -> Bool? {
        guard let text else { return true }
        guard let facts else { return nil }
        let population: CompiledPopulation
        if let compiled = known[text] {
            population = compiled
        } else {
            population = try CompiledPopulation(WrittenPopulation(parsing: text), in: scope, on: today)
            known[text] = population
        }
        return try population.verdict(on: facts, in: scope, reader).holds
    }
}
