import Identifiers
package import Registry
package import Safeguards
import Storage

/// What telling the owners of a campaign's units has done, or would do.
package struct CampaignNoticeRun: Hashable, Sendable {
    /// Owners who are to be told.
    package var due: Int64 = 0
    /// Of these, how many were told now, or would be.
    package var posted: Int64 = 0
    /// Notices that came back or reached nobody, and were written down.
    package var failed: Int64 = 0
    package var isDryRun: Bool

    package init(isDryRun: Bool) { self.isDryRun = isDryRun }

    /// Whether there is more than one run takes: the next one goes on.
    package var isCut: Bool { posted < due }
}

extension NameplateRegistry {
    /// The most notices of one run.
    package static let mostCampaignNotices = 10_000
    private static let noticesAtOnce = 100

    /// Posts a notice to the owner of each unit of an open campaign who was not told yet.
    /// - Parameter days: who was told more than so many days ago, and whose unit is not done, is told again; nil for nobody.
    /// - Throws: `campaign.unknown`, `campaign.locked`, `access.forbidden`, `population.…`.
    package func tellOwners(
        ofCampaign number: String, remindingAfter days: Int? = nil, isDryRun: Bool, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> CampaignNoticeRun {
        let found = try await dueNotices(ofCampaign: number, remindingAfter: days, as: principal)
        var run = CampaignNoticeRun(isDryRun: isDryRun)
        run.due = found.due.owners
        guard !isDryRun else {
            (run.posted, run.failed) = (Int64(found.due.first.count), Int64(found.failed.count))
            return run
        }
        let campaign = found.campaign
        run.failed = Int64(
            try await inParts(found.failed) { part, transaction in
                try CampaignNotices.settle(part, as: principal, transaction)
            })
        run.posted = Int64(
            try await inParts(found.due.first) { part, transaction in
                try CampaignNotices.post(part, of: campaign, as: principal, transaction)
            })
        guard run.posted > 0 || run.failed > 0 else { return run }
        try await keepRun(campaign, found.counted, as: principal, from: source)
        return run
    }

    /// Everything that a run needs to know, as of one moment.
    private struct Found: Sendable {
        var campaign: Campaign
        var due: DueCampaignNotices
        var failed: [CampaignUnit]
        var counted: CountedCampaign
    }

    private func dueNotices(
        ofCampaign number: String, remindingAfter days: Int?, as principal: Principal
    ) async throws -> Found {
        let (today, catalogue, now) = (self.today, self.catalogue, moment)
        let told = days.map { now - Int64(max(0, min($0, 3_660))) * 86_400_000_000 }
        return try await database.read { reader in
            let campaign = try Self.campaign(number, as: principal, reader)
            try Access.require(principal, .manageCampaigns, of: campaign.manufacturer)
            guard campaign.state == .open else {
                throw RegistryError(
                    .campaignLocked, "This campaign is '\(campaign.state.rawValue)': owners are told of open ones.")
            }
            let scope = try catalogue.scope(of: campaign.manufacturer, reader)
            return Found(
                campaign: campaign,
                due: try CampaignNotices.due(
                    campaign, in: scope, on: today, remindingTold: told, limit: Self.mostCampaignNotices, reader),
                failed: try CampaignNotices.failed(
                    of: campaign.number.id, limit: Self.mostCampaignNotices, reader),
                counted: try CampaignCount.funnel(of: campaign, in: scope, on: today, reader))
        }
    }

    /// Works off a list in short transactions, so that others write between them.
    private func inParts<Item: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable ([Item], any SQLTransaction) throws -> Int
    ) async throws -> Int {
        var done = 0
        for start in stride(from: 0, to: items.count, by: Self.noticesAtOnce) {
            let part = Array(items[start..<min(start + Self.noticesAtOnce, items.count)])
            done += try await database.write { transaction in try body(part, transaction) }
        }
        return done
    }

    private func keepRun(
        _ campaign: Campaign, _ counted: CountedCampaign, as principal: Principal, from source: RequestSource
    ) async throws {
        try await database.write { transaction in
            try Campaigns.keep(counted, .notice, of: campaign, as: principal, transaction)
            try AuditTrail.write(
                "campaign.notify", subject: campaign.number.text, of: campaign.manufacturer, as: principal,
                from: source,
                transaction)
        }
    }
}
