package import Registry
package import Storage

package typealias TheftStepEntry = RecordStepEntry<TheftStep, TheftState>

extension TheftStepEntry {
    package var isHidden: Bool { step.isHidden }
}

/// The table `theft_steps`.
package enum TheftSteps: RecordStepTable {
    package typealias Record = TheftReport
    package typealias Step = TheftStep
    package typealias State = TheftState

    package static let most = 100
    package static let tooMany = "This report has had 100 steps; make another one."
    package static let statements = RecordStepStatements(
        list: TheftStepsSQL.list, count: TheftStepsSQL.count, insert: TheftStepsSQL.insert)
    package static let longestNote = 1_000

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
