package import Identifiers
package import Registry
package import Storage

/// Counts the units of campaigns.
package enum CampaignCount {
    /// How many units a campaign is for now, by what has become of them.
    /// - Throws: `population.…`.
    package static func funnel(
        of campaign: Campaign, in scope: PopulationScope, on today: CivilDate, _ reader: any SQLReader
    ) throws -> CountedCampaign {
        var counted = try units(of: campaign.details, in: scope, on: today, reader)
        let walk = PopulationWalk(
            try CampaignScope.compile(campaign.details.scope, in: scope, on: today), in: scope, reader)
        try CampaignUnits.forEach(of: campaign.number.id, reader) { entry in
            guard let unit = try walk.unit(entry.unit) else { return }
            counted.funnel.say(try CampaignUnits.state(entry, reader), of: unit.state, in: campaign.details.countries)
        }
        return counted
    }

    /// How many units a campaign is or would be for, by what the ledger says of them.
    /// - Throws: `population.…`.
    package static func units(
        of details: CampaignDetails, in scope: PopulationScope, on today: CivilDate, _ reader: any SQLReader
    ) throws -> CountedCampaign {
        let walk = PopulationWalk(try CampaignScope.compile(details.scope, in: scope, on: today), in: scope, reader)
        var funnel = CampaignFunnel()
        try walk.forEachPart { state, count in
            funnel.add(state, count: count, hasRow: false, in: details.countries)
        }
        try walk.forEachRow { funnel.add($0.state, hasRow: true, in: details.countries) }
        return CountedCampaign(scope: details.scope, funnel: funnel, position: try Positions.head(reader))
    }
}

/// What was counted, and of which moment it is.
package struct CountedCampaign: Hashable, Sendable {
    /// The units that were counted.
    package var scope: String
    package var funnel: CampaignFunnel
    /// The position of the ledger's last event that was counted.
    package var position: Int64

    package init(scope: String, funnel: CampaignFunnel, position: Int64) {
        self.scope = scope
        self.funnel = funnel
        self.position = position
    }
}
