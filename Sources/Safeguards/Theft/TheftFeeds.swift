package import Registry
package import Storage

/// Whether a manufacturer publishes what is confirmed: the table `theft_feeds`.
package enum TheftFeeds {
    /// A feed tells so many of the newest.
    package static let most = 200

    /// Off where nobody has said otherwise.
    package static func isOn(_ manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> Bool {
        try reader.first(TheftFeedsSQL.find, [.integer(manufacturer.value)]) { $0.flag(0) } ?? false
    }

    package static func set(
        _ isOn: Bool, of manufacturer: ID<Manufacturer>, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            TheftFeedsSQL.set, [.integer(manufacturer.value), SQLValue(isOn), .integer(transaction.now)])
        try AuditTrail.write(
            "theft.feed", subject: isOn ? "on" : "off", of: manufacturer, as: principal, from: source, transaction)
    }
}

private enum TheftFeedsSQL {
    static let find = Statement("SELECT is_on FROM theft_feeds WHERE manufacturer_id = $1")
    static let set = Statement(
        """
        INSERT INTO theft_feeds (manufacturer_id, is_on, changed_at)
        VALUES ($1, $2, $3)
            ON CONFLICT (manufacturer_id) DO UPDATE
           SET is_on = excluded.is_on, changed_at = excluded.changed_at
        """)
}
