import Identifiers
package import Registry
import Storage

/// A model and what is wrong with what is said of it.
package struct ModelGapsAnswer: Sendable {
    package var model: Model
    package var gaps: [ModelGap]
}

/// Some models with gaps, and where to go on.
package struct ModelGapsPage: Sendable {
    package var manufacturer: Manufacturer
    package var models: [ModelGapsAnswer]
    /// The number of the last model that was looked at; nil at the end. A page may be short and still lead on.
    package var next: String?
}

extension NameplateRegistry {
    /// Models that are looked at for one page.
    private static let mostLooked = 2_000

    /// What is missing, mistyped, contradictory or stale of a manufacturer's models, by number.
    /// - Parameters:
    ///   - kinds: only gaps of these kinds; all where it is empty.
    ///   - months: after how many months a source is old, 1 to 600.
    ///   - number: the last model of the page before.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func gaps(
        of slug: String, kinds: Set<ModelGap.Kind> = [], staleAfter months: Int = ModelGap.staleAfter,
        after number: String = "", limit: Int, as principal: Principal
    ) async throws -> ModelGapsPage {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readModels, of: manufacturer.id)
            let nomenclatures = try Nomenclatures.list(of: manufacturer.id, reader)
            var page = ModelGapsPage(manufacturer: manufacturer, models: [])
            var templates: [String: CategoryTemplate?] = [:]
            var (last, looked) = (number, 0)
            while looked < Self.mostLooked {
                let models = try Models.list(of: manufacturer.id, after: last, limit: 100, reader)
                for model in models {
                    let category = model.details.category ?? ""
                    if templates[category] == nil {
                        templates[category] = .some(try Categories.template(of: model.details.category, reader))
                    }
                    let gaps = ModelGap.all(
                        of: model.details, template: templates[category] ?? nil,
                        readings: Nomenclatures.readings(of: model.number.text, by: nomenclatures), on: today,
                        staleAfter: months
                    ).filter { kinds.isEmpty || kinds.contains($0.kind) }
                    if !gaps.isEmpty {
                        guard page.models.count < limit else { return page }
                        page.models.append(ModelGapsAnswer(model: model, gaps: gaps))
                    }
                    last = model.number.text
                    page.next = last
                }
                looked += models.count
                guard models.count == 100 else {
                    page.next = nil
                    return page
                }
            }
            return page
        }
    }
}
