import Crypto
package import Identifiers
package import Storage

/// Look-ups in vain that probably have one cause.
package struct UnknownPlateCluster: Hashable, Sendable {
    /// Why, as far as counts can tell; the raw values are API.
    ///
    /// The rules, for the look-ups of one shape and one model in all months that are kept, the first that fits:
    ///
    /// 1. `confusingFont`: at least five of them would have been a unit's number but for the same look-alike, such as Z for 2.
    ///    Each pair is a cluster of its own.
    /// 2. `possibleCopy`: at least five have the form of the model's numbers and were never issued (a slip seldom gives a
    ///    number of the right form, and where there is a check character one in 36); or at least five repeated a number that
    ///    had been looked up in vain four times before.
    /// 3. `uncataloguedModel`: the model number is not known, or neither number is.
    /// 4. `unregisteredUnits`: the model is known, its numbers are of no known form, and it has no such unit.
    /// 5. `misprint`: what is left: the number cannot be one of the model's.
    package enum Cause: String, CaseIterable, Sendable {
        case misprint
        case confusingFont
        case uncataloguedModel
        case unregisteredUnits
        case possibleCopy
    }
    /// What has become of it.
    package enum State: String, CaseIterable, Sendable {
        case open
        /// The cause is known, and perhaps mended.
        case explained
        /// There is nothing to do.
        case dismissed
    }
    package var manufacturer: ID<Manufacturer>?
    package var model: ID<Model>?
    package var cause: Cause
    package var shape: String
    /// Of a confusing font the pair, typed and marked, such as `Z/2`; otherwise empty.
    package var detail = ""
    /// In all months that are kept.
    package var lookups: Int64
    package var first: CivilDate
    package var last: CivilDate
    package var state = State.open
    package var decision: UnknownPlateDecision?

    /// Nothing is told of fewer look-ups: they might be one person's.
    package static let fewest: Int64 = 5

    /// Names it in addresses: the same for as long as there is such a cluster.
    package var id: String { Self.id([manufacturer?.value ?? 0, model?.value ?? 0], cause, shape, detail) }

    /// - Parameter ids: of manufacturer and model, 0 where none is named.
    static func id(_ ids: [Int64], _ cause: Cause, _ shape: String, _ detail: String) -> String {
        let key = (ids.map { String($0) } + [cause.rawValue, shape, detail]).joined(separator: "\n")
        return SHA256.hash(data: Array(key.utf8)).prefix(6).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}

/// Finds the clusters in what is counted.
package enum UnknownPlateClusters {
    /// The clusters of a manufacturer, or of what names none, with what was decided of them; most look-ups first.
    package static func all(
        of manufacturer: ID<Manufacturer>?, _ reader: any SQLReader
    ) throws -> [UnknownPlateCluster] {
        let marks = Dictionary(grouping: try UnknownPlateMarks.totals(of: manufacturer, reader)) { $0.marked.plate }
        let decisions = try UnknownPlateDecisions.all(of: manufacturer, reader)
        var clusters = try UnknownPlates.totals(of: manufacturer, reader).flatMap { total in
            Self.clusters(of: total, marks[total.plate] ?? [])
        }
        for index in clusters.indices {
            guard let decision = decisions[clusters[index].id] else { continue }
            clusters[index].decision = decision
            // It comes back when it has grown by as many as make a cluster.
            let hasGrown = clusters[index].lookups >= decision.lookups + UnknownPlateCluster.fewest
            clusters[index].state = hasGrown ? .open : decision.state
        }
        return clusters.sorted { ($1.lookups, $0.shape, $0.id) < ($0.lookups, $1.shape, $1.id) }
    }

    static func clusters(of total: UnknownPlates.Total, _ marks: [UnknownPlateMarks.Total]) -> [UnknownPlateCluster] {
        guard total.plate.reason != .rest else { return [] }
        func cluster(_ cause: UnknownPlateCluster.Cause, _ lookups: Int64, _ detail: String = "") -> UnknownPlateCluster
        {
            UnknownPlateCluster(
                manufacturer: total.plate.manufacturer, model: total.plate.model, cause: cause,
                shape: total.plate.shape, detail: detail, lookups: lookups, first: total.first, last: total.last)
        }
        let fewest = UnknownPlateCluster.fewest
        var left = total.lookups
        var clusters: [UnknownPlateCluster] = []
        for mark in marks where mark.lookups >= fewest {
            guard case .confused = mark.marked.mark else { continue }
            clusters.append(cluster(.confusingFont, mark.lookups, mark.marked.mark.text))
            left -= mark.lookups
        }
        let isRepeated = marks.contains { $0.marked.mark == .repeated && $0.lookups >= fewest }
        guard left >= fewest else { return clusters }
        return clusters + [cluster(isRepeated ? .possibleCopy : cause(of: total.plate.reason), left)]
    }

    private static func cause(of reason: UnknownPlate.Reason) -> UnknownPlateCluster.Cause {
        switch reason {
        case .notIssued: .possibleCopy
        case .modelUnknown, .unknown: .uncataloguedModel
        case .serialUnknown: .unregisteredUnits
        case .malformed, .rest: .misprint
        }
    }
}
