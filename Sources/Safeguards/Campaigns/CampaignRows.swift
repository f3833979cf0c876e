import Registry
import Storage

/// The table `campaigns`.
enum CampaignRows {
    static func find(_ id: ID<Campaign>, _ reader: any SQLReader) throws -> Campaign? {
        try reader.first(CampaignRowsSQL.find, [.integer(id.value)], row)
    }

    /// The campaigns of a manufacturer in a state, in the order of their numbers.
    static func all(
        _ state: CampaignState, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> [Campaign] {
        try reader.all(CampaignRowsSQL.inState, [.integer(manufacturer.value), .text(state.rawValue)], row)
    }

    /// Up to `limit` campaigns of a manufacturer after a place, the newest first.
    static func page(
        of manufacturer: ID<Manufacturer>, after place: CampaignList.Place?, limit: Int, _ reader: any SQLReader
    ) throws -> [Campaign] {
        let start = place ?? CampaignList.Place(createdAt: .max, id: .max)
        return try reader.all(
            CampaignRowsSQL.page,
            [.integer(manufacturer.value), .integer(start.createdAt), .integer(start.id), .integer(Int64(limit))], row)
    }

    /// - Returns: false where the number is taken.
    static func insert(_ campaign: Campaign, _ transaction: any SQLTransaction) throws -> Bool {
        let values: [SQLValue] = [
            .integer(campaign.number.value), .integer(campaign.manufacturer.value), .text(campaign.createdBy),
            .integer(campaign.createdAt),
        ]
        return try transaction.rowsChanged(by: CampaignRowsSQL.insert, values + (try changeable(campaign))) == 1
    }

    /// - Throws: `campaign.changed` where somebody was faster.
    static func update(_ campaign: inout Campaign, _ transaction: any SQLTransaction) throws {
        let values = try changeable(campaign) + [.integer(campaign.number.value), .integer(campaign.rowVersion)]
        guard try transaction.rowsChanged(by: CampaignRowsSQL.update, values) == 1 else {
            throw Campaigns.changedMeanwhile
        }
        campaign.rowVersion += 1
    }

    private static func changeable(_ campaign: Campaign) throws -> [SQLValue] {
        [
            .text(campaign.state.rawValue), .text(try CampaignDocument.text(campaign.details)),
            .integer(campaign.textVersion), SQLValue(campaign.openedAt), SQLValue(campaign.closedAt),
        ]
    }

    private static func row(_ row: borrowing Row) throws -> Campaign {
        Campaign(
            number: CampaignNumber(ID(row.integer(0))), manufacturer: ID(row.integer(1)), state: try row.word(4),
            details: try CampaignDocument.details(row.text(5)), textVersion: row.integer(6), createdBy: row.text(2),
            createdAt: row.integer(3), openedAt: row.optionalInteger(7), closedAt: row.optionalInteger(8),
            rowVersion: row.integer(9))
    }
}

enum CampaignRowsSQL {
    static let find = Statement(
        """
        SELECT id, manufacturer_id, created_by, created_at, state, document, text_version, opened_at, closed_at, row_version
          FROM campaigns
         WHERE id = $1
        """)
    static let inState = Statement(
        """
        SELECT id, manufacturer_id, created_by, created_at, state, document, text_version, opened_at, closed_at, row_version
          FROM campaigns
         WHERE manufacturer_id = $1
           AND state = $2
         ORDER BY id
        """)
    static let page = Statement(
        """
        SELECT id, manufacturer_id, created_by, created_at, state, document, text_version, opened_at, closed_at, row_version
          FROM campaigns
         WHERE manufacturer_id = $1
           AND (created_at, id) < ($2, $3)
         ORDER BY created_at DESC, id DESC
         LIMIT $4
        """)
    static let insert = Statement(
        """
        INSERT INTO campaigns (id, manufacturer_id, created_by, created_at, state, document, text_version, opened_at,
                               closed_at, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
            ON CONFLICT (id) DO NOTHING
        """)
    static let update = Statement(
        """
        UPDATE campaigns
           SET state = $1, document = $2, text_version = $3, opened_at = $4, closed_at = $5, row_version = row_version + 1
         WHERE id = $6
           AND row_version = $7
        """)
}
