package import Registry
package import Storage

package typealias ReturnStepEntry = RecordStepEntry<ReturnStep, ReturnState>

/// The table `return_steps`.
package enum ReturnSteps: RecordStepTable {
    package typealias Record = GoodsReturn
    package typealias Step = ReturnStep
    package typealias State = ReturnState

    package static let most = 20
    package static let tooMany = "This return has had 20 steps; make another one."
    package static let statements = RecordStepStatements(
        list: ReturnStepsSQL.list, count: ReturnStepsSQL.count, insert: ReturnStepsSQL.insert)
}

private enum ReturnStepsSQL {
    static let list = Statement(
        """
        SELECT step, state, at, by, note
          FROM return_steps
         WHERE return_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM return_steps WHERE return_id = $1")
    static let insert = Statement(
        """
        INSERT INTO return_steps (return_id, ordinal, step, state, at, by, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
}
