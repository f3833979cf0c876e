import Registry
import Storage

extension TestDesk {
    /// A webhook of a manufacturer.
    @discardableResult
    func webhook(
        _ name: String = "hook", of manufacturer: Manufacturer, topics: [NoticeTopic] = NoticeTopic.subscribable,
        _ change: (inout WebhookDraft) throws -> Void = { _ in }
    ) throws -> WebhookSubscription {
        var draft = WebhookDraft(
            name: name, address: try WebhookAddress(parsing: "https://hooks.example.com/\(name)"), topics: topics)
        try change(&draft)
        return try WebhookSubscriptions.create(
            draft, secret: nil, isOn: true, of: manufacturer.id, as: .administrator, transaction)
    }

    @discardableResult
    func post(_ key: String, of manufacturer: Manufacturer) throws -> Notice? {
        let draft = NoticeDraft(.claimDecided, key: key, facts: ["claim": key, "decision": "approved"])
        return try Outbox.post(draft, of: manufacturer.id, transaction)
    }
}

extension TestRegistry {
    func deliveries(
        of manufacturer: Manufacturer, in state: DeliveryState? = nil
    ) async throws -> [Delivery] {
        try await read { try Deliveries.page(of: manufacturer.id, in: state, before: nil, limit: 500, $0) }
    }

    func take(_ limit: Int = 100) async throws -> [LeasedDelivery] {
        try await write { desk in
            let work = try DueWork.find(at: desk.transaction.now, sendsMail: false, desk.transaction)
            return try DeliveryQueue.take(work, limit: limit, desk.transaction)
        }
    }

    @discardableResult
    func finish(_ leased: LeasedDelivery, _ outcome: SendOutcome) async throws -> Bool {
        try await write { try DeliveryQueue.finish(leased, outcome, $0.transaction) }
    }
}
