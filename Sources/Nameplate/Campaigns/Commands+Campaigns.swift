package import Registry
package import Safeguards
import Storage

// Campaigns are part of what look-ups keep in memory, so that their changes count as changes of the catalogue.

extension Commands {
    /// Writes a new campaign, as a draft.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, and what ``Campaigns`` throws.
    package func addCampaign(_ details: CampaignDetails, of slug: String) throws -> CampaignAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .manageCampaigns, of: manufacturer.id)
        return try answer(Campaigns.add(details, of: manufacturer, as: principal, from: source, transaction))
    }

    /// Says other things of a campaign.
    /// - Parameter counted: the units that it is for then, where it is public.
    /// - Throws: `campaign.unknown`, `access.forbidden`, and what ``Campaigns`` throws.
    package func updateCampaign(
        _ number: String, _ details: CampaignDetails, note: String?, counted: CountedCampaign?,
        expecting version: Int64?
    ) throws -> CampaignAnswer {
        let campaign = try managed(number)
        changedCatalogue = true
        return try answer(
            Campaigns.update(
                campaign, details, note: note, counted: counted, expecting: version, as: principal, from: source,
                transaction))
    }

    /// Moves a campaign on.
    /// - Parameter counted: of an opening and a closing the units that it is for.
    /// - Throws: `campaign.unknown`, `access.forbidden`, and what ``Campaigns`` throws.
    package func moveCampaign(
        _ number: String, by move: CampaignMove, counted: CountedCampaign?, expecting version: Int64?
    ) throws -> CampaignAnswer {
        let campaign = try managed(number)
        changedCatalogue = true
        return try answer(
            Campaigns.move(
                campaign, by: move, counted: counted, expecting: version, as: principal, from: source, transaction))
    }

    func managed(_ number: String) throws -> Campaign {
        let campaign = try NameplateRegistry.campaign(number, as: principal, transaction)
        try Access.require(principal, .manageCampaigns, of: campaign.manufacturer)
        return campaign
    }

    private func answer(_ campaign: Campaign) throws -> CampaignAnswer {
        try NameplateRegistry.answer(campaign, nil, as: principal, transaction)
    }
}
