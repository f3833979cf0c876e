import Identifiers
package import Registry
import Storage

/// One list of a model, as far as somebody may know it.
package struct ModelEntriesAnswer<Entry: ModelEntry>: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var entries: [KeptEntry<Entry>]
}

/// All lists of a model but its parts, as far as somebody may know them.
package struct ModelEntryLists: Sendable {
    package var versions: [ModelVersion] = []
    package var packaging: [PackagingLevel] = []
    package var approvals: [Approval] = []
    package var prices: [PriceBand] = []
    package var marketing: Marketing?
}

extension NameplateRegistry {
    /// - Throws: `manufacturer.unknown`, `model.unknown`, also where the principal may not know of it.
    package func lists(of number: String, _ slug: String, as principal: Principal) async throws -> ModelEntryLists {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            let sees = Access.seesProduction(of: manufacturer.id, as: principal)
            func entries<Entry: ModelEntry>(_ type: Entry.Type) throws -> [Entry] {
                try Self.known(ModelEntries<Entry>.list(of: model.id, reader), on: today, sees).map(\.entry)
            }
            return ModelEntryLists(
                versions: try entries(ModelVersion.self), packaging: try entries(PackagingLevel.self),
                approvals: try entries(Approval.self), prices: try entries(PriceBand.self),
                marketing: try entries(Marketing.self).first)
        }
    }

    /// What is said of a model in one of its lists: versions, packaging, approvals, prices, marketing.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, also where the principal may not know of it.
    package func entries<Entry: ModelEntry>(
        _ type: Entry.Type, of number: String, _ slug: String, as principal: Principal
    ) async throws -> ModelEntriesAnswer<Entry> {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            let sees = Access.seesProduction(of: manufacturer.id, as: principal)
            let entries = Self.known(try ModelEntries<Entry>.list(of: model.id, reader), on: today, sees)
            return ModelEntriesAnswer(manufacturer: manufacturer, model: model, entries: entries)
        }
    }

    private static func known<Entry: ModelEntry>(
        _ entries: [KeptEntry<Entry>], on today: CivilDate, _ sees: Bool
    ) -> [KeptEntry<Entry>] {
        guard !sees else { return entries }
        return entries.compactMap { kept in
            kept.entry.shownToStrangers(on: today).map { shown in
                var kept = kept
                kept.entry = shown
                return kept
            }
        }
    }

    /// The version that a unit is of: the newest whose units it is one of. Nil where nobody has said it.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)`` does.
    package func version(
        ofUnit serial: String, model number: String, of slug: String, as principal: Principal
    ) async throws -> ModelVersion? {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let effectivity = UnitEffectivity(found, catalogue, on: today, reader)
            return try Self.version(of: found, effectivity, on: today, as: principal, reader)
        }
    }

    static func version(
        of found: FoundUnit, _ effectivity: UnitEffectivity, on today: CivilDate, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> ModelVersion? {
        let own = try ModelEntries<ModelVersion>.list(of: found.model.id, reader).last { kept in
            try kept.entry.population != nil && effectivity.applies(kept.entry.population) == true
        }
        let sees = Access.seesProduction(of: found.manufacturer.id, as: principal)
        return own.flatMap { sees ? $0.entry : $0.entry.shownToStrangers(on: today) }
    }
}
