package import Registry
import Storage

/// A message that is to be sent to a webhook.
package struct WebhookMessage: Sendable {
    package var address: WebhookAddress
    package var content: NoticeContent
    /// When it is sent, in seconds since 1970 UTC.
    package var timestamp: Int64
    /// By which it is signed, the one in use first.
    package var secrets: [WebhookSecret]

    /// The same at each attempt, by which whoever gets it twice knows.
    package var id: String { "msg_\(content.notice.id)" }
}

/// What sends messages to webhooks. It never throws: what goes wrong is an outcome too.
package protocol WebhookSender: Sendable {
    func send(_ message: WebhookMessage) async -> SendOutcome
}

/// What a turn of deliveries has come to.
package struct DeliveryRun: Hashable, Sendable {
    package var sent = 0
    /// They are tried again later, or dead.
    package var failed = 0
    /// They were not to be sent any more.
    package var stopped = 0

    package init() {}
    package var count: Int { sent + failed + stopped }
}

extension NameplateRegistry {
    /// The most that are sent at a time by one turn.
    private static let turnSize = 16

    /// Sends what is due, as much as one turn takes. Any number of servers may do so at once.
    package func deliverNotices(by senders: NoticeSenders) async throws -> DeliveryRun {
        let (time, sendsMail) = (now(), senders.mail != nil)
        let work = try await database.read { try DueWork.find(at: time, sendsMail: sendsMail, $0) }
        guard !work.isEmpty else { return DeliveryRun() }
        let leased = try await database.write { try DeliveryQueue.take(work, limit: Self.turnSize, $0) }
        return await withTaskGroup(of: SendOutcome.Kind.self) { group in
            for one in leased { group.addTask { await self.deliver(one, by: senders) } }
            var run = DeliveryRun()
            for await kind in group {
                switch kind {
                case .sent: run.sent += 1
                case .failed, .refused, .gone, .unable: run.failed += 1
                case .stopped: run.stopped += 1
                }
            }
            return run
        }
    }

    /// Sends everything that is due, turn by turn.
    /// - Throws: `access.forbidden`: it concerns all manufacturers.
    package func deliverAllNotices(by senders: NoticeSenders, as principal: Principal) async throws -> DeliveryRun {
        try Access.require(principal, .manageNotices)
        try await catchUp()
        var sum = DeliveryRun()
        while true {
            let run = try await deliverNotices(by: senders)
            guard run.count > 0 else { return sum }
            sum.sent += run.sent
            sum.failed += run.failed
            sum.stopped += run.stopped
        }
    }

    private func deliver(_ leased: LeasedDelivery, by senders: NoticeSenders) async -> SendOutcome.Kind {
        let (outcome, content) = await send(leased.delivery, by: senders)
        // Where this fails the lease ends, and it is sent once more: better twice than never.
        _ = try? await database.write { transaction in
            guard try DeliveryQueue.finish(leased, outcome, transaction), let content else { return }
            try DeliveryContents.set(content, of: leased.delivery.id, transaction)
        }
        return outcome.kind
    }

    private func send(
        _ delivery: Delivery, by senders: NoticeSenders
    ) async -> (outcome: SendOutcome, content: DeliveryContent?) {
        switch delivery.channel {
        case .webhook: return (await outcome(of: delivery, by: senders.webhooks), nil)
        // Nobody prints by itself.
        case .letter: return (SendOutcome(.unable, problem: "letter"), nil)
        case .email:
            guard let mail = senders.mail else { return (SendOutcome(.unable, problem: "mail.command"), nil) }
            return await mail.send(delivery, from: self)
        }
    }

    private func outcome(of delivery: Delivery, by sender: any WebhookSender) async -> SendOutcome {
        let message: WebhookMessage?
        do {
            message = try await self.message(of: delivery)
        } catch {
            return .ofOurs(error)
        }
        guard let message else { return SendOutcome(.stopped, problem: "webhook.off") }
        return await sender.send(message)
    }

    /// Nil where its webhook is off.
    private func message(of delivery: Delivery) async throws -> WebhookMessage? {
        let time = now()
        return try await database.read { reader in
            guard let id = delivery.subscription, let subscription = try WebhookSubscriptions.find(id, reader),
                subscription.isOn, let notice = try Notices.find(delivery.notice, reader)
            else { return nil }
            return WebhookMessage(
                address: subscription.draft.address, content: try NoticeContent(of: notice, reader),
                timestamp: time / 1_000_000,
                secrets: try WebhookSubscriptions.secrets(of: subscription, at: time, reader))
        }
    }
}

extension SendOutcome {
    /// What becomes of a delivery that could not be read so as to be sent. Without the key or the database it waits; what is
    /// refused otherwise has something wrong in it.
    static func ofOurs(_ error: any Error) -> SendOutcome {
        guard let error = error as? RegistryError else { return SendOutcome(.unable, problem: "storage") }
        return SendOutcome(error.code == .keyMissing ? .unable : .failed, problem: error.code.rawValue)
    }
}
