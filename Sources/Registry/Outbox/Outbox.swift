package import Storage

/// Announces what has happened: in the very transaction of what is announced, so that nothing is announced that was not
/// committed and nothing committed is forgotten. Sending comes afterwards.
package enum Outbox {
    /// Posts a notice once: what has the same topic and key for a manufacturer is the same notice.
    /// - Returns: It; nil where it was posted before.
    /// - Throws: `value.invalid` for an empty or too long key, a fact that the topic does not have or one that is too long.
    @discardableResult
    package static func post(
        _ draft: NoticeDraft, of manufacturer: ID<Manufacturer>, _ transaction: any SQLTransaction
    ) throws -> Notice? {
        try check(draft)
        guard let notice = try Notices.insert(draft, of: manufacturer, transaction) else { return nil }
        for subscription in try WebhookSubscriptions.list(of: manufacturer, transaction)
        where subscription.isOn && subscription.topics.contains(draft.topic) {
            try Deliveries.insert(notice, to: subscription.id, transaction)
        }
        if let party = draft.party { try Deliveries.insert(notice, to: party, transaction) }
        return notice
    }

    /// Posts a notice for one webhook alone.
    package static func test(
        _ subscription: WebhookSubscription, _ transaction: any SQLTransaction
    ) throws -> ID<Delivery> {
        let draft = NoticeDraft(.test, key: "\(subscription.id) \(transaction.newID())")
        guard let notice = try Notices.insert(draft, of: subscription.manufacturer, transaction) else {
            throw transaction.overtaken()
        }
        return try Deliveries.insert(notice, to: subscription.id, transaction)
    }

    private static func check(_ draft: NoticeDraft) throws(RegistryError) {
        guard draft.party == nil || draft.topic.isForPersons else {
            throw RegistryError(
                .valueInvalid, "Nobody is written to about '\(draft.topic.rawValue)'.", field: "topic")
        }
        guard (1...Notice.longestKey).contains(draft.key.utf8.count) else {
            throw RegistryError(
                .valueInvalid, "The key of a notice has 1 to \(Notice.longestKey) bytes.", field: "key")
        }
        let names = draft.topic.facts.map(\.name)
        for (name, fact) in draft.facts.sorted(by: { $0.key < $1.key }) {
            guard names.contains(name) else {
                throw RegistryError(
                    .valueInvalid, "A notice '\(draft.topic.rawValue)' has no fact '\(name)'.", field: "facts.\(name)")
            }
            guard fact.unicodeScalars.count <= Notice.longestFact else {
                throw RegistryError(
                    .valueInvalid, "A fact has at most \(Notice.longestFact) characters.", field: "facts.\(name)")
            }
        }
    }
}
