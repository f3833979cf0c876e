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
/// those that were sold there. Each unit of a part of a batch of which an event says so is among them.
package struct SiteRecalls {
    /// So many units are looked at, at most.
    package static let mostUnits = 20_000

    package private(set) var lines: [SiteRecall] = []
    /// Whether there are more units than are looked at.
    package private(set) var isCut = false

    private let site: String
    private let manufacturer: ID<Manufacturer>
    private let index: CampaignIndex
    private let reader: any SQLReader
    private var seen: Set<UnitKey> = []
    private var batches: [ID<Batch>: Batch] = [:]
    /// Batches of which an event of a part may say that it stands there or was sold there.
    private var ranged: Set<ID<Batch>> = []

    /// - Parameters:
    ///   - index: the manufacturer's open campaigns.
    ///   - scope: the manufacturer's models.
    ///   - number: the only campaign that is asked for; nil for all.
    package init(
        at site: String, of manufacturer: ID<Manufacturer>, _ index: CampaignIndex, in scope: PopulationScope,
        only number: CampaignNumber? = nil,
        _ reader: any SQLReader
    ) throws {
        (self.site, self.manufacturer, self.index, self.reader) = (site, manufacturer, index, reader)
        guard !index.isEmpty else { return }
        let concerned = index.models()
        for model in concerned { try takeStanding(model) }
        for container in scope.containers { try takeContents(container, concerned: Set(concerned.map(\.id))) }
        for model in concerned { try takeSold(model) }
        try takeRanges(concerned)
        if let number { lines.removeAll { $0.campaign.number != number } }
        lines.sort { ($0.model, $0.unit.key.serial.text) < ($1.model, $1.unit.key.serial.text) }
    }

    private mutating func takeStanding(_ model: PopulationModel) throws {
        var found: [UnitRow] = []
        let room = Self.mostUnits - seen.count
        try SiteUnits.forEach(last: site, of: model.id, manufacturer, reader) { unit in
            found.append(unit)
            return found.count <= room
        }
        for unit in found { try take(unit, of: model.number) }
    }

    /// What is in the cases and pallets that stand there: their own events may tell of another place.
    private mutating func takeContents(_ container: PopulationModel, concerned: Set<ID<Model>>) throws {
        var open: [(unit: UnitRow, depth: Int)] = []
        try SiteUnits.forEach(last: site, of: container.id, manufacturer, reader) { unit in
            open.append((unit, 1))
            return open.count <= Self.mostUnits
        }
        while let (unit, depth) = open.popLast() {
            let within = try Self.all {
                try RangedUnits.batches(within: unit.key, after: $0, limit: Self.atOnce, reader)
            }
            ranged.formUnion(within)
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

    // MARK: Parts of batches

    /// Batches that are read at once.
    private static let atOnce = 500

    /// All batches that are read page by page.
    private static func all(_ page: (ID<Batch>?) throws -> [ID<Batch>]) throws -> [ID<Batch>] {
        var (all, after): ([ID<Batch>], ID<Batch>?) = ([], nil)
        repeat {
            let found = try page(after)
            all += found
            after = found.count == atOnce ? found.last : nil
        } while after != nil
        return all
    }

    private mutating func takeRanges(_ concerned: [PopulationModel]) throws {
        let placed = try Self.all { try RangedUnits.batches(at: site, after: $0, limit: Self.atOnce, reader) }
        let sold = try Self.all { try RangedUnits.batches(soldAt: site, after: $0, limit: Self.atOnce, reader) }
        ranged.formUnion(placed + sold)
        let models = Dictionary(uniqueKeysWithValues: concerned.map { ($0.id, $0.number) })
        for id in ranged.sorted() {
            guard let batch = try self.batch(id), let model = models[batch.model],
                let sequences = batch.issue?.sequences
            else { continue }
            for part in try RangedUnits.parts(of: .init(batch: id, sequences: sequences), reader)
            where try concerns(part.history) {
                guard !isCut else { return }
                try take(part, of: batch, model)
            }
        }
    }

    private func concerns(_ history: UnitHistory) throws -> Bool {
        try SiteUnits.soldAt(site, history) != nil || UnitPlaces.place(of: history.state(), reader) == site
    }

    private mutating func take(_ part: RangedUnits.Part, of batch: Batch, _ model: String) throws {
        var found: [(UnitRow, UnitHistory)] = []
        let room = Self.mostUnits - seen.count
        do {
            try RangedUnits.forEachUnit(of: part, in: batch, reader) { unit, history in
                found.append((unit, history))
                return found.count <= room
            }
        } catch let error as RegistryError where error.code == .keyMissing {
            // Units that cannot be named now.
            isCut = true
        }
        for (unit, history) in found { try take(unit, of: model, history) }
    }

    private mutating func take(_ unit: UnitRow, of model: String, _ known: UnitHistory? = nil) throws {
        guard seen.count < Self.mostUnits else {
            isCut = true
            return
        }
        guard seen.insert(unit.key).inserted else { return }
        let holding = try index.holding(unit, batch: try batch(of: unit), reader)
        guard !holding.isEmpty else { return }
        let history = try known ?? Units.history(of: unit, reader)
        let soldAt = SiteUnits.soldAt(site, history)
        let stands = try UnitPlaces.place(of: history.state(), reader) == site
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
        return try batch(id)
    }

    private mutating func batch(_ id: ID<Batch>) throws -> Batch? {
        if let known = batches[id] { return known }
        let found = try Batches.find(id, reader)
        batches[id] = found
        return found
    }
}
