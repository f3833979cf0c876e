import Identifiers
package import Registry
import Statistics
package import Storage

/// What to order, send elsewhere or get rid of, at some places of a manufacturer.
///
/// It is made in three steps, so that nothing is read while much is computed: ``init(of:at:by:_:_:)`` reads,
/// ``compute()`` works out what is needed, ``spares(_:)`` reads which other places have too much of that, and
/// ``suggestions`` are complete.
package struct Replenishment: Sendable {
    /// What is asked.
    package struct Question: Sendable {
        /// Microseconds since 1970 UTC.
        package var now: Int64
        /// To try in the place of what the rules say, in hundredths of a per cent.
        package var serviceLevel: Int64?
        /// Only this model.
        package var model: ID<Model>?
        /// Goods that nobody has wanted for so many weeks are slow; what is wanted later than in so many is excess.
        package var slowWeeks: Int64 = 26

        package init(now: Int64) { self.now = now }

        var week: DemandWeek { DemandWeek(of: now) }
        var today: CivilDate { CivilDate(microseconds: now) }
    }

    package let question: Question
    private let manufacturer: ID<Manufacturer>
    private let points: [(point: StockingPoint, facts: StockingFacts)]
    private let rules: [ReplenishmentRule]
    private let catalogue: ReplenishmentCatalogue
    /// The places that goods may come from, by id, that the asker may see.
    private let sources: [ID<Location>: Location]
    package private(set) var suggestions: [ReplenishmentSuggestion] = []
    package private(set) var value = ReplenishmentValue.units

    /// The most models at places that are worked out at once.
    package static let most = 3_000
    /// Models of which other places are asked for more.
    private static let mostSought = 200

    /// - Parameters:
    ///   - places: each with what stands in it.
    ///   - sources: the sites that the asker may see.
    /// - Throws: `value.invalid` for too much at once.
    package init(
        of manufacturer: ID<Manufacturer>, at places: [Location], from sources: [Location], _ question: Question,
        _ reader: any SQLReader
    ) throws {
        self.question = question
        self.manufacturer = manufacturer
        self.sources = Dictionary(sources.map { ($0.id, $0) }) { first, _ in first }
        rules = try ReplenishmentRuleBook.list(of: manufacturer, reader)
        let awaited = try ShipmentLines.awaited(of: manufacturer, reader)
        let locations = NamedLocations(of: manufacturer, reader)
        var points: [(StockingPoint, StockingFacts)] = []
        var count = 0
        for place in places {
            let point = try StockingPoint(place, reader)
            var facts = try StockingFacts(
                of: point, before: question.week, slowWeeks: question.slowWeeks, reader)
            count += facts.items.count
            guard count <= Self.most else {
                throw RegistryError(
                    .valueInvalid,
                    "There are more than \(Self.most) models at these places; name a place, or one within.",
                    field: "location")
            }
            for line in awaited where try point.holds(line.destination, locations) {
                facts.items[line.model]?.incoming.addSaturated(line.quantity)
            }
            points.append((point, facts))
        }
        self.points = points
        catalogue = try ReplenishmentCatalogue(
            of: manufacturer, Set(points.flatMap { $0.1.items.keys }), on: question.today, reader)
    }

    // MARK: Working out

    /// Works out what each place needs; it reads nothing.
    package mutating func compute() throws {
        value = valuation
        for (point, facts) in points {
            var here: [ReplenishmentSuggestion] = []
            let first = facts.items.values.compactMap { $0.weeks.keys.min() }.min()
            for (id, item) in facts.items {
                guard let model = catalogue.models[id], model.kind == .product else { continue }
                here.append(suggestion(model, item, point, facts, first))
            }
            here.sort { $0.model.number.text < $1.model.number.text }
            try classify(&here)
            suggestions += here.filter { question.model == nil || $0.model.id == question.model }
        }
        suggestions.sort(by: ReplenishmentSuggestion.isMoreUrgent)
    }

    /// List prices where every model that is wanted has one, all in the same currency.
    private var valuation: ReplenishmentValue {
        let wanted = Set(points.flatMap { $0.facts.items.filter { !$0.value.weeks.isEmpty }.keys })
        let currencies = Set(wanted.map { catalogue.prices[$0]?.currency ?? "" })
        guard currencies.count == 1, let currency = currencies.first, !currency.isEmpty else { return .units }
        return .price(currency: currency)
    }

    private func suggestion(
        _ model: Model, _ item: StockingItem, _ point: StockingPoint, _ facts: StockingFacts, _ first: DemandWeek?
    ) -> ReplenishmentSuggestion {
        let policy = ReplenishmentPolicy(
            of: model.id, at: point.line, by: rules, serviceLevel: question.serviceLevel)
        let lead = LeadTime(of: model.id, from: policy.source, stated: policy.leadDays, facts.receipts)
        let (start, weeks) = series(of: item, model, from: first)
        var suggestion = ReplenishmentSuggestion(
            model: model, location: point.location, item: item,
            policy: policy, lead: lead,
            firstWeek: start, weeks: weeks)
        suggestion.figures = try? ReplenishmentFigures(weeks, policy, lead)
        suggestion.xyz = suggestion.figures?.variation.flatMap { try? XYZClass(variation: $0) }
        suggestion.decide(catalogue, question)
        return suggestion
    }

    /// The demand of each week that is over. It begins where the place's does, but not before the model was released, nor
    /// after it was first wanted.
    private func series(
        of item: StockingItem, _ model: Model, from first: DemandWeek?
    ) -> (DemandWeek, [Double]) {
        let end = question.week
        var start = first ?? end
        if let released = model.details.releasedOn {
            start = max(start, DemandWeek(of: released.firstMicrosecond))
        }
        if let wanted = item.weeks.keys.min() { start = min(start, wanted) }
        let count = max(0, start.weeks(to: end))
        let weeks = (0..<count).map { Double(max(0, item.weeks[start.adding(weeks: $0)] ?? 0)) }
        return (start, weeks)
    }

    private func classify(_ here: inout [ReplenishmentSuggestion]) throws {
        for index in here.indices {
            let price = value == .units ? 1 : catalogue.prices[here[index].model.id]?.amount ?? 0
            here[index].yearValue = Double(max(0, here[index].yearDemand)) * price
        }
        let classes = try ABCClass.classes(of: here.map(\.yearValue))
        for (index, abc) in classes.enumerated() { here[index].abc = abc }
    }

    // MARK: Transfers

    /// Reads which other places have too much of what is needed, and lets it come from there where an order would not be
    /// faster.
    package mutating func spares(_ reader: any SQLReader) throws {
        guard sources.count > 1 || suggestions.contains(where: { $0.policy.source != nil }) else { return }
        let locations = NamedLocations(of: manufacturer, reader)
        var spare: [ID<Model>: [ID<Location>: Spare]] = [:]
        var sought = 0
        for index in suggestions.indices where suggestions[index].action == .order {
            let model = suggestions[index].model
            if spare[model.id] == nil {
                sought += 1
                guard sought <= Self.mostSought else { break }
                spare[model.id] = try self.spare(of: model, locations, reader)
            }
            let facts = points.first { $0.point.location.id == suggestions[index].location.id }?.facts
            let receipts = facts?.receipts ?? []
            if let chosen = suggestions[index].takeSpare(spare[model.id] ?? [:], sources, receipts) {
                spare[model.id]?[chosen]?.take(suggestions[index].quantity)
            }
        }
    }

    private func spare(
        of model: Model, _ locations: NamedLocations, _ reader: any SQLReader
    ) throws -> [ID<Location>: Spare] {
        let peers = try StockingFacts.peers(of: model.id, manufacturer, before: question.week, locations, reader)
        var spare: [ID<Location>: Spare] = [:]
        for source in sources.values {
            guard let item = peers[source.code], item.available > 0 else { continue }
            let policy = ReplenishmentPolicy(of: model.id, at: [source.id], by: rules)
            let lead = LeadTime(of: model.id, from: policy.source, stated: policy.leadDays, [])
            let (_, weeks) = series(of: item, model, from: nil)
            let needed = (try? ReplenishmentFigures(weeks, policy, lead))?.orderUpTo.rounded(.up) ?? 0
            spare[source.id] = Spare(
                available: item.available, beyondNeed: max(0, item.available - Int64(min(needed, 1e18))))
        }
        return spare
    }
}

/// What a place has of a model.
struct Spare {
    var available: Int64
    /// What it has above the level up to which it would order.
    var beyondNeed: Int64

    mutating func take(_ quantity: Int64) {
        available -= quantity
        beyondNeed -= quantity
    }
}
