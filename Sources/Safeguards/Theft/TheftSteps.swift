package import Registry
package import Storage

/// A step of a report that was done, as it is kept.
package struct TheftStepEntry: Hashable, Sendable {
    package var step: TheftStep
    /// The state that it led to.
    package var state: TheftState
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``; empty where that is not for whoever reads it.
    package var by: String
    /// Why, or what whoever has the unit says; nil where nothing was said or it was erased.
    package var note: String?

    package var isHidden: Bool { step.isHidden }
}

/// The table `theft_steps`.
package enum TheftSteps {
    /// No report goes back and forth more often.
    package static let most = 100
    package static let longestNote = 1_000

    /// What was done, in order.
    package static func list(of report: ID<TheftReport>, _ reader: any SQLReader) throws -> [TheftStepEntry] {
        try reader.all(TheftStepsSQL.list, [.integer(report.value), .integer(Int64(most))]) { row in
            TheftStepEntry(
                step: try row.word(0), state: try row.word(1), at: row.integer(2), by: row.text(3),
                note: row.optionalText(4))
        }
    }

    static func append(
        _ entry: TheftStepEntry, to report: ID<TheftReport>, _ transaction: any SQLTransaction
    ) throws {
        let count = try transaction.first(TheftStepsSQL.count, [.integer(report.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(most) else {
            throw RegistryError(
                .valueInvalid, "This report has had \(most) steps; make another one.", field: "step")
        }
        try transaction.run(
            TheftStepsSQL.insert,
            [
                .integer(report.value), .integer(count), .text(entry.step.rawValue), .text(entry.state.rawValue),
                .integer(entry.at), .text(entry.by), SQLValue(entry.note),
            ])
    }

    static func eraseNotes(of report: ID<TheftReport>, _ transaction: any SQLTransaction) throws {
        try transaction.run(TheftStepsSQL.erase, [.integer(report.value)])
    }

    /// Erases what was said against the report alone.
    static func eraseCounters(of report: ID<TheftReport>, _ transaction: any SQLTransaction) throws {
        try transaction.run(TheftStepsSQL.eraseCounters, [.integer(report.value)])
    }
}

private enum TheftStepsSQL {
    static let list = Statement(
        """
        SELECT step, state, at, by, note
          FROM theft_steps
         WHERE report_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM theft_steps WHERE report_id = $1")
    static let insert = Statement(
        """
        INSERT INTO theft_steps (report_id, ordinal, step, state, at, by, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let erase = Statement("UPDATE theft_steps SET note = NULL WHERE report_id = $1")
    static let eraseCounters = Statement(
        "UPDATE theft_steps SET note = NULL WHERE report_id = $1 AND step IN ('counter', 'retract')")
}
