import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// Parts of one position that are looked at to say which is right.
    private static let mostInOnePlace = 100

    /// A place in a list of parts.
    package func partFit(_ id: ID<KeptEntry<PartFit>>) async throws -> KeptEntry<PartFit>? {
        try await database.read { try ModelEntries.find(id, $0) }
    }

    /// Up to `limit` parts of a model, by position.
    /// - Parameters:
    ///   - kinds: only these; all where it is empty.
    ///   - last: the last fit of the page before.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, also where the principal may not know of it.
    package func parts(
        of number: String, _ slug: String, kinds: Set<PartFit.Kind> = [], after last: KeptEntry<PartFit>? = nil,
        limit: Int,
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
        after last: KeptEntry<PartFit>? = nil, limit: Int, as principal: Principal
    ) async throws -> PartsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let effectivity = UnitEffectivity(found, catalogue, on: today, reader)
            return try Self.parts(
                of: found.model, found.manufacturer, kinds, after: last, limit, on: today, as: principal, reader
            ) { try effectivity.applies($0.entry.population) }
        }
    }

    /// Which version a unit is of and which parts fit it, for whoever has an answer of it already.
    package func fitting(
        _ unit: UnitAnswer, limit: Int, as principal: Principal
    ) async throws -> (version: ModelVersion?, parts: PartsAnswer) {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(unit) { found, reader in
            try Self.fitting(found, catalogue, limit: limit, on: today, as: principal, reader)
        }
    }

    static func fitting(
        _ found: FoundUnit, _ catalogue: CatalogueCache, limit: Int, on today: CivilDate, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> (version: ModelVersion?, parts: PartsAnswer) {
        let effectivity = UnitEffectivity(found, catalogue, on: today, reader)
        let parts = try Self.parts(
            of: found.model, found.manufacturer, [], after: nil, limit, on: today, as: principal, reader
        ) { try effectivity.applies($0.entry.population) }
        return (try Self.version(of: found, effectivity, on: today, as: principal, reader), parts)
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
            let effectivity = UnitEffectivity(found, catalogue, on: today, reader)
            let own = try PartFits.of(part.id, in: found.model.id, reader)
            if let fit = try own.first(where: { try effectivity.applies($0.entry.population) == true }) {
                return PartVerdict(outcome: .fits, part: part, fit: fit, right: [])
            }
            // What it may stand in for: the parts whose place it takes, step by step.
            for (listed, step) in try PartSupersessions.replaced(by: part.id, reader) where step != nil {
                let fits = try PartFits.of(listed, in: found.model.id, reader)
                guard let fit = try fits.first(where: { try effectivity.applies($0.entry.population) == true }) else {
                    continue
                }
                return PartVerdict(
                    outcome: .substitutes, part: part, fit: fit, instead: try Models.find(listed, reader), right: [])
            }
            guard let other = own.first else {
                return PartVerdict(outcome: .notListed, part: part, right: [])
            }
            if let fit = try own.first(where: { try effectivity.applies($0.entry.population) == nil }) {
                return PartVerdict(outcome: .cannotTell, part: part, fit: fit, right: [])
            }
            // What stands in the same place of this unit.
            let there = try PartFits.at(other.entry.position, of: found.model.id, limit: Self.mostInOnePlace, reader)
            let right = try there.compactMap { fit -> Model? in
                guard fit.entry.part != part.id, try effectivity.applies(fit.entry.population) == true else {
                    return nil
                }
                return try Models.find(fit.entry.part, reader).flatMap {
                    Self.visible($0, on: today, as: principal) ? $0 : nil
                }
            }
            return PartVerdict(outcome: .otherUnits, part: part, fit: other, right: right)
        }
    }

    /// Up to `limit` models that a part belongs to.
    /// - Throws: `manufacturer.unknown`, `model.unknown`.
    package func uses(
        ofPart number: String, _ slug: String, after last: KeptEntry<PartFit>? = nil, limit: Int,
        as principal: Principal
    ) async throws -> PartFitsPage {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let part = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(part, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            let fits = try PartFits.uses(of: part.id, after: last, limit: limit + 1, reader)
            let uses = try fits.prefix(limit).compactMap { fit -> PartFitsPage.Use? in
                guard let model = try Models.find(fit.model, reader), Self.visible(model, on: today, as: principal)
                else {
                    return nil
                }
                return PartFitsPage.Use(model: model, fit: fit)
            }
            return PartFitsPage(part: part, uses: uses, next: fits.count > limit ? fits[limit - 1] : nil)
        }
    }

    private static func parts(
        of model: Model, _ manufacturer: Manufacturer, _ kinds: Set<PartFit.Kind>, after last: KeptEntry<PartFit>?,
        _ limit: Int,
        on today: CivilDate, as principal: Principal, _ reader: any SQLReader,
        fits: ((KeptEntry<PartFit>) throws -> Bool?)?
    ) throws -> PartsAnswer {
        let sees = Access.seesProduction(of: manufacturer.id, as: principal)
        let page = try PartFits.list(of: model.id, after: last, limit: limit + 1, reader)
        var parts = try page.prefix(limit).compactMap { fit -> PartAnswer? in
            guard kinds.isEmpty || kinds.contains(fit.entry.kind), let part = try Models.find(fit.entry.part, reader),
                visible(part, on: today, as: principal)
            else { return nil }
            let substitutes = try PartSupersessions.substitutes(for: part.id, reader).compactMap { other, step in
                try step.flatMap { step in
                    try Models.find(other, reader).flatMap { visible($0, on: today, as: principal) ? $0 : nil }
                        .map { PartAnswer.Substitute(part: $0, reason: step.reason) }
                }
            }
            return PartAnswer(
                fit: fit, manufacturer: manufacturer, part: part, fitsUnit: try fits?(fit) ?? nil,
                population: sees ? fit.entry.population : nil, substitutes: substitutes)
        }
        // What is listed for other units may still take the place of what is listed for this one.
        var standIns: [ID<Model>: Model] = [:]
        for part in parts where part.fitsUnit == true {
            for substitute in part.substitutes { standIns[substitute.part.id] = part.part }
        }
        for place in parts.indices where parts[place].fitsUnit == false {
            parts[place].insteadOf = standIns[parts[place].part.id]
        }
        return PartsAnswer(
            manufacturer: manufacturer, model: model, isOfUnit: fits != nil, parts: parts,
            next: page.count > limit ? page[limit - 1] : nil)
    }
}
