import Identifiers
package import Storage

/// The models of one manufacturer, with what populations ask of them. A population means nothing beyond it.
package struct PopulationScope: Sendable {
    package let manufacturer: ID<Manufacturer>
    /// In the order of their numbers.
    package let models: [PopulationModel]
    private let places: [ID<Model>: Int]
    private let numbers: [String: Int]

    init(manufacturer: ID<Manufacturer>, models: [PopulationModel]) {
        self.manufacturer = manufacturer
        self.models = models
        places = Dictionary(models.enumerated().map { ($1.id, $0) }) { first, _ in first }
        numbers = Dictionary(models.enumerated().map { ($1.number, $0) }) { first, _ in first }
    }

    /// One model alone: all that a population needs that is said of its units and asks for no components.
    package init(of model: Model, formats: [ModelFormat]) {
        self.init(
            manufacturer: model.manufacturer,
            models: [
                PopulationModel(
                    id: model.id, isContainer: model.kind == .container, number: model.number.text,
                    version: model.details.version, productLine: model.details.line, category: model.details.category,
                    formats: formats)
            ])
    }

    /// The model with this id, if it is the manufacturer's.
    package func model(_ id: ID<Model>) -> PopulationModel? { places[id].map { models[$0] } }

    /// The models of cases and pallets.
    package var containers: [PopulationModel] { models.filter(\.isContainer) }

    /// The manufacturer's models with these numbers.
    func models(numbered wanted: Set<String>) -> [PopulationModel] {
        wanted.compactMap { numbers[$0] }.map { models[$0] }
    }

    /// The model numbers that a population names and that no model of the manufacturer has: mistyped, most likely.
    package func unknownModels(in population: Population) -> [String] {
        var unknown: [String] = []
        for case .oneOf(.model, let values, _) in population.allTests {
            unknown += values.filter { numbers[$0] == nil && !unknown.contains($0) }
        }
        return unknown
    }

    package static func load(
        of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> PopulationScope {
        var models = try reader.all(PopulationScopeSQL.models, [.integer(manufacturer.value)], model)
        let formats = Dictionary(grouping: try SerialFormats.list(of: manufacturer, reader), by: \.model)
        for index in models.indices { models[index].formats = formats[models[index].id] ?? [] }
        return PopulationScope(manufacturer: manufacturer, models: models)
    }

    /// The models that a population names: all that it takes to check it. Where it has a range of serial numbers and does
    /// not say of which models, these are all of the manufacturer's.
    package static func load(
        of manufacturer: ID<Manufacturer>, checking population: Population, _ reader: any SQLReader
    ) throws -> PopulationScope {
        guard population.namesModelsOfRanges() else { return try load(of: manufacturer, reader) }
        var numbers: Set<String> = []
        for case .oneOf(.model, let values, _) in population.allTests { numbers.formUnion(values) }
        let models = try numbers.sorted().compactMap { number -> PopulationModel? in
            var found = try reader.first(
                PopulationScopeSQL.numbered, [.integer(manufacturer.value), .text(number)], model)
            if let id = found?.id { found?.formats = try SerialFormats.list(of: id, reader) }
            return found
        }
        return PopulationScope(manufacturer: manufacturer, models: models)
    }

    private static func model(_ row: borrowing Row) throws -> PopulationModel {
        PopulationModel(
            id: ID(row.integer(0)), isContainer: row.text(1) == Model.Kind.container.rawValue, number: row.text(2),
            version: row.optionalText(3), productLine: row.optionalText(4), category: row.optionalText(5))
    }
}

/// What populations ask of a model.
package struct PopulationModel: Sendable {
    package let id: ID<Model>
    let isContainer: Bool
    package let number: String
    let version: String?
    let productLine: String?
    let category: String?
    package var formats: [ModelFormat] = []

    /// What the model alone decides of a check; nil where its units may differ.
    func decide(_ check: PopulationCheck) -> Bool? {
        switch check {
        case .text(let field, let test): value(of: field).map { test.holds(of: $0) }
        case .known(let field): value(of: field).map { $0 != nil }
        default: nil
        }
    }

    /// The outer nil stands for fields that are no model's.
    private func value(of field: PopulationField) -> String?? {
        switch field {
        case .model: .some(number)
        case .version: .some(version)
        case .productLine: .some(productLine)
        case .category: .some(category)
        default: nil
        }
    }
}

private enum PopulationScopeSQL {
    static let models = Statement(
        """
        SELECT id, kind, number, version, line, category
          FROM models
         WHERE manufacturer_id = $1
         ORDER BY number
        """)
    static let numbered = Statement(
        """
        SELECT id, kind, number, version, line, category
          FROM models
         WHERE manufacturer_id = $1
           AND number = $2
        """)
}

extension Population {
    /// Whether each range of serial numbers is one of models that are named beside it.
    /// - Parameter named: whether models are named around this part.
    fileprivate func namesModelsOfRanges(_ named: Bool = false) -> Bool {
        switch self {
        case .test(.serials): return named
        case .everything, .test: return true
        case .contains(let inner): return inner.namesModelsOfRanges()
        case .not(let inner): return inner.namesModelsOfRanges(named)
        case .any(let parts): return parts.allSatisfy { $0.namesModelsOfRanges(named) }
        case .all(let parts):
            let names = parts.contains { if case .test(.oneOf(.model, _, false)) = $0 { true } else { false } }
            return parts.allSatisfy { $0.namesModelsOfRanges(named || names) }
        }
    }
}
