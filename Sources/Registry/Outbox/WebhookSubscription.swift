/// Somebody's program that a manufacturer has told of what happens.
package struct WebhookSubscription: Hashable, Sendable {
    /// Why a webhook is off.
    package enum OffReason: String, CaseIterable, Sendable {
        /// Somebody has switched it off, or not on yet.
        case byHand
        /// It answered 410: it wants nothing more.
        case gone
    }
    package var id: ID<WebhookSubscription>
    package var manufacturer: ID<Manufacturer>
    package var draft: WebhookDraft
    /// Until when what is sent is signed with the secret before too; microseconds since 1970 UTC, as all times.
    package var formerUntil: Int64?
    /// Only events after this position are told.
    package var afterPosition: Int64
    /// It has failed and is left alone until then.
    package var pausedUntil: Int64?
    package var offSince: Int64?
    package var offReason: OffReason?
    package var createdAt: Int64
    package var createdBy: String

    package var isOn: Bool { offSince == nil }
    package var topics: Set<NoticeTopic> { Set(draft.topics) }
}

/// What somebody says of a webhook.
package struct WebhookDraft: Hashable, Sendable {
    /// By which people know it.
    package var name: String
    package var address: WebhookAddress
    package var topics: [NoticeTopic]
    /// Of events, only those with one of these business steps; empty for all.
    package var businessSteps: [BusinessStep] = []
    /// Of events, only those with one of these dispositions; empty for all.
    package var dispositions: [Disposition] = []
    /// Of events, only those that speak of a unit of this population; nil for all.
    package var population: String?

    package init(name: String, address: WebhookAddress, topics: [NoticeTopic]) {
        self.name = name
        self.address = address
        self.topics = topics
    }

    private static let longestName = 80

    /// - Throws: `value.invalid`, and what the population's text is refused for.
    func check() throws(RegistryError) {
        try TextRules.check(name, field: "name", limit: Self.longestName)
        guard !name.isEmpty else { throw RegistryError(.valueInvalid, "Give the webhook a name.", field: "name") }
        guard !topics.isEmpty, topics.allSatisfy(NoticeTopic.subscribable.contains) else {
            throw RegistryError(
                .valueInvalid,
                "Say of what the webhook is told: "
                    + NoticeTopic.subscribable.map(\.rawValue).joined(separator: ", ") + ".", field: "topics")
        }
        if let population { _ = try WrittenPopulation(parsing: population) }
    }
}
