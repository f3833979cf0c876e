import Storage

/// Forgets what people have written in reports of thefts that have ended long ago: their words, the region, the number of the
/// police, all notes and messages. That there was a report, of which unit, kind and day, and how it ended stays.
enum OldThefts {
    struct Row: Hashable, Sendable {
        var id: Int64
        var endedAt: Int64
    }

    static func list(before time: Int64, limit: Int, _ reader: any SQLReader) throws -> [Row] {
        try reader.all(OldTheftsSQL.ended, [.integer(time), .integer(Int64(limit))]) { row in
            Row(id: row.integer(0), endedAt: row.integer(1))
        }
    }

    static func forget(_ rows: [Row], _ transaction: any SQLTransaction) throws {
        for row in rows {
            try transaction.run(OldTheftsSQL.erase, [.integer(transaction.now), .integer(row.id)])
            try transaction.run(OldTheftsSQL.eraseNotes, [.integer(row.id)])
            for thread in try transaction.all(OldTheftsSQL.threads, [.integer(row.id)], { $0.integer(0) }) {
                try transaction.run(OldTheftsSQL.eraseMessages, [.integer(thread)])
            }
        }
    }
}

/// Forgets what finders have written and were answered long ago, and how they are reached.
enum OldFindings {
    struct Row: Hashable, Sendable {
        var thread: Int64
        /// Of a message its place in the thread; nil for the finder's address.
        var ordinal: Int64?
        /// As whom the finder is written to.
        var finder: ID<Party>?
        var at: Int64
    }

    /// Messages that are older, and the addresses of finders in threads of which every message is.
    static func list(before time: Int64, limit: Int, _ reader: any SQLReader) throws -> [Row] {
        let messages = try reader.all(OldFindingsSQL.messages, [.integer(time), .integer(Int64(limit))]) { row in
            Row(thread: row.integer(0), ordinal: row.integer(1), finder: nil, at: row.integer(2))
        }
        guard messages.count < limit else { return messages }
        let threads = try reader.all(OldFindingsSQL.threads, [.integer(time), .integer(Int64(limit))]) { row in
            Row(thread: row.integer(0), ordinal: nil, finder: ID(row.integer(1)), at: row.integer(2))
        }
        let ended = try threads.filter { row in
            try reader.first(OldFindingsSQL.last, [.integer(row.thread)]) { $0.optionalInteger(0) ?? row.at } ?? row.at
                < time
        }
        return Array((messages + ended).prefix(limit))
    }

    static func forget(_ rows: [Row], _ transaction: any SQLTransaction) throws {
        for row in rows {
            if let ordinal = row.ordinal {
                try transaction.run(OldFindingsSQL.eraseMessage, [.integer(row.thread), .integer(ordinal)])
            }
            guard let finder = row.finder else { continue }
            try PartyContacts.erase(of: finder, transaction)
            try transaction.run(OldFindingsSQL.eraseFinder, [.integer(row.thread)])
        }
    }
}

private enum OldTheftsSQL {
    /// One that was confirmed again after it had ended may have been written in anew.
    static let ended = Statement(
        """
        SELECT id, ended_at
          FROM theft_reports
         WHERE is_open = 0
           AND ended_at < $1
           AND (erased_at IS NULL OR erased_at < ended_at)
         ORDER BY ended_at, id
         LIMIT $2
        """)
    static let erase = Statement(
        """
        UPDATE theft_reports
           SET words = NULL, region = NULL, police_reference = NULL, erased_at = $1
         WHERE id = $2
        """)
    static let eraseNotes = Statement("UPDATE theft_steps SET note = NULL WHERE report_id = $1")
    static let threads = Statement("SELECT id FROM theft_threads WHERE report_id = $1")
    static let eraseMessages = Statement("UPDATE theft_messages SET text = NULL WHERE thread_id = $1")
}

private enum OldFindingsSQL {
    static let messages = Statement(
        """
        SELECT thread_id, ordinal, at
          FROM theft_messages
         WHERE text IS NOT NULL
           AND at < $1
         ORDER BY at, thread_id, ordinal
         LIMIT $2
        """)
    static let threads = Statement(
        """
        SELECT id, party_id, opened_at
          FROM theft_threads
         WHERE party_id IS NOT NULL
           AND opened_at < $1
         ORDER BY opened_at, id
         LIMIT $2
        """)
    static let last = Statement("SELECT max(at) FROM theft_messages WHERE thread_id = $1")
    static let eraseMessage = Statement("UPDATE theft_messages SET text = NULL WHERE thread_id = $1 AND ordinal = $2")
    static let eraseFinder = Statement("UPDATE theft_threads SET party_id = NULL WHERE id = $1")
}
