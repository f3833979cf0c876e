import Identifiers
package import Registry
import Storage
package import SupplyChain

extension NameplateRegistry {
    /// So many events are counted before an answer is given; where more wait, it says how many.
    private static let mostAwaited: Int64 = 2_000
    /// Places with what stands in them are asked for one by one up to here; beyond, all are read at once.
    private static let mostAskedSingly = 64

    /// What stands where.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `location.unknown`, `access.forbidden`; `value.invalid` by version
    ///   without a model.
    package func stock(
        of slug: String, _ question: StockQuestion, as principal: Principal
    ) async throws -> StockAnswer {
        let (maker, counted) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            return (manufacturer, try Stock.counted(reader))
        }
        try await countStock(from: counted)
        let (today, catalogue) = (self.today, self.catalogue)
        return try await database.read { reader in
            try Self.stock(of: maker, question, catalogue, on: today, as: principal, reader)
        }
    }

    /// Counts the events that are not counted yet where they are few; else an answer says how many wait.
    func countStock(from counted: (position: Int64, head: Int64)) async throws {
        guard counted.position < counted.head, counted.head - counted.position <= Self.mostAwaited else { return }
        try await Followers.advance(StockFollower(), in: database)
    }

    private static func stock(
        of maker: Manufacturer, _ question: StockQuestion, _ catalogue: CatalogueCache, on today: CivilDate,
        as principal: Principal, _ reader: any SQLReader
    ) throws -> StockAnswer {
        let model = try question.model.map { try Models.require($0, of: maker, reader) }
        var sum = StockSum(question.effectiveGrouping, of: maker.id, reader)
        let location = try question.location.map { try Self.location($0, of: maker, as: principal, reader) }
        sum.tops = try location.map { [$0] } ?? LocationAccess.tops(of: maker.id, as: principal, reader)
        if question.effectiveGrouping == .version {
            guard let model else {
                throw RegistryError(
                    .valueInvalid, "Name the model whose versions are to be told apart.", field: "model")
            }
            try addVersions(of: model, of: maker, to: &sum, at: question.time, on: today, as: principal, reader)
        } else {
            var levels = Stock.Question(of: maker.id)
            (levels.time, levels.model) = (question.time, model?.id)
            for place in try names(of: location, reader) {
                levels.location = place
                try Stock.forEach(levels, reader) { try sum.add($0) }
            }
        }
        var lines = sum.sorted
        for index in lines.indices {
            lines[index].line.model = try lines[index].model.flatMap { try catalogue.model($0, reader) }
        }
        if question.effectiveGrouping == .model {
            lines.sort { ($0.line.model?.number.text ?? "") < ($1.line.model?.number.text ?? "") }
        }
        let (position, head) = try Stock.counted(reader)
        return StockAnswer(
            manufacturer: maker, grouping: question.effectiveGrouping, location: location, model: model,
            lines: lines.map(\.line), position: position, behind: max(0, head - position))
    }

    /// Adds the stock of a model by its versions. Who may not know of one yet is told of none.
    private static func addVersions(
        of model: Model, of maker: Manufacturer, to sum: inout StockSum, at time: Int64?, on today: CivilDate,
        as principal: Principal, _ reader: any SQLReader
    ) throws {
        let versions = try ModelEntries<ModelVersion>.list(of: model.id, reader).map(\.entry)
        let sees = Access.seesProduction(of: maker.id, as: principal)
        sum.versions = versions.filter { sees || $0.shownToStrangers(on: today) != nil }.map(\.version)
        let levels = try Stock.levels(ofBatchesOf: model.id, at: time, reader).filter { try sum.counts($0.location) }
        let position = try Stock.counted(reader).position
        var byVersion = try StockByVersion(of: model, asOf: time, knownAt: position, on: today, reader)
        for part in try byVersion.parts(of: levels) { try sum.add(part.level, of: part.version) }
    }

    /// The places to ask for one by one; one nil for all at once.
    private static func names(of location: Location?, _ reader: any SQLReader) throws -> [String?] {
        guard let location else { return [nil] }
        let tree = try Locations.subtree(of: location, limit: mostAskedSingly, reader)
        return tree.count > mostAskedSingly ? [nil] : tree.flatMap { Locations.ledgerNames(of: $0) }
    }
}
