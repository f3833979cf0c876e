package import Storage

/// The table `webhook_subscriptions`.
package enum WebhookSubscriptions {
    /// The most webhooks of a manufacturer.
    package static let most = 50
    /// How long the secret before is still used after a change, in microseconds.
    package static let overlap: Int64 = 86_400_000_000

    /// A manufacturer's webhooks by name.
    package static func list(
        of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [WebhookSubscription] {
        try reader.all(WebhooksSQL.list, [.integer(manufacturer.value)], read)
    }

    package static func find(
        _ id: ID<WebhookSubscription>, _ reader: any SQLReader
    ) throws -> WebhookSubscription? {
        try reader.first(WebhooksSQL.byID, [.integer(id.value)], read)
    }

    /// - Throws: `webhook.unknown`.
    package static func require(
        _ id: ID<WebhookSubscription>, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> WebhookSubscription {
        guard let found = try find(id, reader), found.manufacturer == manufacturer else {
            throw RegistryError(.webhookUnknown, "There is no such webhook of this manufacturer. List them.")
        }
        return found
    }

    /// Those of all manufacturers that are told of events.
    static func following(_ reader: any SQLReader) throws -> [WebhookSubscription] {
        try reader.all(WebhooksSQL.on, [], read).filter { $0.topics.contains(.unitEvent) }
    }

    /// Those of all manufacturers that may be called now.
    static func ready(at now: Int64, _ reader: any SQLReader) throws -> [ID<WebhookSubscription>] {
        try reader.all(WebhooksSQL.on, []) { try read($0) }
            .filter { ($0.pausedUntil ?? .min) <= now }.map(\.id)
    }

    /// Those of all manufacturers that are off or taken away.
    static func off(_ reader: any SQLReader) throws -> [ID<WebhookSubscription>] {
        try reader.all(WebhooksSQL.off, []) { ID($0.integer(0)) }
    }

    /// The secrets by which a message is signed, the one in use first.
    /// - Throws: `key.missing` where the master key is not at hand.
    package static func secrets(
        of subscription: WebhookSubscription, at now: Int64, _ reader: any SQLReader
    ) throws -> [WebhookSecret] {
        let id = subscription.id
        let sealed = try reader.first(WebhooksSQL.secrets, [.integer(id.value)]) { row in
            (row.blob(0), row.optionalBlob(1), row.optionalInteger(2) ?? .min)
        }
        guard let vault = reader.vault, let (current, former, until) = sealed,
            let bytes = vault.open(current, place(id))
        else { throw SecretKey.missing }
        let before = until > now ? former.flatMap { vault.open($0, place(id)) } : nil
        return [bytes, before].compactMap(\.self).map(WebhookSecret.init(bytes:))
    }

    // MARK: Changing

    /// Makes a webhook that is told of what happens from now on.
    /// - Throws: `value.invalid`, `webhook.taken`, `key.missing`.
    package static func create(
        _ draft: WebhookDraft, secret: WebhookSecret?, isOn: Bool, of manufacturer: ID<Manufacturer>,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> WebhookSubscription {
        try draft.check()
        guard let vault = transaction.vault else { throw SecretKey.missing }
        let known = try list(of: manufacturer, transaction)
        try refuseTaken(draft.name, among: known)
        guard known.count < most else {
            throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) webhooks.", field: "name")
        }
        let secret = secret ?? fresh(transaction)
        let made = WebhookSubscription(
            id: ID(transaction.newID()), manufacturer: manufacturer, draft: draft,
            afterPosition: try Positions.head(transaction), offSince: isOn ? nil : transaction.now,
            offReason: isOn ? nil : .byHand, createdAt: transaction.now, createdBy: principal.auditName)
        let sealed = vault.seal(secret.bytes, place(made.id), transaction.salt())
        try transaction.run(
            WebhooksSQL.insert,
            [.integer(made.id.value), .integer(manufacturer.value)] + values(of: draft) + [
                .blob(sealed), .integer(made.afterPosition), SQLValue(made.offSince),
                SQLValue(made.offReason?.rawValue), .integer(made.createdAt), .text(made.createdBy),
            ])
        try AuditTrail.write(
            "webhook.create", subject: made.id.description, of: manufacturer, as: principal, from: source,
            detail: detail(of: draft), transaction)
        return made
    }

    /// Says something else of a webhook, or switches it on or off.
    /// - Throws: `webhook.unknown`, `webhook.taken`, `value.invalid`.
    package static func change(
        _ id: ID<WebhookSubscription>, to draft: WebhookDraft, isOn: Bool, of manufacturer: ID<Manufacturer>,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> WebhookSubscription {
        try draft.check()
        var changed = try require(id, of: manufacturer, transaction)
        try refuseTaken(draft.name, among: try list(of: manufacturer, transaction).filter { $0.id != id })
        changed.draft = draft
        changed.pausedUntil = nil
        if isOn != changed.isOn {
            changed.offSince = isOn ? nil : transaction.now
            changed.offReason = isOn ? nil : .byHand
        }
        try transaction.run(
            WebhooksSQL.change,
            values(of: draft) + [
                SQLValue(changed.offSince), SQLValue(changed.offReason?.rawValue), .integer(id.value),
            ])
        try AuditTrail.write(
            "webhook.change", subject: id.description, of: manufacturer, as: principal, from: source,
            detail: detail(of: draft) + (isOn ? ", on" : ", off"), transaction)
        return changed
    }

    /// Gives a webhook another secret. For a day what is sent carries the signatures of both.
    /// - Throws: `webhook.unknown`, `key.missing`.
    package static func replaceSecret(
        of id: ID<WebhookSubscription>, by secret: WebhookSecret?, of manufacturer: ID<Manufacturer>,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> WebhookSubscription {
        var changed = try require(id, of: manufacturer, transaction)
        guard let vault = transaction.vault else { throw SecretKey.missing }
        let secret = secret ?? fresh(transaction)
        changed.formerUntil = transaction.now.addingSaturated(overlap)
        try transaction.run(
            WebhooksSQL.replaceSecret,
            [
                SQLValue(changed.formerUntil), .blob(vault.seal(secret.bytes, place(id), transaction.salt())),
                .integer(id.value),
            ])
        try AuditTrail.write(
            "webhook.secret", subject: id.description, of: manufacturer, as: principal, from: source, transaction)
        return changed
    }

    /// Takes a webhook away. What was on its way to it is sent no more; its row stays for what names it.
    /// - Throws: `webhook.unknown`.
    package static func remove(
        _ id: ID<WebhookSubscription>, of manufacturer: ID<Manufacturer>, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        let gone = try require(id, of: manufacturer, transaction)
        try transaction.run(
            WebhooksSQL.remove,
            [
                .text(id.description), .integer(transaction.now),
                .text(WebhookSubscription.OffReason.byHand.rawValue), .blob([]), .integer(id.value),
            ])
        try AuditTrail.write(
            "webhook.remove", subject: id.description, of: manufacturer, as: principal, from: source,
            detail: detail(of: gone.draft), transaction)
    }

    static func switchOff(
        _ id: ID<WebhookSubscription>, because reason: WebhookSubscription.OffReason, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            WebhooksSQL.switchOff, [.integer(transaction.now), .text(reason.rawValue), .integer(id.value)])
    }

    static func pause(
        _ id: ID<WebhookSubscription>, until time: Int64, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(WebhooksSQL.pause, [.integer(time), .integer(id.value)])
    }

    static func endPause(of id: ID<WebhookSubscription>, _ transaction: any SQLTransaction) throws {
        try transaction.run(WebhooksSQL.endPause, [.integer(id.value)])
    }

    // MARK: Values

    private static func fresh(_ transaction: any SQLTransaction) -> WebhookSecret {
        WebhookSecret(bytes: transaction.salt() + transaction.salt())
    }

    private static func refuseTaken(_ name: String, among known: [WebhookSubscription]) throws(RegistryError) {
        guard !known.contains(where: { $0.draft.name == name }) else {
            throw RegistryError(
                .webhookTaken, "There is a webhook '\(name)' already. Choose another name.", field: "name")
        }
    }

    /// Of an address the host alone: the rest may be as good as a password.
    private static func detail(of draft: WebhookDraft) -> String { "\(draft.name) at \(draft.address.host)" }

    /// What a sealed secret is bound to, so that it opens in its own row alone.
    private static func place(_ id: ID<WebhookSubscription>) -> [UInt8] {
        Array("webhook_subscriptions 1 \(id)".utf8)
    }

    private static func values(of draft: WebhookDraft) -> [SQLValue] {
        [
            .text(draft.name), .text(draft.address.text), words(draft.topics), words(draft.businessSteps),
            words(draft.dispositions), SQLValue(draft.population),
        ]
    }

    private static func words(_ words: [some RawRepresentable<String>]) -> SQLValue {
        .text(words.map(\.rawValue).joined(separator: " "))
    }

    private static func words<Word: RawRepresentable<String>>(_ text: String) -> [Word] {
        text.split(separator: " ").compactMap { Word(rawValue: String($0)) }
    }

    private static func read(_ row: borrowing Row) throws -> WebhookSubscription {
        var draft = WebhookDraft(
            name: row.text(2), address: try WebhookAddress(parsing: row.text(3)), topics: words(row.text(4)))
        draft.businessSteps = words(row.text(5))
        draft.dispositions = words(row.text(6))
        draft.population = row.optionalText(7)
        return WebhookSubscription(
            id: ID(row.integer(0)), manufacturer: ID(row.integer(1)), draft: draft,
            formerUntil: row.optionalInteger(8), afterPosition: row.integer(9), pausedUntil: row.optionalInteger(10),
            offSince: row.optionalInteger(11), offReason: try row.optionalWord(12), createdAt: row.integer(13),
            createdBy: row.text(14))
    }
}

private enum WebhooksSQL {
    static let list = Statement(
        """
        SELECT id, manufacturer_id, name, url, topics, business_steps, dispositions, population, former_until,
               after_position, paused_until, off_since, off_reason, created_at, created_by
          FROM webhook_subscriptions
         WHERE manufacturer_id = $1
           AND removed_at IS NULL
         ORDER BY name
        """)
    static let byID = Statement(
        """
        SELECT id, manufacturer_id, name, url, topics, business_steps, dispositions, population, former_until,
               after_position, paused_until, off_since, off_reason, created_at, created_by
          FROM webhook_subscriptions
         WHERE id = $1
           AND removed_at IS NULL
        """)
    static let on = Statement(
        """
        SELECT id, manufacturer_id, name, url, topics, business_steps, dispositions, population, former_until,
               after_position, paused_until, off_since, off_reason, created_at, created_by
          FROM webhook_subscriptions
         WHERE off_since IS NULL
         ORDER BY id
        """)
    static let secrets = Statement(
        "SELECT secret, former_secret, former_until FROM webhook_subscriptions WHERE id = $1")
    static let insert = Statement(
        """
        INSERT INTO webhook_subscriptions (id, manufacturer_id, name, url, topics, business_steps, dispositions,
                                           population, secret, after_position, off_since, off_reason, created_at,
                                           created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """)
    static let change = Statement(
        """
        UPDATE webhook_subscriptions
           SET name = $1, url = $2, topics = $3, business_steps = $4, dispositions = $5, population = $6,
               off_since = $7, off_reason = $8, paused_until = NULL
         WHERE id = $9
        """)
    static let replaceSecret = Statement(
        """
        UPDATE webhook_subscriptions
           SET former_secret = secret, former_until = $1, secret = $2
         WHERE id = $3
        """)
    static let remove = Statement(
        """
        UPDATE webhook_subscriptions
           SET name = $1, removed_at = $2, off_since = coalesce(off_since, CAST($2 AS BIGINT)), off_reason = $3,
               url = 'https://removed.invalid', secret = $4, former_secret = NULL, population = NULL
         WHERE id = $5
        """)
    static let off = Statement("SELECT id FROM webhook_subscriptions WHERE off_since IS NOT NULL ORDER BY id")
    static let switchOff = Statement(
        """
        UPDATE webhook_subscriptions
           SET off_since = $1, off_reason = $2
         WHERE id = $3
           AND off_since IS NULL
        """)
    static let pause = Statement("UPDATE webhook_subscriptions SET paused_until = $1 WHERE id = $2")
    static let endPause = Statement(
        "UPDATE webhook_subscriptions SET paused_until = NULL WHERE id = $1 AND paused_until IS NOT NULL")
}
