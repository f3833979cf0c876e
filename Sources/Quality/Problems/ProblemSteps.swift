package import Registry
package import Storage

package typealias ProblemStepEntry = RecordStepEntry<ProblemStep, ProblemState>

/// The table `problem_steps`.
package enum ProblemSteps: RecordStepTable {
    package typealias Record = QualityProblem
    package typealias Step = ProblemStep
    package typealias State = ProblemState

    package static let most = 100
    package static let tooMany = "This problem has had 100 steps; open another one."
    package static let statements = RecordStepStatements(
        list: ProblemStepsSQL.list, count: ProblemStepsSQL.count, insert: ProblemStepsSQL.insert)
}

private enum ProblemStepsSQL {
    static let list = Statement(
        """
        SELECT step, state, at, by, note
          FROM problem_steps
         WHERE problem_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM problem_steps WHERE problem_id = $1")
    static let insert = Statement(
        """
        INSERT INTO problem_steps (problem_id, ordinal, step, state, at, by, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
}
