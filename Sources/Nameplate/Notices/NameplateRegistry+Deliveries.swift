package import Registry
import Storage

/// A delivery as lists show it.
package struct DeliveryAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var delivery: Delivery
    /// The name of the webhook that it goes to; nil where that has been taken away.
    package var webhook: String?
}

/// A delivery with what it tells and how it went.
package struct DeliveryDetails: Sendable {
    package var answer: DeliveryAnswer
    package var content: NoticeContent
    package var attempts: [DeliveryAttempt]
    /// The proof of what a person was sent; without where to and what.
    package var proof: DeliveryContent?
}

extension NameplateRegistry {
    /// What a manufacturer has announced, newest first.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func deliveries(
        of slug: String, in state: DeliveryState?, before place: DeliveryPlace? = nil, limit: Int,
        as principal: Principal
    ) async throws -> [DeliveryAnswer] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readNotices, of: manufacturer.id)
            let names = try Self.webhookNames(of: manufacturer.id, reader)
            return try Deliveries.page(of: manufacturer.id, in: state, before: place, limit: limit, reader).map {
                DeliveryAnswer(
                    manufacturer: manufacturer, delivery: $0, webhook: $0.subscription.flatMap { names[$0] })
            }
        }
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `delivery.unknown`.
    package func delivery(
        _ id: ID<Delivery>, of slug: String, as principal: Principal
    ) async throws -> DeliveryDetails {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readNotices, of: manufacturer.id)
            guard let delivery = try Deliveries.find(id, reader), delivery.manufacturer == manufacturer.id,
                let notice = try Notices.find(delivery.notice, reader)
            else {
                throw RegistryError(.deliveryUnknown, "There is no such delivery of this manufacturer. List them.")
            }
            let names = try Self.webhookNames(of: manufacturer.id, reader)
            return DeliveryDetails(
                answer: DeliveryAnswer(
                    manufacturer: manufacturer, delivery: delivery, webhook: delivery.subscription.flatMap { names[$0] }
                ),
                content: try NoticeContent(of: notice, reader), attempts: try Deliveries.attempts(of: id, reader),
                proof: try Self.proof(of: id, reader))
        }
    }

    /// Where to and what it was is personal: the person's own export has it.
    private static func proof(of id: ID<Delivery>, _ reader: any SQLReader) throws -> DeliveryContent? {
        var proof = try DeliveryContents.find(id, reader)
        proof?.address = nil
        proof?.text = nil
        return proof
    }

    private static func webhookNames(
        of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [ID<WebhookSubscription>: String] {
        let webhooks = try WebhookSubscriptions.list(of: manufacturer, reader)
        return Dictionary(webhooks.map { ($0.id, $0.draft.name) }) { first, _ in first }
    }
}

extension Commands {
    /// Sends something once more, whatever became of it.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `delivery.unknown`, `state.step`.
    package func replayDelivery(_ id: ID<Delivery>, of slug: String) throws -> Delivery {
        try step(.replay, id, of: slug)
    }

    /// Does not send something that waits.
    /// - Throws: as above.
    package func stopDelivery(_ id: ID<Delivery>, of slug: String) throws -> Delivery {
        try step(.stop, id, of: slug)
    }

    private func step(_ step: DeliveryStep, _ id: ID<Delivery>, of slug: String) throws -> Delivery {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageNotices, of: manufacturer.id)
        let delivery = try Deliveries.step(step, id, of: manufacturer.id, transaction)
        try AuditTrail.write(
            "notice.\(step.rawValue)", subject: id.description, of: manufacturer.id, as: principal, from: source,
            detail: delivery.topic.rawValue, transaction)
        return delivery
    }
}
