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
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `location.unknown`, `access.forbidden`.
    package func stock(
        of slug: String, _ question: StockQuestion, as principal: Principal
    ) async throws -> StockAnswer {
        let (maker, counted) = try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            return (manufacturer, try Stock.counted(reader))
        }
        try await countStock(from: counted)
        let catalogue = self.catalogue
        return try await database.read { reader in
            try Self.stock(of: maker, question, catalogue, as: principal, reader)
        }
    }

    /// Counts the events that are not counted yet where they are few; else an answer says how many wait.
    func countStock(from counted: (position: Int64, head: Int64)) async throws {
        guard counted.position < counted.head, counted.head - counted.position <= Self.mostAwaited else { return }
        try await Followers.advance(StockFollower(), in: database)
    }

    private static func stock(
        of maker: Manufacturer, _ question: StockQuestion, _ catalogue: CatalogueCache, as principal: Principal,
        _ reader: any SQLReader
    ) throws -> StockAnswer {
        var levels = Stock.Question(of: maker.id)
        levels.time = question.time
        let model = try question.model.map { try Models.require($0, of: maker, reader) }
        levels.model = model?.id
        var sum = StockSum(question.effectiveGrouping, of: maker.id, reader)
        let location = try question.location.map { try Self.location($0, of: maker, as: principal, reader) }
        sum.tops = try location.map { [$0] } ?? LocationAccess.tops(of: maker.id, as: principal, reader)
        for place in try names(of: location, reader) {
            levels.location = place
            try Stock.forEach(levels, reader) { try sum.add($0) }
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

    /// The places to ask for one by one; one nil for all at once.
    private static func names(of location: Location?, _ reader: any SQLReader) throws -> [String?] {
        guard let location else { return [nil] }
        let tree = try Locations.subtree(of: location, limit: mostAskedSingly, reader)
        return tree.count > mostAskedSingly ? [nil] : tree.flatMap { Locations.ledgerNames(of: $0) }
    }
}

/// Adds levels up to lines.
private struct StockSum {
    private struct Key: Hashable {
        var place: String?
        var model: ID<Model>?
    }
    private let grouping: StockQuestion.Grouping
    private let locations: NamedLocations
    private var lines: [Key: StockLine] = [:]
    /// Below which places count; nil for all.
    var tops: [Location]?

    init(_ grouping: StockQuestion.Grouping, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) {
        self.grouping = grouping
        locations = NamedLocations(of: manufacturer, reader)
    }

    mutating func add(_ level: StockLevel) throws {
        let location = try locations.find(level.location)
        guard LocationAccess.isSeen(location, within: tops) else { return }
        // A location has several names: its lines are one.
        let place = location?.code ?? level.location
        let key =
            grouping == .location ? Key(place: place, model: nil) : Key(place: nil, model: level.model)
        var line = lines[key] ?? StockLine(place: key.place, location: key.place == nil ? nil : location)
        let word = level.disposition?.rawValue ?? ""
        line.dispositions[word] = (line.dispositions[word] ?? 0).addingSaturated(level.quantity)
        lines[key] = line
    }

    /// The lines that say anything: places in the order of their tree, those that are no known location after them.
    var sorted: [(line: StockLine, model: ID<Model>?)] {
        lines.filter { !$0.value.dispositions.values.allSatisfy { $0 == 0 } }.sorted { left, right in
            if let (one, other) = left.value.location.flatMap({ one in right.value.location.map { (one, $0) } }) {
                return one.path.text < other.path.text
            }
            if (left.value.location == nil) != (right.value.location == nil) { return left.value.location != nil }
            if left.key.place != right.key.place { return (left.key.place ?? "") < (right.key.place ?? "") }
            return (left.key.model?.value ?? 0) < (right.key.model?.value ?? 0)
        }.map { ($0.value, $0.key.model) }
    }
}
