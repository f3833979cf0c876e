package import Identifiers
package import Registry
package import Storage

/// What somebody says of a unit in a campaign.
package struct RemedyReport: Hashable, Sendable {
    package var state: RemedyState
    /// A service order, a receipt, a consignment: what proves it.
    package var evidence: String?
    package var note: String?
    /// The day on which it was done; nil for today.
    package var doneOn: CivilDate?
    /// Who has done it, such as a workshop.
    package var doneBy: String?

    package init(
        _ state: RemedyState, evidence: String? = nil, note: String? = nil, doneOn: CivilDate? = nil,
        doneBy: String? = nil
    ) {
        self.state = state
        self.evidence = evidence
        self.note = note
        self.doneOn = doneOn
        self.doneBy = doneBy
    }

    /// Whether an entry says just this.
    package func isSaid(by entry: CampaignUnit) -> Bool {
        entry.state == state && entry.evidence == evidence && entry.note == note && entry.doneOn == doneOn
            && entry.doneBy == doneBy
    }

    /// - Throws: `value.invalid`.
    func check(at now: Int64) throws(RegistryError) {
        guard state.isRecorded else {
            throw RegistryError(
                .valueInvalid, "'\(state.rawValue)' follows from what the ledger says; nobody reports it.",
                field: "state")
        }
        try TextRules.check(evidence, field: "evidence", limit: 200)
        try TextRules.check(note, field: "note", limit: 1_000)
        try TextRules.check(doneBy, field: "doneBy", limit: 200)
        guard let doneOn else { return }
        // Where the day has begun already it is a day later than in UTC.
        let last = CivilDate(microseconds: now, zoneOffset: 14 * 60)
        guard doneOn.day != nil, doneOn <= last else {
            throw RegistryError(
                .valueInvalid, "'doneOn' is a day such as 2026-07-14, and not one to come.", field: "doneOn")
        }
    }

    /// When it was done, as events tell it. Microseconds since 1970 UTC.
    func time(at now: Int64) -> Int64 { doneOn.map { min($0.firstMicrosecond + 43_200_000_000, now) } ?? now }
}

/// Keeps what became of units in campaigns.
package enum CampaignRemedies {
    /// The type of the business transaction by which events name a campaign.
    package static let transactionType = "recall"

    /// Keeps what somebody says of a unit that is one of a campaign's. What was done to it becomes an event of its life.
    /// - Parameter unit: one of the campaign's; the caller has looked.
    /// - Throws: `campaign.locked`; `campaign.remedied` where it has got the remedy already; `reason.invalid` where that is
    ///   taken back without a reason; `value.invalid`.
    package static func report(
        _ report: RemedyReport, of unit: UnitRow, in campaign: Campaign, as principal: Principal,
        from source: RequestSource = .local, _ recorder: EventRecorder, _ transaction: any SQLTransaction
    ) throws -> CampaignUnit {
        try report.check(at: transaction.now)
        guard campaign.isPublic, campaign.state != .withdrawn else {
            throw RegistryError(
                .campaignLocked, "This campaign is '\(campaign.state.rawValue)': nothing is done about units.")
        }
        let known = try CampaignUnits.find(unit.key, in: campaign.number.id, transaction)
        try check(report, after: known, unit, campaign)
        var entry = CampaignUnit(
            campaign: campaign.number.id, unit: unit.key, state: report.state, at: transaction.now,
            by: principal.auditName, evidence: report.evidence, note: report.note)
        entry.owner = unit.state.owner
        (entry.doneOn, entry.doneBy) = (report.doneOn, report.doneBy)
        if report.state.isDone { entry.event = try record(report, unit, campaign, recorder, transaction) }
        try CampaignUnits.set(entry, transaction)
        try AuditTrail.write(
            "campaign.\(report.state.rawValue)", subject: campaign.number.text, of: campaign.manufacturer,
            as: principal,
            from: source, transaction)
        return entry
    }

    private static func check(
        _ report: RemedyReport, after known: CampaignUnit?, _ unit: UnitRow, _ campaign: Campaign
    ) throws(RegistryError) {
        if let known, known.state == .remedied {
            guard report.state != .remedied else {
                throw RegistryError(
                    .campaignRemedied,
                    "This unit has got the remedy already. Is it the right serial number, and is it the original?",
                    field: "serial")
            }
            guard report.note != nil else {
                throw RegistryError(
                    .reasonInvalid, "The unit counts as remedied: say why it does not any more.", field: "note")
            }
        }
        guard report.state != .remedied || campaign.details.remedy == .dispose || !RemedyState.isScrapped(unit.state)
        else {
            throw RegistryError(
                .valueInvalid, "The ledger says that this unit was destroyed; nothing can be done to it.",
                field: "serial")
        }
    }

    private static func record(
        _ report: RemedyReport, _ unit: UnitRow, _ campaign: Campaign, _ recorder: EventRecorder,
        _ transaction: any SQLTransaction
    ) throws -> ID<Event> {
        try recorder.moveOn(past: unit.key)
        var draft = EventDraft(time: report.time(at: transaction.now))
        draft.businessStep =
            report.state == .inspectedFine || campaign.details.remedy == .inspect ? .inspecting : .repairing
        if campaign.details.remedy == .refund || campaign.details.remedy == .dispose { draft.businessStep = .other }
        draft.units = [unit.key]
        draft.details.transactions = [.init(type: transactionType, id: campaign.number.text)]
        draft.notes = [report.note].compactMap(\.self)
        return try recorder.record(draft, of: campaign.manufacturer).id
    }
}
