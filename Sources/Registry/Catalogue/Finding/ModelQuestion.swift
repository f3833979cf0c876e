/// Which models somebody looks for.
package struct ModelQuestion: Sendable {
    /// Words of which a model must have all, each as the beginning of one of its own; empty for any.
    package var text: String
    package var condition: ModelCondition?
    package var order: ModelOrder
    /// The last model of the page before.
    package var after: ModelPlace?
    package var limit: Int
    package var wantsFacets: Bool

    package init(
        _ text: String = "", where condition: ModelCondition? = nil, order: ModelOrder = ModelOrder(.relevance),
        after: ModelPlace? = nil, limit: Int = 50, facets: Bool = false
    ) {
        self.text = text
        self.condition = condition
        self.order = order
        self.after = after
        self.limit = limit
        self.wantsFacets = facets
    }
}

/// What was found.
package struct ModelFinding: Sendable {
    package var models: [ModelFacts] = []
    /// After which place the next page begins; nil on the last one. A page may end early, or have nothing, where much was
    /// looked through: it goes on from here.
    package var next: ModelPlace?
    /// How many models were found; those after ``next`` are not counted unless all were looked at.
    package var count = 0
    /// Whether these are all.
    package var isCountExact = false
    /// Words of the question with those that were taken for them, where none was found as it is written.
    package var corrections: [Correction] = []
    /// Empty where they were not asked for.
    package var facets: [ModelFacet] = []

    package struct Correction: Hashable, Sendable {
        /// As it was written.
        package var asked: String
        /// A word of a model that was found.
        package var found: String
    }
}

extension ModelCondition {
    /// The categories of which one must be a model's; nil where it may have any.
    var categories: [String]? {
        for case .test(let test) in conjuncts where test.field == .category {
            guard test.comparison == .equal || test.comparison == .isIn else { continue }
            return test.values.compactMap { if case .text(let key) = $0 { key } else { nil } }
        }
        return nil
    }

    /// The condition with the units that its numbers lack, as the categories say them.
    /// - Throws: `condition.value` for a unit that measures something else than the category's.
    func withUnits(of entries: [String: TemplateEntry]) throws(RegistryError) -> ModelCondition {
        var fault: RegistryError?
        let complete = mapTests { test in
            guard case .specification(let name) = test.field,
                let unit = entries[name]?.unit.flatMap(UnitOfMeasure.coded)
            else { return test }
            var test = test
            test.values = test.values.map { operand in
                guard case .value(.number(let number, let given)) = operand else { return operand }
                guard let given else { return .value(.number(number, unit: unit.code)) }
                guard UnitOfMeasure.coded(given)?.quantity != unit.quantity else { return operand }
                fault = RegistryError(
                    .conditionValue,
                    "The condition, at character \(test.place.lowerBound + 1): '\(name)' is told in \(unit.symbol); write "
                        + "a number in \(unit.symbol) or in what can be made of it.", field: "where",
                    position: test.place.lowerBound)
                return operand
            }
            return test
        }
        if let fault { throw fault }
        return complete
    }
}
