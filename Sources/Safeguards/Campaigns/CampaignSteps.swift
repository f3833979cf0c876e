package import Registry
package import Storage

/// A step that was done, as it is kept.
package struct CampaignStepEntry: Hashable, Sendable {
    package var step: CampaignStep
    /// The state that it led to.
    package var state: CampaignState
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``.
    package var by: String
    /// What was said; nil where nothing was.
    package var note: String?
}

/// The table `campaign_steps`.
package enum CampaignSteps {
    /// The first so many: no campaign goes back and forth more often.
    package static let most = 500

    /// What was done to a campaign, in order.
    package static func list(of campaign: ID<Campaign>, _ reader: any SQLReader) throws -> [CampaignStepEntry] {
        try reader.all(CampaignStepsSQL.list, [.integer(campaign.value), .integer(Int64(most))]) { row in
            CampaignStepEntry(
                step: try row.word(0), state: try row.word(1), at: row.integer(2), by: row.text(3),
                note: row.optionalText(4))
        }
    }

    static func append(
        _ entry: CampaignStepEntry, to campaign: ID<Campaign>, _ transaction: any SQLTransaction
    ) throws {
        let count = try transaction.first(CampaignStepsSQL.count, [.integer(campaign.value)]) { $0.integer(0) } ?? 0
        guard count < Int64(most) else {
            throw RegistryError(.valueInvalid, "This campaign has had \(most) steps; make another one.", field: "step")
        }
        try transaction.run(
            CampaignStepsSQL.insert,
            [
                .integer(campaign.value), .integer(count), .text(entry.step.rawValue), .text(entry.state.rawValue),
                .integer(entry.at), .text(entry.by), SQLValue(entry.note),
            ])
    }
}

private enum CampaignStepsSQL {
    static let list = Statement(
        """
        SELECT step, state, at, by, note
          FROM campaign_steps
         WHERE campaign_id = $1
         ORDER BY ordinal
         LIMIT $2
        """)
    static let count = Statement("SELECT count(*) FROM campaign_steps WHERE campaign_id = $1")
    static let insert = Statement(
        """
        INSERT INTO campaign_steps (campaign_id, ordinal, step, state, at, by, note)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
}
