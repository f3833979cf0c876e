package import Registry
package import Storage

package typealias CampaignStepEntry = RecordStepEntry<CampaignStep, CampaignState>

/// The table `campaign_steps`.
package enum CampaignSteps: RecordStepTable {
    package typealias Record = Campaign
    package typealias Step = CampaignStep
    package typealias State = CampaignState

    package static let most = 500
    package static let tooMany = "This campaign has had 500 steps; make another one."
    package static let statements = RecordStepStatements(
        list: CampaignStepsSQL.list, count: CampaignStepsSQL.count, insert: CampaignStepsSQL.insert)
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
