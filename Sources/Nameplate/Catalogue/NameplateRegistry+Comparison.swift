import Identifiers
package import Registry
import Storage

/// A model by its manufacturer's short name and its number, as `fjordlys/FJ-320`.
package struct ModelName: Hashable, Sendable {
    package var manufacturer: String
    package var number: String

    package init(_ manufacturer: String, _ number: String) {
        self.manufacturer = manufacturer
        self.number = number
    }

    /// - Throws: `value.invalid` where there is no slash, or nothing on a side of it.
    package init(parsing text: String) throws(RegistryError) {
        let parts = text.split(separator: "/", maxSplits: 1).map { String($0) }
        guard parts.count == 2 else {
            throw RegistryError(
                .valueInvalid, "Name a model by its manufacturer and its number, such as fjordlys/FJ-320.",
                field: "model")
        }
        self.init(parts[0], parts[1])
    }

    package var text: String { "\(manufacturer)/\(number)" }
}

/// Models side by side.
package struct ComparisonAnswer: Sendable {
    package var models: [ModelAnswer]
    package var comparison: Comparison
}

/// The models of a product line, by what differs.
package struct LineAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var line: String
    package var models: [ModelAnswer]
    package var comparison: Comparison
    /// There are more models than are compared.
    package var isCut: Bool
}

/// What resembles a model, and what replaces it.
package struct SimilarAnswer: Sendable {
    package struct Item: Sendable {
        package var manufacturer: Manufacturer
        package var model: Model
        /// Gower's coefficient, 0 to 1.
        package var likeness: Double
    }
    package var manufacturer: Manufacturer
    package var model: Model
    /// What a model of its category should tell; nil where nobody has said.
    package var template: CategoryTemplate?
    package var items: [Item]
    /// One after the other, to the newest.
    package var replacements: [Model]
}

extension NameplateRegistry {
    /// How many models are compared at most.
    package static let mostComparedModels = 8
    /// Models of a line that its page compares.
    package static let mostOfLine = 50

    /// Compares models in the order of their names; one that is named twice counts once.
    /// - Parameter system: the units that the reader is used to; nil takes those of the categories.
    /// - Throws: `value.invalid` for less than two or more than eight models, `manufacturer.unknown`, `model.unknown` (also
    ///   where the principal may not know of it).
    package func compare(
        _ names: [ModelName], in system: UnitOfMeasure.System? = nil, as principal: Principal
    ) async throws -> ComparisonAnswer {
        var seen: Set<ModelName> = []
        let names = names.filter { seen.insert($0).inserted }
        guard (2...Self.mostComparedModels).contains(names.count) else {
            throw RegistryError(
                .valueInvalid, "Name 2 to \(Self.mostComparedModels) models to compare, such as fjordlys/FJ-320.",
                field: "model")
        }
        let today = self.today
        return try await database.read { reader in
            let models = try names.map { name in
                let manufacturer = try Manufacturers.require(name.manufacturer, reader)
                return try Self.answer(
                    Self.require(name.number, of: manufacturer, on: today, as: principal, reader), of: manufacturer,
                    on: today, as: principal, reader)
            }
            return ComparisonAnswer(models: models, comparison: try Self.comparison(of: models, in: system, reader))
        }
    }

    /// The model that somebody means: `fjordlys/FJ-320`, or a number alone where one manufacturer only has it.
    /// - Throws: `model.unknown`, `value.invalid` where several manufacturers have the number.
    package func modelName(_ text: String, as principal: Principal) async throws -> ModelName {
        if let name = try? ModelName(parsing: text), (try? await manufacturer(name.manufacturer, as: principal)) != nil
        {
            return name
        }
        let found = (try? await models(numbered: text, as: principal)) ?? []
        guard let first = found.first else {
            throw RegistryError(
                .modelUnknown, "No model is known as “\(text.prefix(80))”. Write it as fjordlys/FJ-320.", field: "model"
            )
        }
        let names = found.map { ModelName($0.manufacturer.slug, $0.model.number.text) }
        guard names.count == 1 else {
            throw RegistryError(
                .valueInvalid,
                "Several manufacturers have it; write \(names.prefix(5).map(\.text).joined(separator: " or ")).",
                field: "model")
        }
        return ModelName(first.manufacturer.slug, first.model.number.text)
    }

    /// The released models of a product line, and those before their release for eyes that may see them.
    /// - Throws: `manufacturer.unknown`, `line.unknown`.
    package func line(_ line: String, of slug: String, as principal: Principal) async throws -> LineAnswer {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let day = Access.seesProduction(of: manufacturer.id, as: principal) ? CivilDate.last : today
            let models = try Models.list(
                of: manufacturer.id, line: line, releasedBy: day, limit: Self.mostOfLine + 1, reader)
            guard !models.isEmpty else {
                throw RegistryError(
                    .lineUnknown, "\(manufacturer.name) has no product line of this name. Look at one of its models.",
                    field: "line")
            }
            let answers = try models.prefix(Self.mostOfLine).map {
                try Self.answer($0, of: manufacturer, on: today, as: principal, reader)
            }
            return LineAnswer(
                manufacturer: manufacturer, line: line, models: answers,
                comparison: try Self.comparison(of: answers, in: nil, reader), isCut: models.count > Self.mostOfLine)
        }
    }

    /// What resembles a model among those of its category, of all manufacturers, and what replaces it.
    /// - Throws: `manufacturer.unknown`, `model.unknown`.
    package func similar(
        to number: String, of slug: String, limit: Int, as principal: Principal
    ) async throws -> SimilarAnswer {
        let (today, limit) = (self.today, min(max(limit, 0), 50))
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let model = try Self.require(number, of: manufacturer, on: today, as: principal, reader)
            let day = Access.seesUnreleased(as: principal) ? CivilDate.last : today
            let template = try Categories.template(of: model.details.category, reader)
            let found = try SimilarModels.of(
                model, template: template, releasedBy: day, limit: limit, reader
            ) { Self.visible($0, on: today, as: principal) }
            let items = try found.compactMap { found in
                try Manufacturers.find(found.model.manufacturer, reader).map {
                    SimilarAnswer.Item(manufacturer: $0, model: found.model, likeness: found.likeness)
                }
            }
            let replacements = try SimilarModels.replacements(of: model, reader) {
                Self.visible($0, on: today, as: principal)
            }
            return SimilarAnswer(
                manufacturer: manufacturer, model: model, template: template, items: items, replacements: replacements)
        }
    }

    /// A model that the principal may know of; for anybody else it does not exist.
    private static func require(
        _ number: String, of manufacturer: Manufacturer, on today: CivilDate, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> Model {
        let model = try Models.require(number, of: manufacturer, reader)
        guard visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
        return model
    }

    private static func comparison(
        of models: [ModelAnswer], in system: UnitOfMeasure.System?, _ reader: any SQLReader
    ) throws -> Comparison {
        var seen: Set<String> = []
        let templates = try models.compactMap(\.model.details.category).filter { seen.insert($0).inserted }
            .compactMap { try Categories.template(of: $0, reader) }
        return Comparison(
            models.map(\.model.details), templates: templates,
            successors: models.map { $0.supersededBy.map(\.number) }, in: system)
    }
}
