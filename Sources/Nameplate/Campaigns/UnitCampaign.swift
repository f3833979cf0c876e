import Identifiers
import Registry
package import Safeguards
import Storage

/// An open campaign that a unit is one of, as everybody who asks for the unit is told of it.
package struct UnitCampaign: Hashable, Sendable {
    package var number: CampaignNumber
    package var kind: CampaignKind
    package var title: String
    package var priority: CampaignPriority
    package var remedy: RemedyKind
    /// What to do, in words.
    package var instructions: String?
    package var hazard: String?
    package var doNotUse: Bool
    package var stopSale: Bool
    /// Microseconds since 1970 UTC.
    package var openedAt: Int64?
    /// What has become of the unit, for whoever may know its history.
    package var state: RemedyState?

    init(_ campaign: Campaign, state: RemedyState?) {
        let details = campaign.details
        number = campaign.number
        (kind, title, priority, remedy) = (details.kind, details.title, details.priority, details.remedy)
        instructions = details.instructions ?? details.remedyText
        hazard = details.hazard
        (doNotUse, stopSale) = (details.doNotUse, details.stopSale)
        openedAt = campaign.openedAt
        self.state = state
    }
}

extension NameplateRegistry {
    /// The open campaigns that a unit is one of, the most urgent first.
    /// - Parameter tellsRemedies: whether the asker may know what has become of the unit.
    static func campaigns(
        of found: FoundUnit, _ catalogue: CatalogueCache, on today: CivilDate, tellsRemedies: Bool,
        _ reader: any SQLReader
    ) throws -> [UnitCampaign] {
        let index = try catalogue.campaigns(of: found.manufacturer.id, on: today, reader)
        guard !index.isEmpty else { return [] }
        let batch = try found.unit.batch.flatMap { try catalogue.batch($0, reader) }
        let holding = try index.holding(found.unit, batch: batch, reader)
        guard tellsRemedies, !holding.isEmpty else { return holding.map { UnitCampaign($0, state: nil) } }
        let said = try CampaignUnits.all(of: found.unit.key, reader)
        return try holding.map { campaign in
            let recorded = try said.first { $0.campaign == campaign.number.id }.map {
                try CampaignUnits.state($0, reader)
            }
            return UnitCampaign(
                campaign, state: RemedyState.of(recorded, found.unit.state, in: campaign.details.countries))
        }
    }
}
