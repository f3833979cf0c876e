package import Registry
package import Storage

package typealias EmergingIssueStepEntry = RecordStepEntry<EmergingIssueStep, EmergingIssueState>

/// The table `emerging_issue_steps`.
package enum EmergingIssueSteps: RecordStepTable {
    package typealias Record = EmergingIssue
    package typealias Step = EmergingIssueStep
    package typealias State = EmergingIssueState

    package static let most = 100
    package static let tooMany = "This issue has had 100 steps."
    package static let statements = RecordStepStatements(
        list: EmergingIssueStepsSQL.list, count: EmergingIssueStepsSQL.count,
        insert: EmergingIssueStepsSQL.insert)
}

private enum EmergingIssueStepsSQL {
    static let list = Statement(
        """
        SELECT step, state, at, by, note
          FROM emerging_issue_steps
         WHERE issue_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM emerging_issue_steps WHERE issue_id = $1")
    static let insert = Statement(
        """
        INSERT INTO emerging_issue_steps (issue_id, ordinal, step, state, at, by, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
}
