import Identifiers
package import Storage

/// Posts a notice for each event of which a webhook wants to be told.
package struct WebhookFollower: Follower {
    package let name = "webhooks"

    package init() {}

    package func follow(_ positions: ClosedRange<Int64>, _ transaction: any SQLTransaction) throws -> Int64 {
        let subscriptions = try WebhookSubscriptions.following(transaction)
            .filter { $0.afterPosition < positions.upperBound }
        let today = CivilDate(microseconds: transaction.now)
        let batches = BatchCache(transaction)
        var work: [(event: EventRows.Stored, wishes: [EventWish])] = []
        for (manufacturer, subscriptions) in Dictionary(grouping: subscriptions, by: \.manufacturer)
            .sorted(by: { $0.key < $1.key })
        {
            let events = try EventRows.page(
                after: positions.lowerBound - 1, through: positions.upperBound, of: manufacturer, transaction)
            guard !events.isEmpty else { continue }
            let wishes = try EventWish.list(subscriptions, of: manufacturer, on: today, batches, transaction)
            work += events.map { ($0, wishes) }
        }
        work.sort { ($0.event.position ?? 0) < ($1.event.position ?? 0) }
        // Others write too. What is asked has been read by now, so that each transaction has time for events.
        let clock = ContinuousClock()
        let deadline = clock.now + transaction.longestWrite
        for (place, (event, wishes)) in work.enumerated() {
            if place > 0, clock.now >= deadline { return (event.position ?? 0) - 1 }
            try post(event, wishes, batches, transaction)
        }
        return positions.upperBound
    }

    private func post(
        _ event: EventRows.Stored, _ wishes: [EventWish], _ batches: BatchCache, _ transaction: any SQLTransaction
    ) throws {
        let units = EventUnits(of: event.header.id, batches, transaction)
        let wanted = try wishes.filter { try $0.isFulfilled(by: event, units) }
        guard !wanted.isEmpty else { return }
        let draft = NoticeDraft(.unitEvent, key: "event \(event.header.id)")
        let posted = try Notices.insert(
            draft, event: event.header.id, of: event.header.manufacturer, transaction)
        guard let posted else { return }
        for wish in wanted { try Deliveries.insert(posted, to: wish.subscription.id, transaction) }
    }
}

/// What an event speaks of, read once for all who ask, and not at all where nobody does.
final class EventUnits {
    private let event: ID<Event>
    private let batches: BatchCache
    private let reader: any SQLReader
    private var mentions: EventRows.Mentions?
    private var facts: [UnitFacts]?

    init(of event: ID<Event>, _ batches: BatchCache, _ reader: any SQLReader) {
        (self.event, self.batches, self.reader) = (event, batches, reader)
    }

    var ranges: [EventDraft.SequenceRange] {
        get throws { try read().ranges }
    }

    /// Those that it names one by one and that are of the models of a scope, which is the same to all who ask.
    func named(in scope: PopulationScope) throws -> [UnitFacts] {
        if let facts { return facts }
        let found = try read().all.compactMap { key -> UnitFacts? in
            guard let model = scope.model(key.model), let unit = try Units.find(key, reader) else { return nil }
            return UnitFacts(unit, batch: try unit.batch.flatMap { try batches.batch($0)?.batch }, model: model)
        }
        facts = found
        return found
    }

    private func read() throws -> EventRows.Mentions {
        if let mentions { return mentions }
        let found = try EventRows.mentions(of: event, reader)
        mentions = found
        return found
    }
}
