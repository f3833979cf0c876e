package import Storage

/// What somebody has decided of a cluster.
package struct UnknownPlateDecision: Hashable, Sendable {
    package var state: UnknownPlateCluster.State
    /// Why, in the words of whoever decided.
    package var note: String
    /// How many look-ups there were then.
    package var lookups: Int64
    /// In microseconds since 1970 UTC.
    package var at: Int64
    package var by: String
}

/// The table `unknown_plate_decisions`.
package enum UnknownPlateDecisions {
    /// The most characters of a note.
    package static let longestNote = 500

    /// Decisions by the ids of their clusters.
    static func all(
        of manufacturer: ID<Manufacturer>?, _ reader: any SQLReader
    ) throws -> [String: UnknownPlateDecision] {
        let rows = try reader.all(UnknownPlateDecisionsSQL.all, [.integer(manufacturer?.value ?? 0)]) {
            row -> (String, UnknownPlateDecision) in
            (
                UnknownPlateCluster.id(
                    [manufacturer?.value ?? 0, row.integer(0)], try row.word(1), row.text(2), row.text(3)),
                UnknownPlateDecision(
                    state: try row.word(4), note: row.text(5), lookups: row.integer(6), at: row.integer(7),
                    by: row.text(8))
            )
        }
        return Dictionary(rows) { $1 }
    }

    /// Closes a cluster, or opens it again.
    /// - Throws: `value.invalid` for a note that is missing where it is closed, or too long.
    package static func decide(
        _ state: UnknownPlateCluster.State, _ cluster: UnknownPlateCluster, note: String, as principal: Principal,
        from source: RequestSource, _ transaction: any SQLTransaction
    ) throws {
        let note = note.trimmed
        guard note.count <= longestNote else {
            throw RegistryError(
                .valueInvalid, "The note has more than \(longestNote) characters; shorten it.", field: "note",
                position: longestNote)
        }
        guard state == .open || !note.isEmpty else {
            throw RegistryError(
                .valueInvalid, "Say in a note what the cause was, or why nothing is to be done.", field: "note")
        }
        let key: [SQLValue] = [
            .integer(cluster.manufacturer?.value ?? 0), .integer(cluster.model?.value ?? 0),
            .text(cluster.cause.rawValue), .text(cluster.shape), .text(cluster.detail),
        ]
        if state == .open {
            try transaction.run(UnknownPlateDecisionsSQL.forget, key)
        } else {
            try transaction.run(
                UnknownPlateDecisionsSQL.insert,
                key + [
                    .text(state.rawValue), .text(note), .integer(cluster.lookups), .integer(transaction.now),
                    .text(principal.auditName),
                ])
        }
        try AuditTrail.write(
            "unknownPlates.\(state.rawValue)", subject: cluster.id, of: cluster.manufacturer, as: principal,
            from: source,
            detail: "\(cluster.cause.rawValue) \(cluster.shape)", transaction)
    }
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}

private enum UnknownPlateDecisionsSQL {
    static let all = Statement(
        """
        SELECT model_id, cause, shape, detail, state, note, lookups, decided_at, decided_by
          FROM unknown_plate_decisions
         WHERE manufacturer_id = $1
        """)
    static let insert = Statement(
        """
        INSERT INTO unknown_plate_decisions (manufacturer_id, model_id, cause, shape, detail, state, note, lookups,
                                             decided_at, decided_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (manufacturer_id, model_id, cause, shape, detail)
            DO UPDATE SET state = excluded.state, note = excluded.note, lookups = excluded.lookups,
                          decided_at = excluded.decided_at, decided_by = excluded.decided_by
        """)
    static let forget = Statement(
        """
        DELETE FROM unknown_plate_decisions
         WHERE manufacturer_id = $1
           AND model_id = $2
           AND cause = $3
           AND shape = $4
           AND detail = $5
        """)
}
