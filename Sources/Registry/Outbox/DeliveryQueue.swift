package import Storage

/// What became of a try to send something.
package struct SendOutcome: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The other side has taken it.
        case sent
        /// It may be taken later.
        case failed
        /// It will never be taken.
        case refused
        /// The other side wants nothing more.
        case gone
        /// It shall not be sent.
        case stopped
        /// It could not be tried, for reasons of our own: the key, the database, an end of the server.
        case unable
    }
    package var kind: Kind
    /// What went wrong, for programs; nil where it was sent.
    package var problem: String?
    /// The status of HTTP, or with which a program ended.
    package var status: Int64?
    /// After how many seconds the other side wants to be asked again.
    package var retryAfter: Int64?
    /// More of it, nothing personal.
    package var detail: String?

    package init(
        _ kind: Kind, problem: String? = nil, status: Int64? = nil, retryAfter: Int64? = nil, detail: String? = nil
    ) {
        self.kind = kind
        self.problem = problem
        self.status = status
        self.retryAfter = retryAfter
        self.detail = detail
    }

    /// It was sent.
    package static let sent = SendOutcome(.sent)
}

/// A delivery that a worker has, until its lease ends.
package struct LeasedDelivery: Hashable, Sendable {
    package var delivery: Delivery
    /// Proves that the worker has it.
    package var lease: Int64
}

/// Gives workers what is due. A delivery is had by one worker at a time; one that a worker does not give back within the
/// lease, because it crashed, is due again: it may have been sent, so each is sent at least once, and always with the same
/// id.
package enum DeliveryQueue {
    /// How long a worker has a delivery at most, in microseconds.
    package static let lease: Int64 = 120_000_000
    /// The most that workers have for one destination at a time, so that a slow one holds up nobody else.
    package static let share = 4
    /// The longest that a destination which has failed is left alone, in microseconds.
    private static let longestPause: Int64 = 900_000_000
    /// How long what could not be tried waits, in microseconds.
    package static let rest: Int64 = 60_000_000

    /// Takes what is due: for each destination the oldest. What was found may have been taken by others since.
    package static func take(
        _ work: DueWork, limit: Int, _ transaction: any SQLTransaction
    ) throws -> [LeasedDelivery] {
        if work.hasLapsed { try giveBackLapsed(transaction) }
        if let subscription = work.off { try stopAll(for: subscription, transaction) }
        var taken: [LeasedDelivery] = []
        if work.hasMail { taken += try take(limit, .email, for: 0, transaction) }
        for subscription in work.webhooks where taken.count < limit {
            taken += try take(limit - taken.count, .webhook, for: subscription.value, transaction)
        }
        return taken
    }

    private static func take(
        _ count: Int, _ channel: Delivery.Channel, for subscription: Int64, _ transaction: any SQLTransaction
    ) throws -> [LeasedDelivery] {
        let destination: [SQLValue] = [.integer(subscription), .text(channel.rawValue)]
        let room = min(count, share - (try underWay(channel, for: subscription, transaction)))
        guard room > 0 else { return [] }
        let due = try transaction.all(
            DeliveryQueueSQL.due, destination + [.integer(transaction.now), .integer(Int64(room))], Deliveries.read)
        return try due.compactMap { try take($0, transaction) }
    }

    /// How many workers have for a destination.
    static func underWay(
        _ channel: Delivery.Channel, for subscription: Int64, _ reader: any SQLReader
    ) throws -> Int {
        let destination: [SQLValue] = [.integer(subscription), .text(channel.rawValue)]
        return try reader.first(DeliveryQueueSQL.underWay, destination) { Int($0.integer(0)) } ?? 0
    }

    /// Takes one delivery. - Returns: nil where another worker was faster.
    static func take(_ delivery: Delivery, _ transaction: any SQLTransaction) throws -> LeasedDelivery? {
        var delivery = delivery
        delivery.state = try Delivery.workflow.state(after: .begin, from: delivery.state)
        delivery.attempts += 1
        delivery.dueAt = transaction.now.addingSaturated(lease)
        let key = transaction.newID()
        let changed = try transaction.rowsChanged(
            by: DeliveryQueueSQL.take,
            [
                .text(delivery.state.rawValue), .integer(delivery.attempts), .integer(delivery.dueAt),
                .integer(key), .integer(transaction.now), .integer(delivery.id.value),
            ])
        return changed == 1 ? LeasedDelivery(delivery: delivery, lease: key) : nil
    }

    /// The most that are stopped in one transaction.
    private static let stopped: Int64 = 200

    /// Stops what waits for a webhook that is off.
    private static func stopAll(
        for subscription: ID<WebhookSubscription>, _ transaction: any SQLTransaction
    ) throws {
        let waiting = try transaction.all(
            DeliveryQueueSQL.due,
            [
                .integer(subscription.value), .text(Delivery.Channel.webhook.rawValue), .integer(.max),
                .integer(stopped),
            ], Deliveries.read)
        for delivery in waiting {
            let step = try Deliveries.step(.stop, delivery.id, of: delivery.manufacturer, transaction)
            try note(SendOutcome(.stopped, problem: "webhook.off"), of: step.id, transaction)
        }
    }

    /// Makes due again what workers have had for too long.
    private static func giveBackLapsed(_ transaction: any SQLTransaction) throws {
        let lapsed = try transaction.all(
            DeliveryQueueSQL.lapsed, [.integer(transaction.now), .integer(100)]
        ) { row in (try Deliveries.read(row), row.integer(13)) }
        for (delivery, lease) in lapsed {
            try finish(
                LeasedDelivery(delivery: delivery, lease: lease), SendOutcome(.failed, problem: "lapsed"), as: .lapse,
                dueAt: delivery.channel.due(at: transaction.now), transaction)
        }
    }

    /// Writes down what became of a delivery that a worker has.
    ///
    /// What fails is due again later, or dead once it has failed too often; its destination is left alone for a while. What
    /// could not be tried is due again soon: that is nobody's fault but ours, and does not count.
    /// - Returns: whether the worker still had it.
    @discardableResult
    package static func finish(
        _ leased: LeasedDelivery, _ outcome: SendOutcome, _ transaction: any SQLTransaction
    ) throws -> Bool {
        var step = DeliveryStep.succeed
        var dueAt = transaction.now
        switch outcome.kind {
        case .sent: break
        case .refused, .gone: step = .giveUp
        case .stopped: step = .drop
        case .failed:
            let pause = BackOff.pause(
                after: leased.delivery.attempts, wish: outcome.retryAfter, chance: transaction.newID())
            step = pause == nil ? .giveUp : .fail
            dueAt = transaction.now.addingSaturated(pause ?? 0)
        case .unable: return try putBack(leased, outcome, transaction)
        }
        guard try finish(leased, outcome, as: step, dueAt: dueAt, transaction) else { return false }
        guard let subscription = leased.delivery.subscription else { return true }
        switch outcome.kind {
        case .gone: try WebhookSubscriptions.switchOff(subscription, because: .gone, transaction)
        case .failed:
            let end = min(dueAt, transaction.now.addingSaturated(longestPause))
            try WebhookSubscriptions.pause(subscription, until: max(end, transaction.now + 5_000_000), transaction)
        case .sent: try WebhookSubscriptions.endPause(of: subscription, transaction)
        case .refused, .stopped, .unable: break
        }
        return true
    }

    /// Makes due again, as if a worker had not had it, what could not be tried.
    private static func putBack(
        _ leased: LeasedDelivery, _ outcome: SendOutcome, _ transaction: any SQLTransaction
    ) throws -> Bool {
        // Noted once, not every time for as long as the reason lasts.
        let isNew = leased.delivery.problem != outcome.problem
        var before = leased
        before.delivery.attempts -= 1
        let dueAt = leased.delivery.channel.due(at: transaction.now.addingSaturated(rest))
        return try finish(before, outcome, as: .lapse, dueAt: dueAt, notes: isNew, transaction)
    }

    @discardableResult
    private static func finish(
        _ leased: LeasedDelivery, _ outcome: SendOutcome, as step: DeliveryStep, dueAt: Int64, notes: Bool = true,
        _ transaction: any SQLTransaction
    ) throws -> Bool {
        let id = leased.delivery.id
        let state = try Delivery.workflow.state(after: step, from: leased.delivery.state)
        let changed = try transaction.rowsChanged(
            by: DeliveryQueueSQL.finish,
            [
                .text(state.rawValue), .integer(leased.delivery.attempts), .integer(dueAt), SQLValue(outcome.problem),
                .integer(transaction.now), .integer(id.value), .integer(leased.lease),
            ])
        guard changed == 1 else { return false }
        if notes { try note(outcome, of: id, transaction) }
        return true
    }

    /// Adds to what is known of a delivery.
    package static func note(
        _ outcome: SendOutcome, of id: ID<Delivery>, _ transaction: any SQLTransaction
    ) throws {
        let number = try transaction.first(DeliveryQueueSQL.lastAttempt, [.integer(id.value)]) { $0.integer(0) } ?? 0
        try transaction.run(
            DeliveryQueueSQL.insertAttempt,
            [
                .integer(id.value), .integer(number + 1), .integer(transaction.now),
                .text(outcome.problem ?? "sent"), SQLValue(outcome.status), SQLValue(outcome.detail),
            ])
    }
}

