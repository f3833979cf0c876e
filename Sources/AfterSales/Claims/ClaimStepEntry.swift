package import Registry
package import Storage

/// A step that was done, as it is kept.
package struct ClaimStepEntry: Hashable, Sendable {
    package var step: ClaimStep
    /// The state that it led to.
    package var state: ClaimState
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``.
    package var by: String
    /// What the claimant is told; nil where nothing was said or it was erased.
    package var reason: String?
    /// What is said within the manufacturer.
    package var note: String?
}

/// The table `claim_steps`.
package enum ClaimSteps {
    /// The first so many: nobody sends a claim back and forth more often.
    package static let most = 500

    /// What was done to a claim, in order.
    package static func list(of claim: ID<WarrantyClaim>, _ reader: any SQLReader) throws -> [ClaimStepEntry] {
        try reader.all(ClaimStepsSQL.list, [.integer(claim.value), .integer(Int64(most))]) { row in
            ClaimStepEntry(
                step: try row.word(0), state: try row.word(1), at: row.integer(2), by: row.text(3),
                reason: row.optionalText(4), note: row.optionalText(5))
        }
    }

    /// Everybody who has handed a claim over, or answered what was asked about it.
    static func submitters(of claim: ID<WarrantyClaim>, _ reader: any SQLReader) throws -> [String] {
        try reader.all(
            ClaimStepsSQL.submitters,
            [.integer(claim.value), .text(ClaimStep.submit.rawValue), .text(ClaimStep.answer.rawValue)]
        ) { $0.text(0) }
    }

    static func append(
        _ entry: ClaimStepEntry, to claim: ID<WarrantyClaim>, _ transaction: any SQLTransaction
    ) throws {
        let count = try transaction.first(ClaimStepsSQL.count, [.integer(claim.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(most) else {
            throw RegistryError(.valueInvalid, "This claim has had \(most) steps; make another one.", field: "step")
        }
        try transaction.run(
            ClaimStepsSQL.insert,
            [
                .integer(claim.value), .integer(count), .text(entry.step.rawValue), .text(entry.state.rawValue),
                .integer(entry.at), .text(entry.by), SQLValue(entry.reason), SQLValue(entry.note),
            ])
    }

    static func eraseTexts(of claim: ID<WarrantyClaim>, _ transaction: any SQLTransaction) throws {
        try transaction.run(ClaimStepsSQL.erase, [.integer(claim.value)])
    }
}

private enum ClaimStepsSQL {
    static let list = Statement(
        """
        SELECT step, state, at, by, reason, note
          FROM claim_steps
         WHERE claim_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let submitters = Statement("SELECT DISTINCT by FROM claim_steps WHERE claim_id = $1 AND step IN ($2, $3)")
    static let count = Statement("SELECT count(*) FROM claim_steps WHERE claim_id = $1")
    static let insert = Statement(
        """
        INSERT INTO claim_steps (claim_id, ordinal, step, state, at, by, reason, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    static let erase = Statement("UPDATE claim_steps SET reason = NULL, note = NULL WHERE claim_id = $1")
}
