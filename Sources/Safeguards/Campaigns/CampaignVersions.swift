package import Registry
package import Storage

/// What a campaign said before it was amended.
package struct CampaignVersion: Hashable, Sendable {
    /// From 1.
    package var version: Int64
    package var details: CampaignDetails
    /// Since when it was said; microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``.
    package var by: String
    /// Why it was amended; nil for the first.
    package var note: String?
}

/// The table `campaign_versions`: every text that was ever public, the present one too.
package enum CampaignVersions {
    /// Amendments past so many need another campaign.
    package static let most = 500

    /// From the first to the present one.
    package static func list(of campaign: ID<Campaign>, _ reader: any SQLReader) throws -> [CampaignVersion] {
        try reader.all(CampaignVersionsSQL.list, [.integer(campaign.value), .integer(Int64(most))]) { row in
            CampaignVersion(
                version: row.integer(0), details: try CampaignDocument.details(row.text(1)), at: row.integer(2),
                by: row.text(3), note: row.optionalText(4))
        }
    }

    static func append(
        _ campaign: Campaign, note: String?, as principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        guard campaign.textVersion <= Int64(most) else {
            throw RegistryError(
                .campaignLocked, "This campaign was amended \(most) times; close it and open another one.")
        }
        try transaction.run(
            CampaignVersionsSQL.insert,
            [
                .integer(campaign.number.value), .integer(campaign.textVersion),
                .text(try CampaignDocument.text(campaign.details)), .integer(transaction.now),
                .text(principal.auditName), SQLValue(note),
            ])
    }
}

private enum CampaignVersionsSQL {
    static let list = Statement(
        """
        SELECT version, document, at, by, note
          FROM campaign_versions
         WHERE campaign_id = $1
         ORDER BY version
         LIMIT $2
        """)
    static let insert = Statement(
        """
        INSERT INTO campaign_versions (campaign_id, version, document, at, by, note)
        VALUES ($1, $2, $3, $4, $5, $6)
        """)
}
