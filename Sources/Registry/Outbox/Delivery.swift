package import Storage

/// A notice on its way to one destination.
package struct Delivery: Hashable, Sendable {
    package enum Channel: String, CaseIterable, Sendable {
        case webhook, email
        /// Printed by somebody who asks for it.
        case letter

        /// How somebody is written to: by e-mail where there is an address, else by letter. One that cannot be reached at all
        /// is tried by e-mail, so that it is seen that it cannot.
        static func reaching(_ contact: PartyContact?) -> Channel {
            guard let contact, contact.email == nil, !contact.addressLines.isEmpty, contact.city != nil else {
                return .email
            }
            return .letter
        }

        /// When something is due that is announced now: letters never by themselves.
        func due(at now: Int64) -> Int64 { self == .letter ? .max : now }
    }
    package var id: ID<Delivery>
    package var notice: ID<Notice>
    package var manufacturer: ID<Manufacturer>
    package var topic: NoticeTopic
    package var channel: Channel
    /// The webhook that it goes to; nil where it goes to a person.
    package var subscription: ID<WebhookSubscription>?
    /// Whom it goes to; nil where it goes to a webhook.
    package var party: ID<Party>?
    package var state: DeliveryState
    /// How often it has been tried.
    package var attempts: Int64
    /// When it is tried, or given back by the worker that has it; microseconds since 1970 UTC, as all times.
    package var dueAt: Int64
    /// What went wrong last, for programs: `timeout`, `status`, `address.private` and so on.
    package var problem: String?
    package var createdAt: Int64
    package var changedAt: Int64
}

/// One try to deliver something.
package struct DeliveryAttempt: Hashable, Sendable {
    package var number: Int64
    package var endedAt: Int64
    /// `sent`, or what went wrong.
    package var outcome: String
    /// The status of HTTP, or with which a program ended.
    package var status: Int64?
    /// More of it, nothing personal.
    package var detail: String?
}

/// A place in the list of a manufacturer's deliveries, newest first.
package struct DeliveryPlace: Hashable, Sendable {
    package var at: Int64
    package var id: ID<Delivery>

    package init(at: Int64, id: ID<Delivery>) { (self.at, self.id) = (at, id) }
}

