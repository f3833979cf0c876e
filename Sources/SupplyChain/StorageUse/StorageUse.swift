package import Registry
package import Storage

/// How much room and load what stands at a place and in what stands in it takes, by the packaging of its models.
package struct StorageUse: Hashable, Sendable {
    package var units: Int64 = 0
    /// Cubic centimetres, of those that are measured.
    package var volume: Int64 = 0
    /// Units of models whose packaging says no size.
    package var withoutVolume: Int64 = 0
    /// Grams, of those that are weighed.
    package var weight: Int64 = 0
    /// Units of models whose packaging says no weight.
    package var withoutWeight: Int64 = 0

    package init() {}

    /// - Parameter units: at least 1.
    mutating func add(_ units: Int64, _ size: PackedSize) {
        self.units = self.units.addingSaturated(units)
        func whole(_ each: Double) -> Int64 { Int64(exactly: (each * Double(units)).rounded()) ?? .max }
        if let each = size.volume {
            volume = volume.addingSaturated(whole(each))
        } else {
            withoutVolume = withoutVolume.addingSaturated(units)
        }
        if let each = size.weight {
            weight = weight.addingSaturated(whole(each))
        } else {
            withoutWeight = withoutWeight.addingSaturated(units)
        }
    }
}

/// A place with what it takes and what it has room for.
package struct PlaceUse: Sendable {
    package var location: Location
    package var use = StorageUse()

    /// The share of the room that is taken, above 1 where too much stands there; nil where nobody has said how much fits in.
    package var shareOfVolume: Double? { Self.share(use.volume, location.details.capacityVolume) }
    package var shareOfWeight: Double? { Self.share(use.weight, location.details.capacityWeight) }

    private static func share(_ used: Int64, _ capacity: Int64?) -> Double? {
        capacity.map { Double(used) / Double($0) }
    }

    /// Places, in the order of the tree, each with what stands in it and below it. Of figures below 0 nothing takes room; nor
    /// do cases and pallets, beyond what is in them.
    /// - Parameters:
    ///   - tops: only these and what stands in them; nil for all.
    ///   - time: microseconds since 1970 UTC; nil for now.
    package static func list(
        of manufacturer: ID<Manufacturer>, within tops: [Location]?, at time: Int64?, _ reader: any SQLReader
    ) throws -> [PlaceUse] {
        var own = try standing(of: manufacturer, at: time, reader)
        let sizes = PackedSizes(reader)
        var places: [PlaceUse] = []
        // The places that hold the one that is looked at, from the site down.
        var above: [Int] = []
        var last: LocationPath?
        var question = LocationQuestion()
        question.showsRetired = true
        while true {
            let page = try LocationList.page(
                of: manufacturer, within: tops, question, after: last, limit: 500, reader)
            for location in page {
                while let top = above.last, !places[top].location.path.holds(location.path) { above.removeLast() }
                above.append(places.count)
                places.append(PlaceUse(location: location))
                for (model, units) in own.removeValue(forKey: location.code) ?? [:] where units > 0 {
                    let size = try sizes.size(of: model)
                    for index in above { places[index].use.add(units, size) }
                }
            }
            last = page.last?.path
            guard page.count == 500 else { break }
        }
        return places.filter {
            $0.use.units > 0 || $0.location.details.capacityVolume != nil || $0.location.details.capacityWeight != nil
        }
    }

    /// How many of which model stand at each known location, by its code.
    private static func standing(
        of manufacturer: ID<Manufacturer>, at time: Int64?, _ reader: any SQLReader
    ) throws -> [String: [ID<Model>: Int64]] {
        let (locations, kinds) = (NamedLocations(of: manufacturer, reader), ModelKinds(reader))
        var question = Stock.Question(of: manufacturer)
        question.time = time
        var standing: [String: [ID<Model>: Int64]] = [:]
        try Stock.forEach(question, reader) { level in
            guard let location = try locations.find(level.location), !(try kinds.isContainer(level.model)) else {
                return
            }
            standing[location.code, default: [:]][level.model, default: 0].addSaturated(level.quantity)
        }
        return standing
    }
}
