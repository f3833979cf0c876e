package import Storage

/// What was sent to a person, and the proof of it.
package struct DeliveryContent: Hashable, Sendable {
    /// Where to; nil once erased, as what was said.
    package var address: String?
    package var text: NoticeText?
    package var language: String
    /// Of an e-mail, without the angle brackets.
    package var messageID: String?
    /// SHA-256 of the bytes that were handed over, hexadecimal.
    package var digest: String
    /// Microseconds since 1970 UTC.
    package var sentAt: Int64

    package init(
        address: String?, text: NoticeText?, language: String, messageID: String?, digest: String, sentAt: Int64
    ) {
        (self.address, self.text, self.language) = (address, text, language)
        (self.messageID, self.digest, self.sentAt) = (messageID, digest, sentAt)
    }
}

/// The table `delivery_contents`.
package enum DeliveryContents {
    package static func find(_ id: ID<Delivery>, _ reader: any SQLReader) throws -> DeliveryContent? {
        try reader.first(DeliveryContentsSQL.find, [.integer(id.value)]) { row in
            let text = row.optionalText(1).map { NoticeText(subject: $0, body: row.optionalText(2) ?? "") }
            return DeliveryContent(
                address: row.optionalText(0), text: text, language: row.text(3), messageID: row.optionalText(4),
                digest: row.text(5), sentAt: row.integer(6))
        }
    }

    /// Keeps what was sent, in the place of what was sent before. Of somebody who has been erased while it was being sent only
    /// the proof is kept.
    package static func set(
        _ content: DeliveryContent, of id: ID<Delivery>, _ transaction: any SQLTransaction
    ) throws {
        var content = content
        let party = try Deliveries.find(id, transaction)?.party.flatMap { try Parties.find($0, transaction) }
        if party.map({ $0.erasedAt != nil }) ?? true {
            content.address = nil
            content.text = nil
        }
        try transaction.run(
            DeliveryContentsSQL.set,
            [
                .integer(id.value), SQLValue(content.address), SQLValue(content.text?.subject),
                SQLValue(content.text?.body), .text(content.language), SQLValue(content.messageID),
                .text(content.digest), .integer(content.sentAt),
            ])
    }

    /// Takes away where a party was written to and what it alone was told; that it was, and the proof, stay. What waits for it is
    /// stopped; what a worker has is sent, or stopped when it is tried again.
    static func erase(of party: ID<Party>, _ transaction: any SQLTransaction) throws {
        for delivery in try Deliveries.to(party, transaction) {
            try transaction.run(DeliveryContentsSQL.erase, [.integer(delivery.id.value)])
            guard Delivery.workflow.steps(from: delivery.state).contains(.stop) else { continue }
            _ = try Deliveries.step(.stop, delivery.id, of: delivery.manufacturer, transaction)
        }
        try Notices.erase(of: party, transaction)
    }
}

private enum DeliveryContentsSQL {
    static let find = Statement(
        """
        SELECT address, subject, body, language, message_id, digest, sent_at
          FROM delivery_contents
         WHERE delivery_id = $1
        """)
    static let set = Statement(
        """
        INSERT INTO delivery_contents (delivery_id, address, subject, body, language, message_id, digest, sent_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (delivery_id) DO UPDATE
           SET address = excluded.address, subject = excluded.subject, body = excluded.body,
               language = excluded.language, message_id = excluded.message_id, digest = excluded.digest,
               sent_at = excluded.sent_at
        """)
    static let erase = Statement(
        "UPDATE delivery_contents SET address = NULL, subject = NULL, body = NULL WHERE delivery_id = $1")
}
