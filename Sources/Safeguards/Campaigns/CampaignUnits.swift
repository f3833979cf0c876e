package import Identifiers
package import Registry
package import Storage

/// What was said of a unit in a campaign.
package struct CampaignUnit: Hashable, Sendable {
    package var campaign: ID<Campaign>
    package var unit: UnitKey
    package var state: RemedyState
    /// Microseconds since 1970 UTC.
    package var at: Int64
    /// The ``Principal/auditName``.
    package var by: String
    /// The event of the ledger that proves it.
    package var event: ID<Event>?
    /// What its owner was sent.
    package var notice: ID<Notice>?
    /// Who owned it then.
    package var owner: ID<Party>?
    /// The service order, or what else proves it.
    package var evidence: String?
    /// Nil where nothing was said, or it was erased.
    package var note: String?
    /// The day on which it was done; nil where only the day is known on which it was said.
    package var doneOn: CivilDate?
    /// Who has done it, such as a workshop. Nil where nothing was said, or it was erased.
    package var doneBy: String?
    /// Counts the changes.
    package var rowVersion: Int64 = 1

    package init(
        campaign: ID<Campaign>, unit: UnitKey, state: RemedyState, at: Int64, by: String, event: ID<Event>? = nil,
        evidence: String? = nil, note: String? = nil
    ) {
        self.campaign = campaign
        self.unit = unit
        self.state = state
        self.at = at
        self.by = by
        self.event = event
        self.evidence = evidence
        self.note = note
    }
}

/// The table `campaign_units`: the last that was said of each unit.
package enum CampaignUnits {
    package static func find(
        _ unit: UnitKey, in campaign: ID<Campaign>, _ reader: any SQLReader
    ) throws -> CampaignUnit? {
        try reader.first(CampaignUnitsSQL.find, [.integer(campaign.value)] + place(unit), row)
    }

    /// What was said of a unit in all campaigns.
    package static func all(of unit: UnitKey, _ reader: any SQLReader) throws -> [CampaignUnit] {
        try reader.all(CampaignUnitsSQL.ofUnit, place(unit), row)
    }

    /// What was said of a unit, by the proofs of what its owner was sent.
    package static func state(_ entry: CampaignUnit, _ reader: any SQLReader) throws -> RemedyState {
        guard entry.state == .notified, let notice = entry.notice else { return entry.state }
        return try NoticeProgress.state(of: notice, reader)
    }

    /// Hands on what was said in a campaign, unit by unit.
    package static func forEach(
        of campaign: ID<Campaign>, _ reader: any SQLReader, _ body: (CampaignUnit) throws -> Void
    ) throws {
        try reader.forEachRow(CampaignUnitsSQL.ofCampaign, [.integer(campaign.value)]) { row in
            try body(try self.row(row))
            return true
        }
    }

    /// Erases what was said of units that a party owned then. What became of them stays.
    package static func eraseTexts(of owner: ID<Party>, _ transaction: any SQLTransaction) throws {
        try transaction.run(CampaignUnitsSQL.erase, [.integer(owner.value)])
    }

    static func set(_ entry: CampaignUnit, _ transaction: any SQLTransaction) throws {
        try transaction.run(
            CampaignUnitsSQL.set,
            [.integer(entry.campaign.value)] + place(entry.unit) + [
                .text(entry.state.rawValue), .integer(entry.at), .text(entry.by), SQLValue(entry.event?.value),
                SQLValue(entry.notice?.value), SQLValue(entry.owner?.value), SQLValue(entry.evidence),
                SQLValue(entry.note), SQLValue(entry.doneOn?.isoText), SQLValue(entry.doneBy),
            ])
    }

    private static func place(_ unit: UnitKey) -> [SQLValue] {
        [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial)]
    }

    private static func row(_ row: borrowing Row) throws -> CampaignUnit {
        let serial = row.text(3).isEmpty ? row.text(2) : row.text(3)
        var entry = CampaignUnit(
            campaign: ID(row.integer(0)), unit: UnitKey(ID(row.integer(1)), try SerialNumber(parsing: serial)),
            state: try row.word(4), at: row.integer(5), by: row.text(6),
            event: row.optionalInteger(7).map { ID($0) }, evidence: row.optionalText(10), note: row.optionalText(11))
        entry.notice = row.optionalInteger(8).map { ID($0) }
        entry.owner = row.optionalInteger(9).map { ID($0) }
        entry.rowVersion = row.integer(12)
        entry.doneOn = try row.optionalText(13).map { try CivilDate(parsing: $0) }
        entry.doneBy = row.optionalText(14)
        return entry
    }
}

enum CampaignUnitsSQL {
    static let find = Statement(
        """
        SELECT campaign_id, model_id, serial_key, serial, state, at, by, event_id, notice_id, party_id,
               evidence, note, row_version, done_on, done_by
          FROM campaign_units
         WHERE campaign_id = $1
           AND model_id = $2
           AND serial_key = $3
           AND serial = $4
        """)
    static let ofUnit = Statement(
        """
        SELECT campaign_id, model_id, serial_key, serial, state, at, by, event_id, notice_id, party_id,
               evidence, note, row_version, done_on, done_by
          FROM campaign_units
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         ORDER BY campaign_id
        """)
    static let ofCampaign = Statement(
        """
        SELECT campaign_id, model_id, serial_key, serial, state, at, by, event_id, notice_id, party_id,
               evidence, note, row_version, done_on, done_by
          FROM campaign_units
         WHERE campaign_id = $1
        """)
    static let set = Statement(
        """
        INSERT INTO campaign_units (campaign_id, model_id, serial_key, serial, state, at, by, event_id, notice_id,
                                    party_id, evidence, note, done_on, done_by, row_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
            ON CONFLICT (campaign_id, model_id, serial_key, serial) DO UPDATE
           SET state = excluded.state, at = excluded.at, by = excluded.by, event_id = excluded.event_id,
               notice_id = excluded.notice_id, party_id = excluded.party_id, evidence = excluded.evidence,
               note = excluded.note, done_on = excluded.done_on, done_by = excluded.done_by,
               row_version = campaign_units.row_version + 1
        """)
    static let erase = Statement(
        "UPDATE campaign_units SET note = NULL, evidence = NULL, done_by = NULL WHERE party_id = $1")
}
