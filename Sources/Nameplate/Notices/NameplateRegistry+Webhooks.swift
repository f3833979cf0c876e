import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// Whom a manufacturer has told of what happens: never their secrets.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func webhooks(of slug: String, as principal: Principal) async throws -> [WebhookSubscription] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .manageNotices, of: manufacturer.id)
            return try WebhookSubscriptions.list(of: manufacturer.id, reader)
        }
    }

    /// The secret that a webhook's program checks signatures by. That it was told stands in the audit trail.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `webhook.unknown`, `key.missing`.
    package func webhookSecret(
        of id: ID<WebhookSubscription>, _ slug: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> WebhookSecret {
        try await perform(as: principal, from: source) { commands in try commands.webhookSecret(of: id, slug) }
    }
}

extension Commands {
    /// Tells a program of what happens from now on.
    /// - Parameter secret: nil makes one.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `value.invalid`, `webhook.taken`, `key.missing`, and what a
    ///   population is refused for.
    package func createWebhook(
        _ draft: WebhookDraft, secret: String? = nil, isOn: Bool = true, of slug: String
    ) throws -> WebhookSubscription {
        let manufacturer = try manufacturer(slug, checking: draft)
        return try WebhookSubscriptions.create(
            draft, secret: secret.map { try WebhookSecret(parsing: $0) }, isOn: isOn, of: manufacturer.id,
            as: principal, from: source, transaction)
    }

    /// - Throws: as above, and `webhook.unknown`.
    package func changeWebhook(
        _ id: ID<WebhookSubscription>, to draft: WebhookDraft, isOn: Bool, of slug: String
    ) throws -> WebhookSubscription {
        let manufacturer = try manufacturer(slug, checking: draft)
        return try WebhookSubscriptions.change(
            id, to: draft, isOn: isOn, of: manufacturer.id, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `webhook.unknown`, `value.invalid`, `key.missing`.
    package func replaceWebhookSecret(
        of id: ID<WebhookSubscription>, by secret: String? = nil, _ slug: String
    ) throws -> WebhookSubscription {
        let manufacturer = try manufacturer(slug)
        return try WebhookSubscriptions.replaceSecret(
            of: id, by: secret.map { try WebhookSecret(parsing: $0) }, of: manufacturer.id, as: principal, from: source,
            transaction)
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `webhook.unknown`, `key.missing`.
    package func webhookSecret(of id: ID<WebhookSubscription>, _ slug: String) throws -> WebhookSecret {
        let manufacturer = try manufacturer(slug)
        let webhook = try WebhookSubscriptions.require(id, of: manufacturer.id, transaction)
        let secrets = try WebhookSubscriptions.secrets(of: webhook, at: now, transaction)
        try AuditTrail.write(
            "webhook.readSecret", subject: id.description, of: manufacturer.id, as: principal, from: source,
            transaction)
        guard let secret = secrets.first else { throw StorageError(.damaged, "A webhook has no secret.") }
        return secret
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `webhook.unknown`.
    package func removeWebhook(_ id: ID<WebhookSubscription>, of slug: String) throws {
        let manufacturer = try manufacturer(slug)
        try WebhookSubscriptions.remove(id, of: manufacturer.id, as: principal, from: source, transaction)
    }

    /// Sends a webhook a notice that says nothing.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `webhook.unknown`, `webhook.off`.
    package func testWebhook(_ id: ID<WebhookSubscription>, of slug: String) throws -> ID<Delivery> {
        let manufacturer = try manufacturer(slug)
        let webhook = try WebhookSubscriptions.require(id, of: manufacturer.id, transaction)
        guard webhook.isOn else {
            throw RegistryError(.webhookOff, "The webhook '\(webhook.draft.name)' is off. Switch it on first.")
        }
        return try Outbox.test(webhook, transaction)
    }

    private func manufacturer(_ slug: String, checking draft: WebhookDraft? = nil) throws -> Manufacturer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageNotices, of: manufacturer.id)
        if let population = draft?.population {
            let written = try WrittenPopulation(parsing: population)
            _ = try CompiledPopulation(
                written, in: .load(of: manufacturer.id, checking: written.population, transaction),
                on: CivilDate(microseconds: now))
        }
        return manufacturer
    }
}
