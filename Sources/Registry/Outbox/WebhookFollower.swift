import Identifiers
package import Storage

/// Posts a notice for each event of which a webhook wants to be told.
package struct WebhookFollower: Follower {
    package let name = "webhooks"

    package init() {}

    package func follow(_ positions: ClosedRange<Int64>, _ transaction: any SQLTransaction) throws {
        let subscriptions = try WebhookSubscriptions.following(transaction)
            .filter { $0.afterPosition < positions.upperBound }
        let today = CivilDate(microseconds: transaction.now)
        for (manufacturer, subscriptions) in Dictionary(grouping: subscriptions, by: \.manufacturer)
            .sorted(by: { $0.key < $1.key })
        {
            let wishes = try EventWish.list(subscriptions, of: manufacturer, on: today, transaction)
            let events = try EventRows.page(
                after: positions.lowerBound - 1, through: positions.upperBound, of: manufacturer, transaction)
            for event in events { try post(event, wishes, transaction) }
        }
    }

    private func post(_ event: EventRows.Stored, _ wishes: [EventWish], _ transaction: any SQLTransaction) throws {
        let wanted = try wishes.filter { try $0.isFulfilled(by: event, transaction) }
        guard !wanted.isEmpty else { return }
        let draft = NoticeDraft(.unitEvent, key: "event \(event.header.id)")
        let posted = try Notices.insert(
            draft, event: event.header.id, of: event.header.manufacturer, transaction)
        guard let posted else { return }
        for wish in wanted { try Deliveries.insert(posted, to: wish.subscription.id, transaction) }
    }
}

/// Which events one webhook is told of.
private struct EventWish {
    /// The most units of an event that are asked whether they belong to a population.
    private static let mostUnits = 1_000

    let subscription: WebhookSubscription
    private let population: (asked: CompiledPopulation, scope: PopulationScope)?

    static func list(
        _ subscriptions: [WebhookSubscription], of manufacturer: ID<Manufacturer>, on today: CivilDate,
        _ reader: any SQLReader
    ) throws -> [EventWish] {
        let asks = subscriptions.contains { $0.draft.population != nil }
        let scope = asks ? try PopulationScope.load(of: manufacturer, reader) : nil
        return try subscriptions.map { subscription in
            guard let text = subscription.draft.population, let scope else {
                return EventWish(subscription: subscription, population: nil)
            }
            // Its range may have lost its order since: then no unit is known to belong.
            let population = try? CompiledPopulation(WrittenPopulation(parsing: text), in: scope, on: today)
            let nobody = try CompiledPopulation(.not(.everything), in: scope, on: today)
            return EventWish(subscription: subscription, population: (population ?? nobody, scope))
        }
    }

    func isFulfilled(by event: EventRows.Stored, _ reader: any SQLReader) throws -> Bool {
        guard (event.position ?? 0) > subscription.afterPosition else { return false }
        let draft = subscription.draft
        if !draft.businessSteps.isEmpty {
            guard let step = event.header.businessStep, draft.businessSteps.contains(step) else { return false }
        }
        if !draft.dispositions.isEmpty {
            guard let disposition = event.header.disposition, draft.dispositions.contains(disposition) else {
                return false
            }
        }
        guard let (asked, scope) = population else { return true }
        let mentions = try EventRows.mentions(of: event.header.id, reader)
        for key in mentions.all.prefix(Self.mostUnits) {
            if try Self.holds(key, asked, scope, reader) { return true }
        }
        // Units of a batch that nothing tells apart are alike but for their numbers: where those are not asked for, the ends
        // stand for all, else rather tell of too much.
        guard !mentions.ranges.isEmpty, asked.serials.isEmpty else { return !mentions.ranges.isEmpty }
        for range in mentions.ranges {
            for sequence in [range.sequences.lowerBound, range.sequences.upperBound] {
                guard let key = try Self.unit(sequence, of: range.batch, reader) else { return true }
                if try Self.holds(key, asked, scope, reader) { return true }
            }
        }
        return false
    }

    /// Nil where it cannot be told, as without the key of a scrambled format.
    private static func unit(_ sequence: Int64, of batch: ID<Batch>, _ reader: any SQLReader) throws -> UnitKey? {
        guard let batch = try Batches.find(batch, reader), let format = batch.issue?.format else { return nil }
        let formats = try SerialFormats.list(of: batch.model, reader)
        guard let found = formats.first(where: { $0.id == format }) else { return nil }
        let text = try? found.format.writer(for: batch.fields).text(of: sequence)
        return try text.map { UnitKey(batch.model, try SerialNumber(parsing: $0)) }
    }

    private static func holds(
        _ key: UnitKey, _ asked: CompiledPopulation, _ scope: PopulationScope, _ reader: any SQLReader
    ) throws -> Bool {
        guard let model = scope.model(key.model), let unit = try Units.find(key, reader) else { return false }
        let batch = try unit.batch.flatMap { try Batches.find($0, reader) }
        return try asked.holds(UnitFacts(unit, batch: batch, model: model), in: scope, reader)
    }
}
