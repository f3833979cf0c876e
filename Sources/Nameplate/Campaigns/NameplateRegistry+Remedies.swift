import AfterSales
import Identifiers
package import Registry
package import Safeguards
import Storage

/// What has become of a unit in a campaign, after something was said of it.
package struct RemedyAnswer: Sendable {
    package var campaign: Campaign
    package var model: Model
    package var entry: CampaignUnit
    /// What holds, by what was said and what the ledger says.
    package var state: RemedyState
}

/// A unit of a campaign, with what has become of it.
package struct CampaignUnitLine: Sendable {
    package var unit: ListedUnit
    package var state: RemedyState
    /// What was said of it; nil for nothing.
    package var entry: CampaignUnit?
}

/// A page of a campaign's units.
package struct CampaignUnitPage: Sendable {
    package var manufacturer: Manufacturer
    package var lines: [CampaignUnitLine]
    /// Where the list goes on; nil at its end.
    package var next: PopulationCursor?
}

extension Commands {
    /// Keeps what somebody says of a unit in a campaign.
    /// - Throws: `campaign.unknown`, `access.forbidden`, `model.unknown`, `unit.unknown`, also for a unit that is not one of the
    ///   campaign's; and what ``CampaignRemedies`` throws.
    package func reportRemedy(
        _ report: RemedyReport, ofUnit text: String, model number: String, in campaignNumber: String
    ) throws -> RemedyAnswer {
        let campaign = try managed(campaignNumber)
        return try reportRemedy(report, ofUnit: text, model: number, in: campaign, units(of: campaign))
    }

    /// - Parameter units: the campaign's.
    func reportRemedy(
        _ report: RemedyReport, ofUnit text: String, model number: String, in campaign: Campaign,
        _ units: PopulationWalk
    ) throws -> RemedyAnswer {
        guard let manufacturer = try Manufacturers.find(campaign.manufacturer, transaction) else {
            throw Campaigns.unknown
        }
        let model = try Models.require(number, of: manufacturer, transaction)
        let key = UnitKey(model.id, try SerialNumber(parsing: text))
        guard let unit = try units.unit(key) else {
            throw RegistryError(
                .unitUnknown,
                "\(key.serial.text) is no unit of \(number), or not one of the campaign \(campaign.number.text).",
                field: "serial")
        }
        let entry = try CampaignRemedies.report(
            report, of: unit, in: campaign, as: principal, from: source, recorder, transaction)
        let state = try Units.find(key, transaction)?.state ?? unit.state
        return RemedyAnswer(
            campaign: campaign, model: model, entry: entry,
            state: RemedyState.of(entry.state, state, in: campaign.details.countries))
    }

    /// The units of a campaign.
    func units(of campaign: Campaign) throws -> PopulationWalk {
        let scope = try PopulationScope.load(of: campaign.manufacturer, transaction)
        let population = try CampaignScope.compile(
            campaign.details.scope, in: scope, on: CivilDate(microseconds: transaction.now))
        return PopulationWalk(population, in: scope, transaction)
    }

    /// Keeps the remedy that a completed service order tells, where it names a campaign that its unit is one of. Its own events
    /// tell the repair.
    func reportRemedy(of order: ServiceOrder, by move: ServiceMove) throws {
        guard move.step == .complete, let outcome = order.outcome,
            let number = order.details.campaign.flatMap({ CampaignNumber(parsing: $0) }),
            let campaign = try Campaigns.find(number, transaction), campaign.manufacturer == order.manufacturer,
            campaign.isPublic, campaign.state != .withdrawn
        else { return }
        let state: RemedyState
        switch outcome {
        case .repaired, .exchanged: state = .remedied
        case .noTroubleFound: state = .inspectedFine
        case .declined: state = .refused
        case .notRepairable: return
        }
        let known = try CampaignUnits.find(order.unit, in: campaign.number.id, transaction)
        // One remedy for a unit: an order that was reopened says nothing new.
        guard known?.state != .remedied, let unit = try units(of: campaign).unit(order.unit) else { return }
        _ = try CampaignRemedies.report(
            RemedyReport(state, evidence: order.number.text), of: unit, in: campaign, as: principal, from: source,
            recorder, transaction)
    }
}

extension NameplateRegistry {
    /// Up to `limit` units of a campaign with what has become of each, after a place in their list.
    /// - Throws: `campaign.unknown`, `access.forbidden`, `population.…`.
    package func campaignUnits(
        of number: String, after cursor: PopulationCursor? = nil, limit: Int, as principal: Principal
    ) async throws -> CampaignUnitPage {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            let campaign = try Self.campaign(number, as: principal, reader)
            try Access.require(principal, .readProduction, of: campaign.manufacturer)
            guard let manufacturer = try Manufacturers.find(campaign.manufacturer, reader) else {
                throw Campaigns.unknown
            }
            let scope = try catalogue.scope(of: campaign.manufacturer, reader)
            let population = try CampaignScope.compile(campaign.details.scope, in: scope, on: today)
            let page = try PopulationLister(population, in: scope, reader).page(after: cursor, limit: limit)
            let ids = Dictionary(scope.models.map { ($0.number, $0.id) }) { first, _ in first }
            let lines = try page.units.compactMap { unit -> CampaignUnitLine? in
                guard let model = ids[unit.model] else { return nil }
                let key = UnitKey(model, unit.serial)
                let entry = try CampaignUnits.find(key, in: campaign.number.id, reader)
                let said = try entry.map { try CampaignUnits.state($0, reader) }
                let state = try Units.find(key, reader)?.state ?? UnitState()
                return CampaignUnitLine(
                    unit: unit, state: RemedyState.of(said, state, in: campaign.details.countries), entry: entry)
            }
            return CampaignUnitPage(manufacturer: manufacturer, lines: lines, next: page.next)
        }
    }
}
