package import Registry
package import Statistics
package import SupplyChain

/// Which suggestions are asked for.
package struct ReplenishmentQuestion: Sendable {
    /// Only for this place and what stands in it, by any name that events have for it; every site without it.
    package var location: String?
    /// Only of the model with this number.
    package var model: String?
    package var abc: ABCClass?
    package var action: ReplenishmentAction?
    /// To try in the place of what the rules say, in hundredths of a per cent.
    package var serviceLevel: Int64?

    package init() {}

    func matches(_ suggestion: ReplenishmentSuggestion) -> Bool {
        (abc == nil || suggestion.abc == abc) && (action == nil || suggestion.action == action)
    }
}

/// What to order, send elsewhere or get rid of, the most urgent first.
package struct ReplenishmentAnswer: Sendable {
    package var manufacturer: Manufacturer
    /// The place that was asked for.
    package var location: Location?
    /// In what a year's demand is valued.
    package var value: ReplenishmentValue
    package var suggestions: [ReplenishmentSuggestion]
    /// Goods that nobody has wanted for so many weeks are slow.
    package var slowWeeks: Int64
    /// The position in the ledger through which events are counted.
    package var position: Int64
    /// How many events are not counted yet.
    package var behind: Int64
}

/// A rule by the names of what it is for.
package struct ReplenishmentRuleAnswer: Sendable {
    /// Nil for all places.
    package var location: Location?
    /// The number of a model; nil for all.
    package var model: String?
    /// The code of the place from which goods come.
    package var source: String?
    package var terms: ReplenishmentTerms
    package var rowVersion: Int64
}