/// The tables `deliveries` and `delivery_attempts`.
package enum Deliveries {
    package static func find(_ id: ID<Delivery>, _ reader: any SQLReader) throws -> Delivery? {
        try reader.first(DeliveriesSQL.byID, [.integer(id.value)], read)
    }

    /// A manufacturer's deliveries, newest first.
    /// - Parameters:
    ///   - state: only those in this state.
    ///   - place: where the page before has ended.
    package static func page(
        of manufacturer: ID<Manufacturer>, in state: DeliveryState?, before place: DeliveryPlace?, limit: Int,
        _ reader: any SQLReader
    ) throws -> [Delivery] {
        let bounds: [SQLValue] = [.integer(place?.at ?? .max), .integer(place?.id.value ?? .max)]
        guard let state else {
            return try reader.all(
                DeliveriesSQL.page, [.integer(manufacturer.value)] + bounds + [.integer(Int64(limit))], read)
        }
        return try reader.all(
            DeliveriesSQL.pageInState,
            [.integer(manufacturer.value), .text(state.rawValue)] + bounds + [.integer(Int64(limit))], read)
    }

    package static func attempts(of id: ID<Delivery>, _ reader: any SQLReader) throws -> [DeliveryAttempt] {
        try reader.all(DeliveriesSQL.attempts, [.integer(id.value)]) { row in
            DeliveryAttempt(
                number: row.integer(0), endedAt: row.integer(1), outcome: row.text(2), status: row.optionalInteger(3),
                detail: row.optionalText(4))
        }
    }

    /// Sends a notice to a webhook on its way.
    @discardableResult
    static func insert(
        _ notice: Notice, to subscription: ID<WebhookSubscription>, _ transaction: any SQLTransaction
    ) throws -> ID<Delivery> {
        let id = ID<Delivery>(transaction.newID())
        try transaction.run(
            DeliveriesSQL.insert,
            [
                .integer(id.value), .integer(notice.id.value), .integer(notice.manufacturer.value),
                .text(notice.topic.rawValue), .text(Delivery.Channel.webhook.rawValue), .integer(subscription.value),
                .text(Delivery.workflow.initial.rawValue), .integer(transaction.now),
            ])
        return id
    }

    /// Sends a notice to a person on its way.
    static func insert(_ notice: Notice, to party: ID<Party>, _ transaction: any SQLTransaction) throws {
        let channel = Delivery.Channel.reaching(try PartyContacts.held(of: party, transaction))
        try transaction.run(
            DeliveriesSQL.insertPersonal,
            [
                .integer(transaction.newID()), .integer(notice.id.value), .integer(notice.manufacturer.value),
                .text(notice.topic.rawValue), .text(channel.rawValue), .integer(party.value),
                .text(Delivery.workflow.initial.rawValue), .integer(channel.due(at: transaction.now)),
                .integer(transaction.now),
            ])
    }

    /// The deliveries of a notice.
    package static func of(_ notice: ID<Notice>, _ reader: any SQLReader) throws -> [Delivery] {
        try reader.all(DeliveriesSQL.ofNotice, [.integer(notice.value)], read)
    }

    /// Those to a party, the oldest first.
    static func to(_ party: ID<Party>, _ reader: any SQLReader) throws -> [Delivery] {
        try reader.all(DeliveriesSQL.toParty, [.integer(party.value)], read)
    }

    /// The letters of a manufacturer that wait to be printed, the oldest first.
    static func letters(
        of manufacturer: ID<Manufacturer>, limit: Int, _ reader: any SQLReader
    ) throws -> [Delivery] {
        try reader.all(DeliveriesSQL.letters, [.integer(manufacturer.value), .integer(Int64(limit))], read)
    }

    /// Moves a delivery on that no worker has.
    /// - Throws: `delivery.unknown`, `state.step`.
    package static func step(
        _ step: DeliveryStep, _ id: ID<Delivery>, of manufacturer: ID<Manufacturer>, _ transaction: any SQLTransaction
    ) throws -> Delivery {
        guard var delivery = try find(id, transaction), delivery.manufacturer == manufacturer else {
            throw RegistryError(.deliveryUnknown, "There is no such delivery of this manufacturer. List them.")
        }
        let before = delivery.state
        delivery.state = try Delivery.workflow.state(after: step, from: before)
        delivery.changedAt = transaction.now
        if step == .replay {
            delivery.attempts = 0
            delivery.problem = nil
            // There may be another way to reach the person by now.
            if let party = delivery.party {
                delivery.channel = .reaching(try PartyContacts.held(of: party, transaction))
            }
        }
        delivery.dueAt = delivery.channel.due(at: transaction.now)
        let changed = try transaction.rowsChanged(
            by: DeliveriesSQL.step,
            [
                .text(delivery.state.rawValue), .integer(delivery.attempts), .integer(delivery.dueAt),
                .integer(delivery.changedAt), SQLValue(delivery.problem), .text(delivery.channel.rawValue),
                .integer(id.value), .text(before.rawValue),
            ])
        guard changed == 1 else { throw transaction.overtaken() }
        return delivery
    }

    static func read(_ row: borrowing Row) throws -> Delivery {
        let subscription = row.integer(5)
        return Delivery(
            id: ID(row.integer(0)), notice: ID(row.integer(1)), manufacturer: ID(row.integer(2)),
            topic: try row.word(3), channel: try row.word(4), subscription: subscription == 0 ? nil : ID(subscription),
            party: row.optionalInteger(6).map { ID($0) }, state: try row.word(7), attempts: row.integer(8),
            dueAt: row.integer(9), problem: row.optionalText(10), createdAt: row.integer(11),
            changedAt: row.integer(12))
    }
}

private enum DeliveriesSQL {
    static let byID = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE id = $1
        """)
    static let page = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE manufacturer_id = $1
           AND (created_at, id) < (CAST($2 AS BIGINT), CAST($3 AS BIGINT))
         ORDER BY created_at DESC, id DESC
         LIMIT $4
        """)
    static let pageInState = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE manufacturer_id = $1
           AND state = $2
           AND (created_at, id) < (CAST($3 AS BIGINT), CAST($4 AS BIGINT))
         ORDER BY created_at DESC, id DESC
         LIMIT $5
        """)
    static let attempts = Statement(
        """
        SELECT attempt, ended_at, outcome, status, detail
          FROM delivery_attempts
         WHERE delivery_id = $1
         ORDER BY attempt
        """)
    static let insert = Statement(
        """
        INSERT INTO deliveries (id, notice_id, manufacturer_id, topic, channel, subscription_id, state, attempts,
                                due_at, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $8, $8)
        """)
    static let insertPersonal = Statement(
        """
        INSERT INTO deliveries (id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state,
                                attempts, due_at, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, 0, $6, $7, 0, $8, $9, $9)
        """)
    static let letters = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE manufacturer_id = $1
           AND state = 'waiting'
           AND channel = 'letter'
         ORDER BY created_at, id
         LIMIT $2
        """)
    static let ofNotice = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE notice_id = $1
        """)
    static let toParty = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE party_id = $1
         ORDER BY created_at, id
        """)
    static let step = Statement(
        """
        UPDATE deliveries
           SET state = $1, attempts = $2, due_at = $3, changed_at = $4, problem = $5, channel = $6, lease = NULL
         WHERE id = $7
           AND state = $8
        """)
}
