package import Registry
package import Safeguards
import Storage

/// What became of a recall of an authority's table.
package struct ImportedRecall: Sendable {
    package enum Outcome: String, CaseIterable, Sendable {
        /// A campaign was written, as a draft.
        case added
        /// There was a draft that said otherwise; it says the same now.
        case updated
        /// There is a campaign that says the same.
        case unchanged
        /// There is a campaign that says otherwise and is no draft any more: what is public is amended by people.
        case differs
        /// The registry has no such manufacturer, or none of which the principal may write recalls.
        case makerUnknown
        /// Its units cannot be told, so nothing was written.
        case notExpressed
    }
    package var recall: PublishedRecall
    package var outcome: Outcome
    /// The campaign, where there is one.
    package var number: CampaignNumber?
}

extension Commands {
    /// Makes campaigns of the recalls of a table, as drafts: of those whose makers are manufacturers here. A recall that is
    /// there already, by the authority and its number, is not written again.
    /// - Throws: `access.forbidden` for whoever writes recalls of no manufacturer, and what ``Campaigns`` throws; then
    ///   nothing of it is written.
    package func importRecalls(_ table: RecallTable) throws -> [ImportedRecall] {
        try Access.require(principal, .manageCampaigns, .anything)
        var known: [String: KnownRecalls?] = [:]
        return try table.recalls.map { recall in
            guard let details = recall.campaign else { return ImportedRecall(recall: recall, outcome: .notExpressed) }
            let slug = recall.manufacturer
            if known[slug] == nil { known[slug] = .some(try KnownRecalls(slug, table.authority, self)) }
            guard var own = known[slug] ?? nil else { return ImportedRecall(recall: recall, outcome: .makerUnknown) }
            let imported = try take(recall, details, &own)
            known[slug] = .some(own)
            return imported
        }
    }

    private func take(
        _ recall: PublishedRecall, _ details: CampaignDetails, _ known: inout KnownRecalls
    ) throws -> ImportedRecall {
        guard let found = known.campaigns[recall.number] else {
            let campaign = try Campaigns.add(
                details, of: known.manufacturer, as: principal, from: source, transaction)
            known.campaigns[recall.number] = campaign
            return ImportedRecall(recall: recall, outcome: .added, number: campaign.number)
        }
        var outcome = ImportedRecall.Outcome.unchanged
        if !details.differences(from: found.details).isEmpty {
            outcome = found.state == .draft ? .updated : .differs
        }
        if outcome == .updated {
            known.campaigns[recall.number] = try Campaigns.update(
                found, details, note: nil, counted: nil, expecting: nil, as: principal, from: source, transaction)
        }
        return ImportedRecall(recall: recall, outcome: outcome, number: found.number)
    }
}

/// The campaigns of a manufacturer that say which recall of an authority they are.
private struct KnownRecalls {
    let manufacturer: Manufacturer
    /// By the authority's number.
    var campaigns: [String: Campaign] = [:]

    /// Nil where there is no such manufacturer, or none of which the principal may write recalls.
    init?(_ slug: String, _ authority: RecallAuthority, _ commands: Commands) throws {
        guard let manufacturer = try Manufacturers.find(slug, commands.transaction),
            Access.allows(commands.principal, .manageCampaigns, of: manufacturer.id)
        else { return nil }
        self.manufacturer = manufacturer
        let own = try CampaignList.page(of: manufacturer.id, after: nil, limit: .max, commands.transaction) {
            $0.details.authority == authority.name
        }
        // The newest first: where there are several, the first one that was written counts.
        for campaign in own { if let number = campaign.details.authorityNumber { campaigns[number] = campaign } }
    }
}
