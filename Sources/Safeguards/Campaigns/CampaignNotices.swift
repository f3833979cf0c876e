package import Identifiers
package import Registry
package import Storage

/// An owner who is to be told of a campaign.
package struct CampaignNotice: Hashable, Sendable {
    package var unit: UnitKey
    package var owner: ID<Party>
    /// Counts what was said of the unit, so that each notice is a new one.
    package var turn: Int64
}

/// Who is to be told of a campaign.
package struct DueCampaignNotices: Hashable, Sendable {
    /// All of them.
    package var owners: Int64 = 0
    /// The first of them, as many as were asked for.
    package var first: [CampaignNotice] = []
}

/// Tells the known owners of a campaign's units.
package enum CampaignNotices {
    /// Whom nobody has told yet, owners who have come since, and those who were told long ago and have done nothing.
    /// - Parameters:
    ///   - told: who was told before that moment is told again; nil for nobody. Microseconds since 1970 UTC.
    ///   - limit: how many of them are named.
    /// - Throws: `population.…`.
    package static func due(
        _ campaign: Campaign, in scope: PopulationScope, on today: CivilDate, remindingTold told: Int64?, limit: Int,
        _ reader: any SQLReader
    ) throws -> DueCampaignNotices {
        let population = try CampaignScope.compile(campaign.details.scope, in: scope, on: today)
        var due = DueCampaignNotices()
        try PopulationWalk(population, in: scope, reader).forEachRow { unit in
            guard let owner = unit.state.owner else { return }
            let entry = try CampaignUnits.find(unit.key, in: campaign.number.id, reader)
            guard try isDue(entry, unit, owner, campaign, told, reader) else { return }
            due.owners += 1
            if due.first.count < limit {
                due.first.append(CampaignNotice(unit: unit.key, owner: owner, turn: entry?.rowVersion ?? 0))
            }
        }
        return due
    }

    private static func isDue(
        _ entry: CampaignUnit?, _ unit: UnitRow, _ owner: ID<Party>, _ campaign: Campaign, _ told: Int64?,
        _ reader: any SQLReader
    ) throws -> Bool {
        let state = RemedyState.of(
            try entry.map { try CampaignUnits.state($0, reader) }, unit.state, in: campaign.details.countries)
        guard let entry, let notice = entry.notice else { return state == .notNotified }
        guard [.notNotified, .notified, .bounced, .unreachable].contains(state) else { return false }
        // Whoever has it now was told nothing.
        if try Notices.find(notice, reader)?.party != owner { return true }
        guard let told, state != .notNotified else { return false }
        return entry.at < told
    }

    /// Posts notices, in the transaction that keeps that they were.
    /// - Returns: how many there were that nobody had posted.
    /// - Throws: `campaign.locked` where it is not open.
    package static func post(
        _ notices: [CampaignNotice], of campaign: Campaign, as principal: Principal, _ transaction: any SQLTransaction
    ) throws -> Int {
        guard campaign.state == .open else {
            throw RegistryError(
                .campaignLocked, "This campaign is '\(campaign.state.rawValue)': owners are told of open ones.")
        }
        var posted = 0
        for notice in notices {
            guard let found = try Outbox.post(draft(notice, campaign), of: campaign.manufacturer, transaction) else {
                continue
            }
            var entry = CampaignUnit(
                campaign: campaign.number.id, unit: notice.unit, state: .notified, at: transaction.now,
                by: principal.auditName)
            (entry.notice, entry.owner) = (found.id, notice.owner)
            try CampaignUnits.set(entry, transaction)
            posted += 1
        }
        return posted
    }

    private static func draft(_ notice: CampaignNotice, _ campaign: Campaign) -> NoticeDraft {
        let details = campaign.details
        var draft = NoticeDraft(
            .campaignNotice,
            key: "\(campaign.number.text) \(notice.unit.model) \(notice.unit.serial.text) \(notice.turn)",
            unit: notice.unit, party: notice.owner,
            facts: [
                "campaign": campaign.number.text, "kind": details.kind.rawValue, "title": details.title,
                "doNotUse": String(details.doNotUse),
            ])
        // A remedy for what endangers nobody is an offer.
        if details.kind == .upgrade { draft.purpose = .reminders }
        draft.facts["hazard"] = details.hazard.map(fact)
        draft.facts["instructions"] = (details.instructions ?? details.remedyText).map(fact)
        return draft
    }

    /// As much of a text as a fact may have.
    private static func fact(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(Notice.longestFact)))
    }

    // MARK: What came back

    /// Writes down which notices came back or reached nobody: their proofs are forgotten one day.
    /// - Returns: how many of the campaign's units were written down.
    package static func settle(
        _ units: [CampaignUnit], as principal: Principal, _ transaction: any SQLTransaction
    ) throws -> Int {
        var settled = 0
        for unit in units {
            guard var entry = try CampaignUnits.find(unit.unit, in: unit.campaign, transaction),
                entry.notice == unit.notice
            else { continue }
            let state = try CampaignUnits.state(entry, transaction)
            guard state == .bounced || state == .unreachable else { continue }
            entry.state = state
            entry.at = transaction.now
            entry.by = principal.auditName
            try CampaignUnits.set(entry, transaction)
            settled += 1
        }
        return settled
    }

    /// The units whose notices came back or reached nobody, as long as that is not written down.
    package static func failed(of campaign: ID<Campaign>, limit: Int, _ reader: any SQLReader) throws -> [CampaignUnit]
    {
        var failed: [CampaignUnit] = []
        try CampaignUnits.forEach(of: campaign, reader) { entry in
            guard failed.count < limit, entry.state == .notified, entry.notice != nil else { return }
            let state = try CampaignUnits.state(entry, reader)
            if state == .bounced || state == .unreachable { failed.append(entry) }
        }
        return failed
    }
}
