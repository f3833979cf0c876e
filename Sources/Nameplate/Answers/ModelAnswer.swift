import Identifiers
package import Registry
import Storage

/// What a principal may know of a model.
package struct ModelAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
    package var supersedes: Model?
    package var supersededBy: [Model]
    /// What it is called beside its number.
    package var otherNumbers: [OtherNumber]
    /// How its units have fared; nil where the principal may not know.
    package var fleet: FleetFigures?
    /// Its serial formats; nil where the principal may not know.
    package var formats: [FormatAnswer]?
}

/// A manufacturer's model without its relatives, as in lists.
package struct ModelSummary: Sendable {
    package var manufacturer: Manufacturer
    package var model: Model
}

extension NameplateRegistry {
    package func manufacturers(after slug: String = "", limit: Int, as principal: Principal) async throws
        -> [Manufacturer]
    {
        try await database.read { reader in try Manufacturers.list(after: slug, limit: limit, reader) }
    }

    /// - Throws: `manufacturer.unknown`.
    package func manufacturer(_ slug: String, as principal: Principal) async throws -> Manufacturer {
        try await database.read { reader in try Manufacturers.require(slug, reader) }
    }

    /// Products of a manufacturer by number; strangers see the released ones.
    /// - Parameters:
    ///   - beginning: how the numbers begin, in the reading that look-up finds them by.
    ///   - number: the last number of the page before.
    /// - Throws: `manufacturer.unknown`.
    package func models(
        of slug: String, beginning: String = "", after number: String = "", limit: Int, as principal: Principal
    ) async throws -> [Model] {
        let (today, limit) = (self.today, max(limit, 0))
        let prefix: String = FindKey.fold(beginning)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let sees = Access.seesProduction(of: manufacturer.id, as: principal)
            var (models, last): ([Model], String) = ([], number)
            while models.count < limit {
                let page = try Models.list(
                    of: manufacturer.id, keyPrefix: prefix, after: last, limit: limit, reader)
                models += page.filter { sees || $0.isReleased(on: today) }
                guard page.count == limit, let end = page.last else { break }
                last = end.number.text
            }
            return Array(models.prefix(limit))
        }
    }

    /// The products with exactly this number that the principal may know of, at most one of each manufacturer.
    /// - Throws: what `ModelNumber` says of the text.
    package func models(numbered text: String, as principal: Principal) async throws -> [ModelSummary] {
        let (today, catalogue) = (self.today, self.catalogue)
        let number = try ModelNumber(parsing: text)
        return try await database.read { reader in
            try catalogue.models(withKey: number.key, reader).compactMap { model in
                guard model.kind == .product, model.number == number, Self.visible(model, on: today, as: principal),
                    let manufacturer = try catalogue.manufacturer(model.manufacturer, reader)
                else { return nil }
                return ModelSummary(manufacturer: manufacturer, model: model)
            }.sorted { $0.manufacturer.slug < $1.manufacturer.slug }
        }
    }

    /// - Throws: `manufacturer.unknown`, `model.unknown` (also where the principal may not know of it).
    package func model(_ number: String, of slug: String, as principal: Principal) async throws -> ModelAnswer {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else {
                throw Models.unknown(of: manufacturer)
            }
            return try Self.answer(model, of: manufacturer, on: today, as: principal, reader)
        }
    }

    /// Whether a principal may know that a model exists.
    static func visible(_ model: Model, on today: CivilDate, as principal: Principal) -> Bool {
        model.isReleased(on: today) || Access.seesProduction(of: model.manufacturer, as: principal)
    }

    static func answer(
        _ model: Model, of manufacturer: Manufacturer, on today: CivilDate, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> ModelAnswer {
        let sees = Access.seesProduction(of: manufacturer.id, as: principal)
        let relatives = try Models.successors(of: model.id, reader)
        let older = try model.supersedes.flatMap { try Models.find($0, reader) }
        let formats = sees ? try SerialFormats.list(of: model.id, reader).map { try FormatAnswer($0, reader) } : nil
        let seesFleet = sees || model.details.fleetPublished
        return ModelAnswer(
            manufacturer: manufacturer, model: model,
            supersedes: older.flatMap { visible($0, on: today, as: principal) ? $0 : nil },
            supersededBy: relatives.filter { visible($0, on: today, as: principal) },
            otherNumbers: try ModelNumbers.list(of: model.id, reader),
            fleet: seesFleet ? try Fleets.figures(of: model.id, reader) : nil, formats: formats)
    }
}
