package import Identifiers
package import Registry
package import Storage

/// The open campaigns of one manufacturer, made ready for a day: says which of them hold a unit without asking each.
package final class CampaignIndex: Sendable {
    /// The day as of which ages are told.
    package let today: CivilDate
    private let campaigns: [Campaign]
    private let set: PopulationSet
    /// Nil where nothing is open.
    private let scope: PopulationScope?

    /// - Parameter scope: reads the manufacturer's models; asked only where a campaign is open.
    package init(
        of manufacturer: ID<Manufacturer>, on today: CivilDate, _ reader: any SQLReader,
        scope: () throws -> PopulationScope
    ) throws {
        let open = try CampaignRows.all(.open, of: manufacturer, reader)
        let models = open.isEmpty ? nil : try scope()
        var campaigns: [Campaign] = []
        var populations: [CompiledPopulation] = []
        for campaign in open {
            guard let models else { break }
            do throws(RegistryError) {
                populations.append(try CampaignScope.compile(campaign.details.scope, in: models, on: today))
                campaigns.append(campaign)
            } catch {
                // Formats that came later may leave a range without an order. The campaign's own page says so; it keeps
                // nobody from hearing of the others.
                continue
            }
        }
        self.today = today
        self.campaigns = campaigns
        self.scope = models
        set = PopulationSet(populations)
    }

    /// Whether nothing is open.
    package var isEmpty: Bool { campaigns.isEmpty }

    /// The models of which units may belong to an open campaign, in the order of their numbers.
    package func models() -> [PopulationModel] {
        guard let scope else { return [] }
        var concerned: [ID<Model>: PopulationModel] = [:]
        for population in set.populations { for model in population.models(in: scope) { concerned[model.id] = model } }
        return concerned.values.sorted { $0.number < $1.number }
    }

    /// The number of a model of the manufacturer's.
    package func number(of model: ID<Model>) -> String? { scope?.model(model)?.number }

    /// The open campaigns that a unit is one of, the most urgent first.
    /// - Parameter batch: the unit's, where it has one.
    package func holding(_ unit: UnitRow, batch: Batch?, _ reader: any SQLReader) throws -> [Campaign] {
        guard !campaigns.isEmpty, let scope, let model = scope.model(unit.key.model) else { return [] }
        let holding = try set.holding(UnitFacts(unit, batch: batch, model: model), in: scope, reader)
        return holding.map { campaigns[$0] }.sorted(by: Self.precedes)
    }

    private static func precedes(_ left: Campaign, _ right: Campaign) -> Bool {
        let (mine, others) = (rank(left.details.priority), rank(right.details.priority))
        return mine != others ? mine < others : (left.openedAt ?? 0) > (right.openedAt ?? 0)
    }

    private static func rank(_ priority: CampaignPriority) -> Int {
        switch priority {
        case .critical: 0
        case .high: 1
        case .medium: 2
        case .low: 3
        }
    }
}
