package import Storage

/// What a worker can do now: found by reading, so that nothing is written where there is nothing to do.
package struct DueWork: Hashable, Sendable {
    /// Whether another worker has had something for too long.
    var hasLapsed = false
    /// A webhook that is off and for which something waits.
    var off: ID<WebhookSubscription>?
    /// Whether e-mail is due.
    var hasMail = false
    /// Webhooks that may be called and for which something is due.
    var webhooks: [ID<WebhookSubscription>] = []

    package var isEmpty: Bool { !hasLapsed && off == nil && !hasMail && webhooks.isEmpty }

    /// - Parameter sendsMail: whether there is a way to send e-mail; where there is none, it waits. So does what is for
    ///   webhooks where there is no vault: nothing can be signed.
    package static func find(at now: Int64, sendsMail: Bool, _ reader: any SQLReader) throws -> DueWork {
        var work = DueWork()
        // Most often nothing is due at all.
        guard try reader.exists(DueWorkSQL.any, [.integer(now)]) else { return work }
        work.hasLapsed = try reader.exists(DueWorkSQL.lapsed, [.integer(now)])
        work.off = try WebhookSubscriptions.off(reader).first {
            try isWaiting(.webhook, for: $0.value, until: .max, reader)
        }
        // What has been had for too long is due once it is given back.
        let hasLapsed = work.hasLapsed
        if sendsMail { work.hasMail = try hasLapsed || canTake(.email, for: 0, at: now, reader) }
        guard reader.vault != nil else { return work }
        work.webhooks = try WebhookSubscriptions.ready(at: now, reader).filter {
            try hasLapsed || canTake(.webhook, for: $0.value, at: now, reader)
        }
        return work
    }

    private static func canTake(
        _ channel: Delivery.Channel, for subscription: Int64, at now: Int64, _ reader: any SQLReader
    ) throws -> Bool {
        try isWaiting(channel, for: subscription, until: now, reader)
            && DeliveryQueue.underWay(channel, for: subscription, reader) < DeliveryQueue.share
    }

    private static func isWaiting(
        _ channel: Delivery.Channel, for subscription: Int64, until time: Int64, _ reader: any SQLReader
    ) throws -> Bool {
        try reader.exists(DueWorkSQL.waiting, [.integer(subscription), .text(channel.rawValue), .integer(time)])
    }
}

private enum DueWorkSQL {
    static let any = Statement(
        """
        SELECT 1
          FROM deliveries
         WHERE state IN ('waiting', 'sending')
           AND due_at <= $1
         LIMIT 1
        """)
    static let lapsed = Statement(
        """
        SELECT 1
          FROM deliveries
         WHERE state = 'sending'
           AND due_at <= $1
         LIMIT 1
        """)
    static let waiting = Statement(
        """
        SELECT 1
          FROM deliveries
         WHERE subscription_id = $1
           AND channel = $2
           AND state = 'waiting'
           AND due_at <= $3
         LIMIT 1
        """)
}
