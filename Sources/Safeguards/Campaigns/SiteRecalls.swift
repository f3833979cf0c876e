import Identifiers
package import Registry
package import Storage

/// A unit of an open campaign that stands at a place, or that was sold there.
package struct SiteRecall: Sendable {
    package var campaign: Campaign
    package var unit: UnitRow
    /// The model's number.
    package var model: String
    /// Whether it stands there now and nobody has bought it.
    package var isHere: Bool
    /// When it was last sold there; nil where it was not. Microseconds since 1970 UTC.
    package var soldAt: Int64?
    /// What has become of it. Of a unit that is elsewhere only that is told by which nothing is left to do: nil for all else.
    package var state: RemedyState?
}

/// The recalled units of a place, such as a dealer's: those that stand there, with what is in cases and pallets there, and
/// those that were sold there. Units of which only an event of a part of their batch tells are not among them.
package struct SiteRecalls {
    /// So many units are looked at, at most.
    package static let mostUnits = 20_000

    package private(set) var lines: [SiteRecall] = []
    /// Whether there are more units than are looked at.
    package private(set) var isCut = false

    private let site: String
    private let index: CampaignIndex
    private let reader: any SQLReader
    private var seen: Set<UnitKey> = []
    private var batches: [ID<Batch>: Batch] = [:]

    /// - Parameters:
    ///   - index: the manufacturer's open campaigns.
    ///   - scope: the manufacturer's models.
    ///   - number: the only campaign that is asked for; nil for all.
    package init(
        at site: String, _ index: CampaignIndex, in scope: PopulationScope, only number: CampaignNumber? = nil,
        _ reader: any SQLReader
    ) throws {
        (self.site, self.index, self.reader) = (site, index, reader)
        guard !index.isEmpty else { return }
        let concerned = index.models()
        for model in concerned { try takeStanding(model) }
        for container in scope.containers { try takeContents(container, concerned: Set(concerned.map(\.id))) }
        for model in concerned { try takeSold(model) }
        if let number { lines.removeAll { $0.campaign.number != number } }
        lines.sort { ($0.model, $0.unit.key.serial.text) < ($1.model, $1.unit.key.serial.text) }
    }

    private mutating func takeStanding(_ model: PopulationModel) throws {
        var found: [UnitRow] = []
        let room = Self.mostUnits - seen.count
        try SiteUnits.forEach(last: site, of: model.id, reader) { unit in
            found.append(unit)
            return found.count <= room
        }
        for unit in found { try take(unit, of: model.number) }
    }

    /// What is in the cases and pallets that stand there: their own events may tell of another place.
    private mutating func takeContents(_ container: PopulationModel, concerned: Set<ID<Model>>) throws {
        var open: [(unit: UnitRow, depth: Int)] = []
        try SiteUnits.forEach(last: site, of: container.id, reader) { unit in
            open.append((unit, 1))
            return open.count <= Self.mostUnits
        }
        while let (unit, depth) = open.popLast() {
            var inside: [UnitRow] = []
            try SiteUnits.forEach(within: unit.key, reader) { part in
                inside.append(part)
                return inside.count <= Self.mostUnits
            }
            for part in inside {
                if concerned.contains(part.key.model), let model = index.number(of: part.key.model) {
                    try take(part, of: model)
                }
                if depth < UnitPlaces.maximumDepth { open.append((part, depth + 1)) }
            }
            guard open.count <= Self.mostUnits else {
                isCut = true
                return
            }
        }
    }

    private mutating func takeSold(_ model: PopulationModel) throws {
        var found: [UnitKey] = []
        let room = Self.mostUnits - seen.count
        try SiteUnits.forEach(sold: site, of: model.id, reader) { key in
            found.append(key)
            return found.count <= room
        }
        for key in found where !seen.contains(key) {
            if let unit = try Units.find(key, reader) { try take(unit, of: model.number) }
        }
    }

    private mutating func take(_ unit: UnitRow, of model: String) throws {
        guard seen.count < Self.mostUnits else {
            isCut = true
            return
        }
        guard seen.insert(unit.key).inserted else { return }
        let holding = try index.holding(unit, batch: try batch(of: unit), reader)
        guard !holding.isEmpty else { return }
        let soldAt = try SiteUnits.soldAt(site, unit, reader)
        let stands = try UnitPlaces.place(of: unit, reader) == site
        guard stands || soldAt != nil else { return }
        let said = try CampaignUnits.all(of: unit.key, reader)
        for campaign in holding {
            let recorded = try said.first { $0.campaign == campaign.number.id }.map {
                try CampaignUnits.state($0, reader)
            }
            let state = RemedyState.of(recorded, unit.state, in: campaign.details.countries)
            lines.append(
                SiteRecall(
                    campaign: campaign, unit: unit, model: model, isHere: stands && !RemedyState.isSold(unit.state),
                    soldAt: soldAt, state: stands || state.isDone ? state : nil))
        }
    }

    private mutating func batch(of unit: UnitRow) throws -> Batch? {
        guard let id = unit.batch else { return nil }
        if let known = batches[id] { return known }
        let found = try Batches.find(id, reader)
        batches[id] = found
        return found
    }
}
