package import Registry
package import Statistics

/// How long goods take to a place, and how that is known.
package struct LeadTime: Hashable, Sendable {
    package enum Origin: String, CaseIterable, Sendable {
        /// A rule states it.
        case rule
        /// Past receipts of the model from this source.
        case source
        /// Past receipts of the model.
        case model
        /// Past receipts of anything from this source.
        case placeAndSource
        /// Past receipts of anything.
        case place
        /// Nothing is known: ``standardDays``.
        case standard
    }
    package var days: Double
    /// The standard deviation; 0 where it is not known.
    package var deviation: Double
    package var origin: Origin
    /// How many receipts.
    package var receipts: Int

    /// What counts where nothing is known.
    package static let standardDays = 14.0
    /// Fewer receipts tell nothing.
    package static let fewest = 3

    package init(days: Double, deviation: Double = 0, _ origin: Origin, receipts: Int = 0) {
        (self.days, self.deviation, self.origin, self.receipts) = (days, deviation, origin, receipts)
    }

    /// By the most special of what is known.
    package init(
        of model: ID<Model>, from source: ID<Location>?, stated: Int64?, _ receipts: [StockingReceipt]
    ) {
        if let stated {
            self.init(days: Double(stated), .rule)
            return
        }
        let all: [(Origin, (StockingReceipt) -> Bool)] = [
            (.source, { $0.model == model && source != nil && $0.source == source }),
            (.model, { $0.model == model }),
            (.placeAndSource, { source != nil && $0.source == source }),
            (.place, { _ in true }),
        ]
        for (origin, belongs) in all {
            let days = receipts.filter(belongs).map(\.days)
            guard days.count >= Self.fewest, let times = try? LeadTimes(days) else { continue }
            self.init(days: times.mean, deviation: times.standardDeviation ?? 0, origin, receipts: times.count)
            return
        }
        self.init(days: Self.standardDays, .standard)
    }

    /// In weeks, the periods of demand.
    var weeks: Double { days / 7 }
}

/// What follows from a demand and a policy: when to order and up to what.
package struct ReplenishmentFigures: Hashable, Sendable {
    /// By what demand may differ from its forecast.
    package enum Spread: String, CaseIterable, Sendable {
        /// The root of the mean squared error in the back-test.
        case backTest
        /// The standard deviation of the history.
        case history
        /// The root of the forecast, as of a Poisson variable: a single week is known.
        case poisson
    }
    package var choice: ForecastChoice
    /// Demand expected of each week.
    package var perWeek: Double
    package var deviation: Double
    package var spread: Spread
    package var safetyStock: Double
    package var reorderPoint: Double
    package var orderUpTo: Double
    package var variation: Double?

    /// The longest that demand is tested ahead, in weeks.
    private static let longestHorizon = 26

    /// - Parameter weeks: the demand of each week, the oldest first.
    /// - Throws: ``NoAnswer/noDemand`` where nothing was wanted.
    package init(_ weeks: [Double], _ policy: ReplenishmentPolicy, _ lead: LeadTime) throws(NoAnswer) {
        let history = try DemandHistory(weeks)
        let ahead = (lead.weeks + Double(policy.reviewWeeks)).rounded(.up)
        let half = (weeks.count + 1) / 2
        let horizon = min(max(1, Int(min(ahead, Double(Self.longestHorizon)))), max(1, weeks.count - half))
        choice = try ForecastChoice(history, horizon: horizon)
        perWeek = try Forecast(history, method: choice.method).perPeriod
        if let test = choice.tests.first {
            (deviation, spread) = (test.rootMeanSquaredError, .backTest)
        } else if let known = history.standardDeviation {
            (deviation, spread) = (known, .history)
        } else {
            (deviation, spread) = (perWeek.squareRoot(), .poisson)
        }
        variation = history.coefficientOfVariation
        let whole = try Self.safety(perWeek, deviation, policy, lead, review: Double(policy.reviewWeeks))
        safetyStock = whole.quantity
        reorderPoint = try Self.safety(perWeek, deviation, policy, lead, review: 0).reorderPoint
        orderUpTo = try OrderUpTo(whole).level
    }

    private static func safety(
        _ mean: Double, _ deviation: Double, _ policy: ReplenishmentPolicy, _ lead: LeadTime, review: Double
    ) throws(NoAnswer) -> SafetyStock {
        try SafetyStock(
            demandMean: mean, demandDeviation: deviation, leadTime: lead.weeks, leadTimeDeviation: lead.deviation / 7,
            reviewPeriod: review, serviceLevel: policy.serviceLevel)
    }

    /// How much to order: nothing as long as the stock does not fall to the reorder point before the next look at it.
    package func quantity(
        available: Int64, incoming: Int64, _ policy: ReplenishmentPolicy
    ) throws(NoAnswer) -> Int64 {
        let position = Double(available) + Double(max(0, incoming))
        guard perWeek > 0, position - perWeek * Double(policy.reviewWeeks) <= reorderPoint else { return 0 }
        let quantity = try OrderUpTo(level: orderUpTo).quantity(
            onHand: Double(max(0, available)), onOrder: Double(max(0, incoming)),
            backordered: available < 0 ? -Double(available) : 0, smallest: Double(policy.smallest),
            multiple: Double(policy.multiple))
        return Int64(min(quantity, 1e18))
    }
}
