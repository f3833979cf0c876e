import Registry
import Storage
import SupplyChain

/// Adds levels up to lines.
struct StockSum {
    private struct Key: Hashable {
        var place: String?
        var model: ID<Model>?
        var version: StockVersion?
    }
    private let grouping: StockQuestion.Grouping
    private let locations: NamedLocations
    private var lines: [Key: StockLine] = [:]
    /// Below which places count; nil for all.
    var tops: [Location]?
    /// The versions that may be told, in the order of their lines.
    var versions: [String] = []

    init(_ grouping: StockQuestion.Grouping, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) {
        self.grouping = grouping
        locations = NamedLocations(of: manufacturer, reader)
    }

    /// Whether what stands at a place counts.
    func counts(_ place: String) throws -> Bool {
        LocationAccess.isSeen(try locations.find(place), within: tops)
    }

    /// - Parameter version: of which version of their model the units are; nil where that is not asked for.
    mutating func add(_ level: StockLevel, of version: StockVersion? = nil) throws {
        guard try counts(level.location) else { return }
        let key = try key(of: level, version)
        let location = try key.place.flatMap(locations.find)
        var line = lines[key] ?? StockLine(place: key.place, location: location, version: key.version)
        let word = level.disposition?.rawValue ?? ""
        line.dispositions[word] = (line.dispositions[word] ?? 0).addingSaturated(level.quantity)
        lines[key] = line
    }

    private func key(of level: StockLevel, _ version: StockVersion?) throws -> Key {
        switch grouping {
        // A location has several names: its lines are one.
        case .location: return Key(place: try locations.find(level.location)?.code ?? level.location)
        case .model: return Key(model: level.model)
        case .version:
            let isHidden = if case .version(let name)? = version { !versions.contains(name) } else { false }
            return Key(model: level.model, version: isHidden ? .unnamed : version)
        }
    }

    /// Where a line by version comes: the oldest version first, what cannot be told last.
    private func order(_ version: StockVersion?) -> Int {
        switch version {
        case .version(let name): versions.firstIndex(of: name) ?? versions.count
        case .untold(let reason): versions.count + 2 + (StockVersion.Reason.allCases.firstIndex(of: reason) ?? 0)
        case .unnamed, nil: versions.count + 1
        }
    }

    /// The lines that say anything: places in the order of their tree, those that are no known location after them.
    var sorted: [(line: StockLine, model: ID<Model>?)] {
        lines.filter { !$0.value.dispositions.values.allSatisfy { $0 == 0 } }.sorted { left, right in
            if let (one, other) = left.value.location.flatMap({ one in right.value.location.map { (one, $0) } }) {
                return one.path.text < other.path.text
            }
            if left.key.version != right.key.version { return order(left.key.version) < order(right.key.version) }
            if (left.value.location == nil) != (right.value.location == nil) { return left.value.location != nil }
            if left.key.place != right.key.place { return (left.key.place ?? "") < (right.key.place ?? "") }
            return (left.key.model?.value ?? 0) < (right.key.model?.value ?? 0)
        }.map { ($0.value, $0.key.model) }
    }
}
