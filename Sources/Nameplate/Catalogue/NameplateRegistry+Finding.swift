import Identifiers
package import Registry
import Storage

/// Models that were found.
package struct FoundModelsAnswer: Sendable {
    package var items: [ModelSummary]
    /// After which place the next page begins; nil on the last one.
    package var next: ModelPlace?
    /// How many there are, at least.
    package var count: Int
    /// Whether there are no more than ``count``.
    package var isCountExact: Bool
    package var corrections: [ModelFinding.Correction] = []
    package var facets: [ModelFacet] = []
    /// Where nothing was found: how many there would be without one of the conditions, those that help most first.
    package var without: [Without] = []

    package struct Without: Sendable {
        /// The condition that is left out, as it was written.
        package var left: String
        /// What remains of the conditions; empty where nothing does.
        package var rest: String
        package var count: Int
        package var isCountExact: Bool
    }

    /// All that there are.
    package init(_ items: [ModelSummary]) {
        self.items = items
        count = items.count
        isCountExact = true
    }
}

extension NameplateRegistry {
    /// The most models of a page.
    package static let mostFound = 500
    /// Conditions of which it is tried whether something is found without them.
    private static let mostLeftOut = 6
    /// So many models are looked for without a condition.
    private static let mostWithout = 100

    /// Finds models by words and conditions among those that the principal may know of; others leave no trace.
    /// - Parameters:
    ///   - text: words of which a model must have all, as beginnings; empty for any.
    ///   - condition: such as `category = Refrigerator and capacity >= 300 L`; empty for none.
    ///   - after: a cursor of the page before.
    /// - Throws: `condition.syntax`, `condition.value`, `condition.tooLarge`, `order.tooLarge`, `cursor.invalid`.
    package func findModels(
        _ text: String = "", where condition: String = "", order: ModelOrder = ModelOrder(.relevance),
        after cursor: String? = nil, limit: Int = 50, facets: Bool = false, as principal: Principal
    ) async throws -> FoundModelsAnswer {
        let (today, catalogue) = (self.today, self.catalogue)
        var question = ModelQuestion(
            text, where: condition.allSatisfy(\.isWhitespace) ? nil : try ModelCondition(parsing: condition),
            order: order, limit: min(max(limit, 0), Self.mostFound), facets: facets)
        if let cursor {
            guard let place = ModelPlace(cursor: cursor) else {
                throw RegistryError(
                    .cursorInvalid, "This is no cursor of this list; take 'next' of its page before, or begin anew.",
                    field: "after")
            }
            question.after = place
        }
        let asked = question
        return try await database.read { reader in
            let isVisible = { (model: ModelFacts) in
                model.isReleased(on: today) || Access.seesProduction(of: model.manufacturer, as: principal)
            }
            let lists = SourceLists()
            let found = try ModelSearch.find(asked, sharing: lists, reader, isVisible: isVisible)
            let items = try Models.find(found.models.map(\.id), reader).compactMap { model in
                try catalogue.manufacturer(model.manufacturer, reader).map {
                    ModelSummary(manufacturer: $0, model: model)
                }
            }
            var answer = FoundModelsAnswer(items)
            (answer.next, answer.count, answer.isCountExact) = (found.next, found.count, found.isCountExact)
            (answer.corrections, answer.facets) = (found.corrections, found.facets)
            if found.count == 0, found.isCountExact {
                answer.without = try Self.without(asked, condition, lists, reader, isVisible: isVisible)
            }
            return answer
        }
    }

    /// How many models each condition shuts out alone.
    private static func without(
        _ question: ModelQuestion, _ text: String, _ lists: SourceLists, _ reader: any SQLReader,
        isVisible: @escaping (ModelFacts) -> Bool
    ) throws -> [FoundModelsAnswer.Without] {
        guard let parts = question.condition?.conjuncts, parts.count > 1 || !question.text.isEmpty else { return [] }
        var found: [FoundModelsAnswer.Without] = []
        for index in parts.indices.prefix(mostLeftOut) {
            var rest = parts
            rest.remove(at: index)
            var other = question
            other.condition = .conjunction(rest)
            (other.limit, other.wantsFacets, other.order) = (mostWithout, false, ModelOrder(.number))
            let finding = try ModelSearch.find(other, sharing: lists, reader, isVisible: isVisible)
            guard finding.count > 0, finding.corrections.isEmpty else { continue }
            found.append(
                FoundModelsAnswer.Without(
                    left: parts[index].text(in: text), rest: rest.map { $0.text(in: text) }.joined(separator: " and "),
                    count: finding.count, isCountExact: finding.isCountExact))
        }
        return found.sorted { $0.count > $1.count }
    }
}
