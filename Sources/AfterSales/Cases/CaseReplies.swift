package import Registry
package import Storage

/// What was said in a case, or done with it, as it is kept.
package struct CaseReply: Hashable, Sendable {
    package enum Side: String, CaseIterable, Sendable {
        case customer
        case desk
    }

    package var side: Side
    /// For the desk alone.
    package var isInternal = false
    /// The step that was done with it; nil where something was only said.
    package var step: CaseStep?
    /// The state that the step led to.
    package var state: CaseState?
    /// Nil where nothing was said, or it was erased.
    package var text: String?
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``.
    package var by: String
}

/// The table `case_replies`.
package enum CaseReplies {
    /// The first so many: nobody says more about one thing.
    package static let most = 1_000
    package static let longest = 4_000

    /// What was said and done, in order.
    package static func list(of id: ID<ServiceCase>, _ reader: any SQLReader) throws -> [CaseReply] {
        try reader.all(CaseRepliesSQL.list, [.integer(id.value), .integer(Int64(most))]) { row in
            CaseReply(
                side: try row.word(0), isInternal: row.integer(1) == 1, step: try row.optionalWord(2),
                state: try row.optionalWord(3), text: row.optionalText(4), at: row.integer(5), by: row.text(6))
        }
    }

    /// - Returns: which of the case's it is, from 0.
    @discardableResult
    static func append(_ reply: CaseReply, to id: ID<ServiceCase>, _ transaction: any SQLTransaction) throws -> Int64 {
        // Two at once are counted one after the other.
        try transaction.claim(Claim("case", "\(id)"), .exclusive)
        let count = try transaction.first(CaseRepliesSQL.count, [.integer(id.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(most) else {
            throw RegistryError(.valueInvalid, "This case has \(most) entries; open another one.", field: "text")
        }
        try transaction.run(
            CaseRepliesSQL.insert,
            [
                .integer(id.value), .integer(count), .text(reply.side.rawValue), SQLValue(reply.isInternal),
                SQLValue(reply.step?.rawValue), SQLValue(reply.state?.rawValue), SQLValue(reply.text),
                .integer(reply.at), .text(reply.by),
            ])
        return count
    }

    static func eraseTexts(of id: ID<ServiceCase>, _ transaction: any SQLTransaction) throws {
        try transaction.run(CaseRepliesSQL.erase, [.integer(id.value)])
    }
}

private enum CaseRepliesSQL {
    static let list = Statement(
        """
        SELECT side, is_internal, step, state, text, at, by
          FROM case_replies
         WHERE case_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM case_replies WHERE case_id = $1")
    static let insert = Statement(
        """
        INSERT INTO case_replies (case_id, ordinal, side, is_internal, step, state, text, at, by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """)
    static let erase = Statement("UPDATE case_replies SET text = NULL WHERE case_id = $1")
}
