package import Identifiers
package import Registry
package import Statistics

/// What is to be done about the stock of a model at a place.
package enum ReplenishmentAction: String, CaseIterable, Sendable {
    /// Too little is there: have more made or bought.
    case order
    /// Too little is there, and another place has more than it needs.
    case transfer
    /// More is there than is wanted within the horizon.
    case excess
    /// It has stood there and nobody has wanted it.
    case slow
    /// It is not made any more and nothing follows it, or another part has taken its place.
    case obsolete
    /// Nothing.
    case enough
}

/// Why something is suggested: a word, and the values that belong to it.
package struct ReplenishmentReason: Hashable, Sendable {
    package enum Code: String, CaseIterable, Sendable {
        /// Nothing is left.
        case stockedOut
        /// Less is there than the reorder point, or will be at the next look.
        case belowReorderPoint
        /// More comes soon.
        case incoming
        /// The smallest or a multiple quantity raised the order.
        case rounded
        /// A rule names the place from which it comes.
        case ruleSource
        /// The place that the rule names has too little.
        case sourceShort
        /// Another place has more than it needs.
        case spare
        /// More is there than is wanted within so many weeks.
        case excess
        /// Nobody has wanted it for so many weeks.
        case noDemand
        /// It is not sold any more.
        case discontinued
        /// The model that follows it.
        case successor
        /// The part that takes its place.
        case superseded
        /// Reports are missing: more has left than came.
        case negative
        /// Its history is too short to test a forecast.
        case shortHistory
        /// No lead time is known.
        case leadTimeUnknown
    }
    package var code: Code
    /// A number of units.
    package var quantity: Int64?
    /// What it is compared with.
    package var limit: Double?
    package var weeks: Int64?
    /// The code of a place.
    package var place: String?
    /// The number of a model.
    package var model: String?
    package var day: CivilDate?

    package init(
        _ code: Code, quantity: Int64? = nil, limit: Double? = nil, weeks: Int64? = nil, place: String? = nil,
        model: String? = nil, day: CivilDate? = nil
    ) {
        self.code = code
        (self.quantity, self.limit, self.weeks) = (quantity, limit, weeks)
        (self.place, self.model, self.day) = (place, model, day)
    }
}

/// What is suggested for a model at a place, with all that it rests on.
package struct ReplenishmentSuggestion: Sendable {
    package var model: Model
    package var location: Location
    package var action: ReplenishmentAction = .enough
    /// How much to order or to send; of excess, slow and obsolete stock how much that is.
    package var quantity: Int64 = 0
    /// From where it is sent.
    package var source: Location?
    package var reasons: [ReplenishmentReason] = []
    package var item: StockingItem
    package var policy: ReplenishmentPolicy
    package var lead: LeadTime
    /// The weeks of the history, from this one on.
    package var firstWeek: DemandWeek
    package var weeks: [Double]
    /// Nil where nothing was wanted.
    package var figures: ReplenishmentFigures?
    package var abc: ABCClass = .c
    package var xyz: XYZClass?
    /// Of a year's demand, in ``ReplenishmentValue``.
    package var yearValue: Double = 0

    /// What is there and comes.
    package var position: Int64 { item.available.addingSaturated(item.incoming) }

    /// For how many weeks it lasts; nil where nothing is wanted.
    package var cover: Double? {
        guard let perWeek = figures?.perWeek, perWeek > 0 else { return nil }
        return max(0, Double(position)) / perWeek
    }

    /// What was wanted in the last 52 weeks.
    package var yearDemand: Int64 {
        item.kinds.values.reduce(0) { $0.addingSaturated($1) }
    }

    /// What is urgent first: what is to be had, by how much too late it would come; then what stands there too long.
    package static func isMoreUrgent(_ left: Self, _ right: Self) -> Bool {
        if left.action.rank != right.action.rank { return left.action.rank < right.action.rank }
        if left.action.rank == 0 {
            let (one, other) = (left.slack, right.slack)
            if one != other { return one < other }
        }
        if left.abc != right.abc { return left.abc < right.abc }
        if left.quantity != right.quantity { return left.quantity > right.quantity }
        if left.model.number.text != right.model.number.text { return left.model.number.text < right.model.number.text }
        return left.location.path < right.location.path
    }

    /// How many weeks are left to order, below 0 where it comes too late.
    private var slack: Double { (cover ?? .infinity) - lead.weeks }
}

extension ReplenishmentAction {
    fileprivate var rank: Int {
        switch self {
        case .order, .transfer: 0
        case .obsolete: 1
        case .excess: 2
        case .slow: 3
        case .enough: 4
        }
    }
}

/// In what a year's demand is valued.
package enum ReplenishmentValue: Hashable, Sendable {
    /// The list prices in this currency (ISO 4217), where every model with a demand has one.
    case price(currency: String)
    case units
}