private enum DeliveryQueueSQL {
    static let underWay = Statement(
        """
        SELECT count(*)
          FROM deliveries
         WHERE subscription_id = $1
           AND channel = $2
           AND state = 'sending'
        """)
    static let due = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE subscription_id = $1
           AND channel = $2
           AND state = 'waiting'
           AND due_at <= $3
         ORDER BY due_at
         LIMIT $4
        """)
    static let lapsed = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at, lease
          FROM deliveries
         WHERE state = 'sending'
           AND due_at <= $1
         ORDER BY due_at
         LIMIT $2
        """)
    static let take = Statement(
        """
        UPDATE deliveries
           SET state = $1, attempts = $2, due_at = $3, lease = $4, changed_at = $5
         WHERE id = $6
           AND state = 'waiting'
        """)
    static let finish = Statement(
        """
        UPDATE deliveries
           SET state = $1, attempts = $2, due_at = $3, problem = $4, changed_at = $5, lease = NULL
         WHERE id = $6
           AND lease = $7
           AND state = 'sending'
        """)
    static let lastAttempt = Statement(
        "SELECT coalesce(max(attempt), 0) FROM delivery_attempts WHERE delivery_id = $1")
    static let insertAttempt = Statement(
        """
        INSERT INTO delivery_attempts (delivery_id, attempt, ended_at, outcome, status, detail)
        VALUES ($1, $2, $3, $4, $5, $6)
        """)
}
