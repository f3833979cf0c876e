package import Identifiers
package import Registry
package import SupplyChain

/// Which stock is asked for.
package struct StockQuestion: Sendable {
    /// By what the lines are told apart.
    package enum Grouping: String, CaseIterable, Sendable {
        case location, model
        /// Of one model, which must be asked for.
        case version
    }
    /// Only at this place and what stands in it, by any name that events have for it.
    package var location: String?
    /// Only of the model with this number.
    package var model: String?
    /// Microseconds since 1970 UTC; nil for now.
    package var time: Int64?
    /// By model where a place is asked for, else by place.
    package var grouping: Grouping?

    package init() {}

    package var effectiveGrouping: Grouping { grouping ?? (location != nil && model == nil ? .model : .location) }
}

/// What stands somewhere or is of a model.
package struct StockLine: Sendable {
    /// The text by which events name the place, empty on the way; nil in lines by model or version.
    package var place: String?
    /// The location that this text means, if any.
    package var location: Location?
    /// Nil in lines by place.
    package var model: Model?
    /// Of which version of the model it is; nil in other lines than those by version.
    package var version: StockVersion?
    /// By disposition; the one that nobody has told is empty.
    package var dispositions: [String: Int64] = [:]

    package subscript(state: StockState) -> Int64 {
        dispositions.reduce(0) { sum, entry in
            StockState(Disposition(rawValue: entry.key)) == state ? sum.addingSaturated(entry.value) : sum
        }
    }

    package var total: Int64 { dispositions.values.reduce(0) { $0.addingSaturated($1) } }
}

/// What stands where, and how much of the ledger is counted in it.
package struct StockAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var grouping: StockQuestion.Grouping
    /// The place that was asked for.
    package var location: Location?
    package var model: Model?
    package var lines: [StockLine]
    /// The position in the ledger through which events are counted.
    package var position: Int64
    /// How many events are not counted yet.
    package var behind: Int64

    package var total: Int64 { lines.reduce(0) { $0.addingSaturated($1.total) } }
}
