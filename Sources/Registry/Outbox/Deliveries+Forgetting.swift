import Storage

/// Deliveries that are done are forgotten by a rule of retention, with the proof of what was sent.
extension Deliveries {
    /// Those that were done before a time, the oldest first.
    static func done(before time: Int64, limit: Int, _ reader: any SQLReader) throws -> [Delivery] {
        try reader.all(ForgettingSQL.done, [.integer(time), .integer(Int64(limit))], read)
    }

    /// Forgets a delivery, and with the last one its notice, unless that keeps the same from being announced again.
    static func forget(_ delivery: Delivery, _ transaction: any SQLTransaction) throws {
        let id: [SQLValue] = [.integer(delivery.id.value)]
        // Somebody may have replayed it meanwhile.
        let removed = try transaction.rowsChanged(by: ForgettingSQL.delivery, id + [.text(delivery.state.rawValue)])
        guard removed == 1 else { return }
        for statement in [ForgettingSQL.attempts, ForgettingSQL.content] { try transaction.run(statement, id) }
        guard !delivery.topic.mayComeAgain, try of(delivery.notice, transaction).isEmpty else { return }
        try transaction.run(ForgettingSQL.notice, [.integer(delivery.notice.value)])
    }
}

private enum ForgettingSQL {
    static let done = Statement(
        """
        SELECT id, notice_id, manufacturer_id, topic, channel, subscription_id, party_id, state, attempts, due_at,
               problem, created_at, changed_at
          FROM deliveries
         WHERE state IN ('sent', 'dead', 'stopped', 'bounced')
           AND changed_at < $1
         ORDER BY changed_at, id
         LIMIT $2
        """)
    static let attempts = Statement("DELETE FROM delivery_attempts WHERE delivery_id = $1")
    static let content = Statement("DELETE FROM delivery_contents WHERE delivery_id = $1")
    static let delivery = Statement("DELETE FROM deliveries WHERE id = $1 AND state = $2")
    static let notice = Statement("DELETE FROM notices WHERE id = $1")
}
