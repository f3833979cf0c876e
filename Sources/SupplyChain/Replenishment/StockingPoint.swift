package import Registry
package import Storage

/// A place for which stock is planned, with all that stands in it.
package struct StockingPoint: Sendable {
    package var location: Location
    /// The place with those above it, from the site down.
    package var line: [ID<Location>]
    /// What the places in it are for, by the texts by which events name them.
    let kinds: [String: LocationKind]

    /// The most texts that name the places in a point.
    private static let mostNames = 5_000
    /// Where goods do not wait to be wanted: what stands there cannot be shipped, or has been delivered.
    static let unusable: Set<LocationKind> = [.customer, .transit, .quarantine, .scrap]

    /// - Throws: `value.invalid` for a place in which too many others stand.
    package init(_ location: Location, _ reader: any SQLReader) throws {
        self.location = location
        line = try Locations.line(to: location, reader).map(\.id)
        var kinds: [String: LocationKind] = [:]
        for place in try Locations.subtree(of: location, limit: Self.mostNames + 1, reader) {
            for name in Locations.ledgerNames(of: place) { kinds[name] = place.details.kind }
        }
        guard kinds.count <= Self.mostNames else {
            throw RegistryError(
                .valueInvalid, "Too many places stand in '\(location.code)'; name one of them.", field: "location")
        }
        self.kinds = kinds
    }

    /// Up to `limit` sites in use whose goods wait to be wanted: of a manufacturer, or below some places.
    /// - Parameter tops: none stands in another; nil for all.
    package static func sites(
        of manufacturer: ID<Manufacturer>, within tops: [Location]?, limit: Int, _ reader: any SQLReader
    ) throws -> [Location] {
        var question = LocationQuestion()
        if let tops { return Array(tops.filter { !$0.details.isRetired && isUsable($0) }.prefix(limit)) }
        question.level = .site
        return try LocationList.page(of: manufacturer, within: nil, question, after: nil, limit: limit, reader)
            .filter(isUsable)
    }

    private static func isUsable(_ location: Location) -> Bool { !unusable.contains(location.details.kind) }
}

extension StockingPoint {
    /// Whether a text of events means this place, or one that stands in it.
    func holds(_ text: String, _ locations: NamedLocations) throws -> Bool {
        if kinds[text] != nil { return true }
        return try locations.find(text).map { location.path.holds($0.path) } ?? false
    }
}
