package import Identifiers
package import Storage

/// Models that resemble one, and models that replace it.
package enum SimilarModels {
    package struct Found: Sendable {
        package var model: Model
        /// Gower's coefficient, 0 to 1.
        package var likeness: Double
    }

    /// By how many numbers of the model neighbours are looked for, and how many on either side of each.
    private static let anchors = 4
    private static let neighbours = 60
    /// Models that replace one another in turn.
    private static let longestChain = 20

    /// At most `limit` models of the same category that resemble a model most, the most alike first.
    ///
    /// In a large category not all are compared: the nearest neighbours by each of its first four numbers are, and as many
    /// others. So the work does not grow with the catalogue.
    /// - Parameters:
    ///   - day: models released later are left out before anything is counted.
    ///   - isVisible: whether the reader may know of a model at all.
    package static func of(
        _ model: Model, template: CategoryTemplate?, releasedBy day: CivilDate, limit: Int, _ reader: any SQLReader,
        isVisible: (Model) -> Bool
    ) throws -> [Found] {
        guard let category = model.details.category else { return [] }
        let told = model.details.specifications
        let entries = template?.entries.map(\.name) ?? told.map(\.name)
        let required = template?.entries.filter(\.isRequired).map(\.name) ?? []
        let places = Dictionary(told.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        var ranges: [String: Double] = [:]
        var candidates: Set<Int64> = []
        var anchors: Set<String> = []
        for name in required + entries where anchors.count < Self.anchors && !anchors.contains(name) {
            guard let value = places[name], case .number = value else { continue }
            anchors.insert(name)
            candidates.formUnion(try nearest(to: value, named: name, in: category, by: day, reader))
        }
        candidates.formUnion(
            try reader.all(
                SimilarModelsSQL.ofCategory,
                [.text(category), .text(day.isoText), .integer(Int64(2 * Self.neighbours))]
            ) { $0.integer(0) })
        candidates.remove(model.id.value)
        for name in entries {
            if let value = places[name] {
                ranges[name] = try range(of: value, named: name, in: category, by: day, reader)
            }
        }
        let likeness = GowerSimilarity(to: model.details, names: Set(entries), ranges: ranges)
        var scored: [(id: ID<Model>, likeness: Double)] = []
        for id in candidates {
            let id = ID<Model>(id)
            guard let score = likeness.of(try Specifications.list(of: id, reader)) else { continue }
            scored.append((id, score))
        }
        scored.sort { $0.likeness == $1.likeness ? $0.id < $1.id : $0.likeness > $1.likeness }
        var found: [Found] = []
        for (id, score) in scored {
            guard found.count < limit else { break }
            if let other = try Models.find(id, reader), isVisible(other) {
                found.append(Found(model: other, likeness: score))
            }
        }
        return found
    }

    /// What replaces a model, and what replaces that, to the newest. Where two do, the chain goes by the one released last.
    package static func replacements(
        of model: Model, _ reader: any SQLReader, isVisible: (Model) -> Bool
    ) throws -> [Model] {
        var chain: [Model] = []
        var seen: Set<ID<Model>> = [model.id]
        var last = model.id
        while chain.count < longestChain {
            let next = try Models.successors(of: last, reader).filter(isVisible).max { left, right in
                let order = (left.details.releasedOn?.isoText ?? "", right.details.releasedOn?.isoText ?? "")
                return order.0 == order.1 ? left.number.text < right.number.text : order.0 < order.1
            }
            guard let next, seen.insert(next.id).inserted else { break }
            chain.append(next)
            last = next.id
        }
        return chain
    }

    private static func nearest(
        to value: Specification.Value, named name: String, in category: String, by day: CivilDate,
        _ reader: any SQLReader
    ) throws -> [Int64] {
        guard let place = value.extent?.low else { return [] }
        let values: [SQLValue] = [
            .text(category), .text(name), .text(value.quantity?.rawValue ?? ""), .real(place), .text(day.isoText),
            .integer(Int64(neighbours)),
        ]
        return try reader.all(SimilarModelsSQL.above, values) { $0.integer(0) }
            + reader.all(SimilarModelsSQL.below, values) { $0.integer(0) }
    }

    /// How far the values of a property lie apart; nil for what has no order.
    private static func range(
        of value: Specification.Value, named name: String, in category: String, by day: CivilDate,
        _ reader: any SQLReader
    ) throws -> Double? {
        guard value.extent != nil else { return nil }
        let values: [SQLValue] = [
            .text(category), .text(name), .text(value.quantity?.rawValue ?? ""), .text(day.isoText),
        ]
        let least = try reader.first(SimilarModelsSQL.least, values) { $0.real(0) }
        let most = try reader.first(SimilarModelsSQL.most, values) { $0.real(0) }
        guard let least, let most else { return nil }
        return most - least
    }
}

private enum SimilarModelsSQL {
    static let above = Statement(
        """
        SELECT s.model_id
          FROM model_specifications s
          JOIN models m ON m.id = s.model_id
         WHERE s.category = $1
           AND s.name = $2
           AND s.quantity = $3
           AND s.base_value IS NOT NULL
           AND s.base_value >= $4
           AND (m.released_on IS NULL OR m.released_on <= $5)
         ORDER BY s.base_value, s.model_id
         LIMIT $6
        """)
    static let below = Statement(
        """
        SELECT s.model_id
          FROM model_specifications s
          JOIN models m ON m.id = s.model_id
         WHERE s.category = $1
           AND s.name = $2
           AND s.quantity = $3
           AND s.base_value IS NOT NULL
           AND s.base_value < $4
           AND (m.released_on IS NULL OR m.released_on <= $5)
         ORDER BY s.base_value DESC, s.model_id DESC
         LIMIT $6
        """)
    static let ofCategory = Statement(
        """
        SELECT id
          FROM models
         WHERE category = $1
           AND (released_on IS NULL OR released_on <= $2)
         ORDER BY id
         LIMIT $3
        """)
    static let least = Statement(
        """
        SELECT s.base_value
          FROM model_specifications s
          JOIN models m ON m.id = s.model_id
         WHERE s.category = $1
           AND s.name = $2
           AND s.quantity = $3
           AND s.base_value IS NOT NULL
           AND (m.released_on IS NULL OR m.released_on <= $4)
         ORDER BY s.base_value, s.model_id
         LIMIT 1
        """)
    static let most = Statement(
        """
        SELECT s.base_value
          FROM model_specifications s
          JOIN models m ON m.id = s.model_id
         WHERE s.category = $1
           AND s.name = $2
           AND s.quantity = $3
           AND s.base_value IS NOT NULL
           AND (m.released_on IS NULL OR m.released_on <= $4)
         ORDER BY s.base_value DESC, s.model_id DESC
         LIMIT 1
        """)
}
