import Identifiers
package import Registry
package import Safeguards
import Storage

extension NameplateRegistry {
    /// A campaign by its number, however it is typed.
    /// - Throws: `campaign.unknown`, also for a draft that is not for the principal.
    package func campaign(_ number: String, as principal: Principal) async throws -> CampaignAnswer {
        let catalogue = self.catalogue
        return try await database.read {
            try Self.answer(try Self.campaign(number, as: principal, $0), catalogue, as: principal, $0)
        }
    }

    static func campaign(_ number: String, as principal: Principal, _ reader: any SQLReader) throws -> Campaign {
        guard let number = CampaignNumber(parsing: number) else { throw Campaigns.unknown }
        return try Campaigns.require(number, as: principal, reader)
    }

    static func answer(
        _ campaign: Campaign, _ catalogue: CatalogueCache?, as principal: Principal, _ reader: any SQLReader
    ) throws -> CampaignAnswer {
        guard let manufacturer = try Manufacturers.find(campaign.manufacturer, reader) else { throw Campaigns.unknown }
        var answer = CampaignAnswer(
            manufacturer: manufacturer, campaign: campaign,
            versions: try CampaignVersions.list(of: campaign.number.id, reader))
        if Access.allows(principal, .manageCampaigns, of: manufacturer.id) {
            let scope =
                try catalogue?.scope(of: manufacturer.id, reader)
                ?? CampaignScope.models(for: campaign.details.scope, of: manufacturer.id, reader)
            answer.inside = try inside(campaign, scope, reader)
        }
        return answer
    }

    private static func inside(
        _ campaign: Campaign, _ scope: PopulationScope, _ reader: any SQLReader
    ) throws -> CampaignAnswer.Inside {
        var inside = CampaignAnswer.Inside(
            steps: try CampaignSteps.list(of: campaign.number.id, reader),
            snapshots: try CampaignSnapshots.list(of: campaign.number.id, reader),
            possible: CampaignWorkflow.machine.steps(from: campaign.state), unknownModels: [])
        do throws(RegistryError) {
            let compiled = try CampaignScope.compile(
                campaign.details.scope, in: scope, on: CivilDate(microseconds: 0))
            inside.unknownModels = scope.unknownModels(in: compiled.population)
        } catch {
            inside.problem = error
        }
        return inside
    }

    /// The campaigns of a manufacturer that the principal may know of, the newest first.
    /// - Throws: `manufacturer.unknown`, `model.unknown`.
    package func campaigns(
        of slug: String, _ filter: CampaignFilter, after place: CampaignList.Place? = nil, limit: Int,
        as principal: Principal
    ) async throws -> [Campaign] {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            var scope: PopulationScope?
            var wanted: PopulationModel?
            if let number = filter.model {
                let model = try Models.require(number, of: manufacturer, reader)
                guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
                let models = try catalogue.scope(of: manufacturer.id, reader)
                (scope, wanted) = (models, models.model(model.id))
            }
            return try CampaignList.page(of: manufacturer.id, after: place, limit: limit, reader) { campaign in
                Campaigns.allows(principal, on: campaign) && filter.state ?? campaign.state == campaign.state
                    && filter.kind ?? campaign.details.kind == campaign.details.kind
                    && Self.mayHold(campaign, wanted, scope)
            }
        }
    }

    /// Whether units of a model may belong to a campaign; all where no model is asked for.
    private static func mayHold(_ campaign: Campaign, _ model: PopulationModel?, _ scope: PopulationScope?) -> Bool {
        guard let model, let scope else { return true }
        return CampaignScope.mayHold(campaign.details.scope, model, in: scope)
    }

    // MARK: Counting

    /// How many units a campaign is for now.
    /// - Throws: `campaign.unknown`, `access.forbidden`, `population.…`.
    package func count(ofCampaign number: String, as principal: Principal) async throws -> CampaignCountAnswer {
        let (today, catalogue, now) = (self.today, self.catalogue, moment)
        return try await database.read { reader in
            let campaign = try Self.campaign(number, as: principal, reader)
            try Access.require(principal, .readProduction, of: campaign.manufacturer)
            let scope = try catalogue.scope(of: campaign.manufacturer, reader)
            return CampaignCountAnswer(
                campaign: campaign,
                counted: try CampaignCount.funnel(of: campaign, in: scope, on: today, reader), at: now)
        }
    }

    /// The same where it can be told at once; nil where too many rows would have to be read.
    package func glance(atCampaign number: String, as principal: Principal) async throws -> CampaignCountAnswer? {
        let (today, catalogue, now) = (self.today, self.catalogue, moment)
        return try await database.read { reader in
            let campaign = try Self.campaign(number, as: principal, reader)
            guard Access.allows(principal, .readProduction, of: campaign.manufacturer) else { return nil }
            let scope = try catalogue.scope(of: campaign.manufacturer, reader)
            let rationed = RationedReader(reader, rows: Self.glance)
            do {
                return CampaignCountAnswer(
                    campaign: campaign,
                    counted: try CampaignCount.funnel(of: campaign, in: scope, on: today, rationed), at: now)
            } catch is RationedReader.UsedUp {
                return nil
            } catch is RegistryError {
                return nil
            }
        }
    }

    /// How many units a campaign would be for that says this, for its amendment or before it is written; of one that nobody
    /// but its makers knows of nothing is counted.
    /// - Throws: `campaign.unknown`, `access.forbidden`, `population.…`.
    package func count(
        amending number: String, to details: CampaignDetails, as principal: Principal
    ) async throws -> CountedCampaign? {
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            var campaign = try Self.campaign(number, as: principal, reader)
            try Access.require(principal, .manageCampaigns, of: campaign.manufacturer)
            guard campaign.isPublic else { return nil }
            campaign.details = details
            let scope = try catalogue.scope(of: campaign.manufacturer, reader)
            return try CampaignCount.funnel(of: campaign, in: scope, on: today, reader)
        }
    }

    /// How many units a campaign is for, where a step of it keeps that; nil for the other steps.
    /// - Throws: `campaign.unknown`, `access.forbidden`, `state.step`, `population.…`.
    package func count(
        before move: CampaignMove, ofCampaign number: String, as principal: Principal
    ) async throws -> CountedCampaign? {
        guard move.step == .open || move.step == .close else { return nil }
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            let campaign = try Self.campaign(number, as: principal, reader)
            try Access.require(principal, .manageCampaigns, of: campaign.manufacturer)
            _ = try CampaignWorkflow.machine.state(after: move.step, from: campaign.state)
            let scope = try catalogue.scope(of: campaign.manufacturer, reader)
            return try CampaignCount.funnel(of: campaign, in: scope, on: today, reader)
        }
    }

    /// The units of a campaign, or a part of them, as a population.
    /// - Parameter part: which of them, as a population; nil for all.
    /// - Throws: `campaign.unknown`, `access.forbidden`, `population.…`.
    package func population(
        ofCampaign number: String, within part: String? = nil, as principal: Principal
    ) async throws -> PopulationQuestion {
        let part = try part.map { try WrittenPopulation(parsing: $0).population }
        return try await database.read { reader in
            let campaign = try Self.campaign(number, as: principal, reader)
            try Access.require(principal, .readProduction, of: campaign.manufacturer)
            guard let manufacturer = try Manufacturers.find(campaign.manufacturer, reader) else {
                throw Campaigns.unknown
            }
            let all = try WrittenPopulation(parsing: campaign.details.scope)
            let asked = part.map { WrittenPopulation(.all([all.population, $0])) }
            return PopulationQuestion(asked ?? all, of: manufacturer.slug)
        }
    }
}
