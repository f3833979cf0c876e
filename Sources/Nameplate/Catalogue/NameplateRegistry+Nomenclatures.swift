import Identifiers
package import Registry
import Storage

/// What a model number says by the ways in which its manufacturer builds them.
package struct ModelNumberAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var number: String
    /// The model that has the number, where there is one that the asker may know of.
    package var model: Model?
    package var readings: [NumberReading]
    /// Where the model tells something else than its number; none where there is no model.
    package var disagreements: [ModelGap]
}

extension NameplateRegistry {
    /// How a manufacturer builds model numbers, by name; strangers see what is published.
    /// - Throws: `manufacturer.unknown`.
    package func nomenclatures(of slug: String, as principal: Principal) async throws -> [NamedNomenclature] {
        let catalogue = self.catalogue
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            return try Self.nomenclatures(of: manufacturer.id, catalogue, as: principal, reader)
        }
    }

    /// - Throws: `manufacturer.unknown`, `nomenclature.unknown`, also where the principal may not know of it.
    package func nomenclature(
        _ name: String, of slug: String, as principal: Principal
    ) async throws -> NamedNomenclature {
        let catalogue = self.catalogue
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let known = try Self.nomenclatures(of: manufacturer.id, catalogue, as: principal, reader)
            guard let found = known.first(where: { $0.name == name }) else {
                throw Nomenclatures.unknown(of: manufacturer)
            }
            return found
        }
    }

    /// What a model number says, whether or not a model has it.
    /// - Throws: `manufacturer.unknown`, and what `ModelNumber` says of the text.
    package func explain(
        modelNumber text: String, of slug: String, as principal: Principal
    ) async throws -> ModelNumberAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        let number = try ModelNumber(parsing: text)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let known = try Self.nomenclatures(of: manufacturer.id, catalogue, as: principal, reader)
            let readings = Nomenclatures.readings(of: number.text, by: known)
            let model = try? Models.require(number.text, of: manufacturer, reader)
            var answer = ModelNumberAnswer(
                manufacturer: manufacturer, number: number.text,
                model: model.flatMap { Self.visible($0, on: today, as: principal) ? $0 : nil }, readings: readings,
                disagreements: [])
            if let model = answer.model { answer.disagreements = ModelGap.disagreements(model.details, readings) }
            return answer
        }
    }

    private static func nomenclatures(
        of manufacturer: ID<Manufacturer>, _ catalogue: CatalogueCache, as principal: Principal, _ reader: any SQLReader
    ) throws -> [NamedNomenclature] {
        let sees = Access.allows(principal, .readModels, .somewhere(manufacturer))
        return try catalogue.nomenclatures(of: manufacturer, reader).filter { sees || $0.isPublished }
    }
}

extension Commands {
    /// Keeps how a manufacturer builds model numbers, in the place of what was under the same name.
    /// - Throws: `manufacturer.unknown`, `nomenclature.invalid`, `value.invalid`, `access.forbidden`.
    package func setNomenclature(
        _ name: String, _ text: String, isPublished: Bool, of slug: String
    ) throws -> NamedNomenclature {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        changedCatalogue = true
        return try Nomenclatures.set(
            name, text, isPublished: isPublished, of: manufacturer, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `nomenclature.unknown`, `access.forbidden`.
    package func removeNomenclature(_ name: String, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        changedCatalogue = true
        try Nomenclatures.remove(name, of: manufacturer, as: principal, from: source, transaction)
    }
}
