import Identifiers
package import Registry
package import Storage

/// Campaigns: written, changed, moved on.
package enum Campaigns {
    package static let unknown = RegistryError(
        .campaignUnknown, "There is no such campaign, or it is not public yet.", field: "campaign")

    package static let changedMeanwhile = RegistryError(
        .campaignChanged, "The campaign has changed since you read it. Read it again and repeat the change.")

    /// - Throws: `campaign.unknown`, also for a draft that is not for the principal.
    package static func require(
        _ number: CampaignNumber, as principal: Principal, _ reader: any SQLReader
    ) throws -> Campaign {
        guard let campaign = try CampaignRows.find(number.id, reader), allows(principal, on: campaign) else {
            throw unknown
        }
        return campaign
    }

    /// A campaign, whoever may know of it.
    package static func find(_ number: CampaignNumber, _ reader: any SQLReader) throws -> Campaign? {
        try CampaignRows.find(number.id, reader)
    }

    /// Whether `principal` may know of a campaign.
    package static func allows(_ principal: Principal, on campaign: Campaign) -> Bool {
        campaign.isPublic || Access.allows(principal, .manageCampaigns, of: campaign.manufacturer)
    }

    /// Writes a new campaign, as a draft.
    /// - Throws: `value.invalid`, `population.…`.
    package static func add(
        _ details: CampaignDetails, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Campaign {
        try details.check()
        try CampaignScope.check(details.scope, of: manufacturer.id, transaction)
        var campaign = Campaign(
            number: CampaignNumber(drawn: transaction.newID()), manufacturer: manufacturer.id,
            state: CampaignWorkflow.machine.initial, details: details, createdBy: principal.auditName,
            createdAt: transaction.now)
        while try !CampaignRows.insert(campaign, transaction) {
            campaign.number = CampaignNumber(drawn: transaction.newID())
        }
        try write("campaign.add", campaign, as: principal, from: source, transaction)
        return campaign
    }

    /// Says other things of a campaign. Once it is open that is an amendment: what was said before stays readable, and the
    /// units that it is for are counted anew.
    /// - Parameters:
    ///   - note: why it is amended.
    ///   - counted: the units that it is for then, where it is public; counted before, since that may take long.
    /// - Throws: `campaign.locked`, `campaign.changed`, `value.invalid`, `reason.invalid`, `population.…`.
    package static func update(
        _ campaign: Campaign, _ details: CampaignDetails, note: String?, counted: CountedCampaign?,
        expecting version: Int64?, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Campaign {
        guard version == nil || version == campaign.rowVersion else { throw changedMeanwhile }
        guard campaign.state.isChangeable else {
            throw RegistryError(
                .campaignLocked,
                "This campaign is '\(campaign.state.rawValue)': what it says stays as it is. "
                    + (campaign.state == .closed ? "Reopen it to go on." : "Make another one."))
        }
        try details.check()
        try TextRules.check(note, field: "note", limit: 1_000)
        try CampaignScope.check(details.scope, of: campaign.manufacturer, transaction)
        guard details != campaign.details else { return campaign }
        guard !campaign.isPublic || note != nil else {
            throw RegistryError(
                .reasonInvalid, "The campaign is public: say why it is amended, for whoever reads it later.",
                field: "note")
        }
        var campaign = campaign
        campaign.details = details
        if campaign.isPublic { campaign.textVersion += 1 }
        try CampaignRows.update(&campaign, transaction)
        if campaign.isPublic {
            try CampaignVersions.append(campaign, note: note, as: principal, transaction)
            try keep(counted, .amendment, of: campaign, as: principal, transaction)
        }
        try write("campaign.change", campaign, as: principal, from: source, transaction)
        return campaign
    }

    /// Moves a campaign on.
    /// - Parameter counted: of an opening and a closing the units that it is for; counted before, since that may take long.
    /// - Throws: `state.step`, `campaign.changed`, `reason.invalid`, `value.invalid`, `population.…`.
    package static func move(
        _ campaign: Campaign, by move: CampaignMove, counted: CountedCampaign?, expecting version: Int64?,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Campaign {
        guard version == nil || version == campaign.rowVersion else { throw changedMeanwhile }
        var campaign = campaign
        campaign.state = try CampaignWorkflow.machine.state(after: move.step, from: campaign.state)
        try move.check()
        let isFirst = move.step == .open
        switch move.step {
        case .open:
            // Models and formats may have changed since it was written.
            try CampaignScope.check(campaign.details.scope, of: campaign.manufacturer, transaction)
            campaign.openedAt = transaction.now
        case .close, .withdraw: campaign.closedAt = transaction.now
        case .reopen: campaign.closedAt = nil
        case .suspend, .resume: break
        }
        try CampaignRows.update(&campaign, transaction)
        if isFirst { try CampaignVersions.append(campaign, note: move.note, as: principal, transaction) }
        if move.step == .open || move.step == .close {
            try keep(counted, move.step == .open ? .opening : .closing, of: campaign, as: principal, transaction)
        }
        try CampaignSteps.append(
            CampaignStepEntry(
                step: move.step, state: campaign.state, at: transaction.now, by: principal.auditName, note: move.note),
            to: campaign.number.id, transaction)
        try write("campaign.\(move.step.rawValue)", campaign, as: principal, from: source, transaction)
        return campaign
    }

    /// Keeps how many units a campaign is for at a moment that counts.
    /// - Throws: `campaign.changed` where other units were counted.
    package static func keep(
        _ counted: CountedCampaign?, _ occasion: CampaignSnapshot.Occasion, of campaign: Campaign,
        as principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        guard let counted, counted.scope == campaign.details.scope else { throw changedMeanwhile }
        try CampaignSnapshots.append(counted, occasion, of: campaign.number.id, as: principal, transaction)
    }

    private static func write(
        _ action: String, _ campaign: Campaign, as principal: Principal, from source: RequestSource,
        _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: campaign.number.text, of: campaign.manufacturer, as: principal, from: source, transaction)
    }
}
