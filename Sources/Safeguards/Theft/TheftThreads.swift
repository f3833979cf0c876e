package import Registry
package import Storage

/// What a finder of a unit and whoever has reported it write to each other. The registry passes it on; neither learns how the
/// other is reached.
package struct TheftThread: Hashable, Sendable {
    package var id: ID<TheftThread>
    package var report: ID<TheftReport>
    /// As whom the finder is written to; nil where they have left no address.
    package var finder: ID<Party>?
    /// Microseconds since 1970 UTC.
    package var openedAt: Int64
    /// In order.
    package var messages: [TheftMessage] = []
}

package struct TheftMessage: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable {
        case finder
        case reporter
    }

    package static let longest = 1_000

    package var side: Side
    /// Nil once erased.
    package var text: String?
    /// Microseconds since 1970 UTC.
    package var at: Int64
}

/// The tables `theft_threads` and `theft_messages`.
package enum TheftThreads {
    /// So many messages of finders may wait for an answer.
    package static let mostWaiting = 20
    /// So many messages may come from one network in a day.
    package static let mostOfNetwork = 2
    /// So many messages does one thread take.
    package static let mostMessages = 50
    private static let day: Int64 = 86_400_000_000

    /// The threads of a report with their messages, the newest first.
    package static func list(of report: ID<TheftReport>, _ reader: any SQLReader) throws -> [TheftThread] {
        try reader.all(TheftThreadsSQL.ofReport, [.integer(report.value)], thread).map { try complete($0, reader) }
    }

    package static func find(code: String, _ reader: any SQLReader) throws -> TheftThread? {
        try reader.first(TheftThreadsSQL.byCode, [.blob(SecretText.hash(code))], thread).map {
            try complete($0, reader)
        }
    }

    package static func find(_ id: ID<TheftThread>, _ reader: any SQLReader) throws -> TheftThread? {
        try reader.first(TheftThreadsSQL.byID, [.integer(id.value)], thread).map { try complete($0, reader) }
    }

    /// What a finder has written, newest first, whatever became of the reports.
    package static func list(ofFinder party: ID<Party>, _ reader: any SQLReader) throws -> [TheftThread] {
        try reader.all(TheftThreadsSQL.ofFinder, [.integer(party.value)], thread).map { try complete($0, reader) }
    }

    /// Begins a thread.
    /// - Parameter network: a hash of where the finder writes from.
    /// - Returns: it, and the code by which its finder reads the answers, which nobody can be told again.
    /// - Throws: `value.invalid`.
    package static func open(
        _ text: String, about report: ID<TheftReport>, finder: ID<Party>?, network: [UInt8],
        _ transaction: any SQLTransaction
    ) throws -> (thread: TheftThread, code: String) {
        // Two that come at once are counted one after the other.
        try transaction.claim(Claim("theft messages", report), .exclusive)
        let waiting = try transaction.first(TheftThreadsSQL.waiting, [.integer(report.value)]) { $0.integer(0) } ?? 0
        guard waiting < Int64(mostWaiting) else { throw tooMany }
        let code = SecretText.make(.finding, random: transaction.salt)
        let thread = TheftThread(
            id: ID(transaction.newID()), report: report, finder: finder, openedAt: transaction.now)
        try transaction.run(
            TheftThreadsSQL.insert,
            [
                .integer(thread.id.value), .integer(report.value), .blob(SecretText.hash(code)),
                SQLValue(finder?.value), .integer(transaction.now),
            ])
        return (try append(text, from: .finder, network: network, to: thread, transaction), code)
    }

    /// Writes on in a thread.
    /// - Throws: `value.invalid`.
    package static func append(
        _ text: String, from side: TheftMessage.Side, network: [UInt8]? = nil, to thread: TheftThread,
        _ transaction: any SQLTransaction
    ) throws -> TheftThread {
        try LongText.check(text, field: "text", limit: TheftMessage.longest)
        if let network {
            try transaction.claim(Claim("theft messages", thread.report), .exclusive)
            let values: [SQLValue] = [.blob(network), .integer(transaction.now - day)]
            let count = try transaction.first(TheftThreadsSQL.ofNetwork, values) { $0.integer(0) } ?? 0
            guard count < Int64(mostOfNetwork) else { throw tooMany }
        }
        try transaction.claim(Claim("theft thread", thread.id), .exclusive)
        let count = try transaction.first(TheftThreadsSQL.count, [.integer(thread.id.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(mostMessages) else { throw tooMany }
        try transaction.run(
            TheftThreadsSQL.append,
            [
                .integer(thread.id.value), .integer(count), .text(side.rawValue), .text(text),
                .integer(transaction.now), .integer(thread.report.value), network.map(SQLValue.blob) ?? .null,
            ])
        try transaction.run(TheftThreadsSQL.setWaiting, [SQLValue(side == .finder), .integer(thread.id.value)])
        var longer = thread
        longer.messages.append(TheftMessage(side: side, text: text, at: transaction.now))
        return longer
    }

    private static let tooMany = RegistryError(
        .valueInvalid, "So many messages are not passed on. Wait for an answer, or until tomorrow.", field: "text")

    // MARK: Forgetting

    /// Erases all that was written about a report, by both sides.
    static func eraseAll(of report: ID<TheftReport>, _ transaction: any SQLTransaction) throws {
        // More than a list shows: all of them.
        for id in try transaction.all(TheftThreadsSQL.allOfReport, [.integer(report.value)], { $0.integer(0) }) {
            try transaction.run(TheftThreadsSQL.erase, [.integer(id)])
        }
    }

    /// Erases what a finder has written.
    static func eraseAll(ofFinder party: ID<Party>, _ transaction: any SQLTransaction) throws {
        for thread in try list(ofFinder: party, transaction) {
            try transaction.run(
                TheftThreadsSQL.eraseSide, [.integer(thread.id.value), .text(TheftMessage.Side.finder.rawValue)])
        }
    }

    /// Forgets from where messages came that are not counted any more.
    static func forgetNetworks(_ transaction: any SQLTransaction) throws {
        try transaction.run(TheftThreadsSQL.forgetNetworks, [.integer(transaction.now - day)])
    }

    private static func complete(_ thread: TheftThread, _ reader: any SQLReader) throws -> TheftThread {
        var thread = thread
        thread.messages = try reader.all(TheftThreadsSQL.messages, [.integer(thread.id.value)]) { row in
            TheftMessage(side: try row.word(0), text: row.optionalText(1), at: row.integer(2))
        }
        return thread
    }

    private static func thread(_ row: borrowing Row) -> TheftThread {
        TheftThread(
            id: ID(row.integer(0)), report: ID(row.integer(1)), finder: row.optionalInteger(2).map { ID($0) },
            openedAt: row.integer(3))
    }
}

private enum TheftThreadsSQL {
    static let ofReport = Statement(
        """
        SELECT id, report_id, party_id, opened_at
          FROM theft_threads
         WHERE report_id = $1
         ORDER BY opened_at DESC, id DESC
         LIMIT 100
        """)
    static let allOfReport = Statement("SELECT id FROM theft_threads WHERE report_id = $1")
    static let byCode = Statement(
        """
        SELECT id, report_id, party_id, opened_at
          FROM theft_threads
         WHERE code_hash = $1
        """)
    static let byID = Statement(
        """
        SELECT id, report_id, party_id, opened_at
          FROM theft_threads
         WHERE id = $1
        """)
    static let ofFinder = Statement(
        """
        SELECT id, report_id, party_id, opened_at
          FROM theft_threads
         WHERE party_id = $1
         ORDER BY id DESC
         LIMIT 100
        """)
    static let waiting = Statement("SELECT count(*) FROM theft_threads WHERE report_id = $1 AND waits = 1")
    static let insert = Statement(
        """
        INSERT INTO theft_threads (id, report_id, code_hash, party_id, opened_at, waits)
        VALUES ($1, $2, $3, $4, $5, 1)
        """)
    static let setWaiting = Statement("UPDATE theft_threads SET waits = $1 WHERE id = $2")
    static let messages = Statement(
        """
        SELECT side, text, at
          FROM theft_messages
         WHERE thread_id = $1
         ORDER BY ordinal
        """)
    static let count = Statement("SELECT count(*) FROM theft_messages WHERE thread_id = $1")
    static let ofNetwork = Statement("SELECT count(*) FROM theft_messages WHERE network_hash = $1 AND at > $2")
    static let append = Statement(
        """
        INSERT INTO theft_messages (thread_id, ordinal, side, text, at, report_id, network_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let erase = Statement("UPDATE theft_messages SET text = NULL WHERE thread_id = $1")
    static let eraseSide = Statement("UPDATE theft_messages SET text = NULL WHERE thread_id = $1 AND side = $2")
    static let forgetNetworks = Statement(
        "UPDATE theft_messages SET network_hash = NULL WHERE network_hash IS NOT NULL AND at <= $1")
}
