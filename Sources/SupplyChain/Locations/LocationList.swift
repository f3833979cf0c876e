package import Registry
package import Storage

/// Which locations of a manufacturer somebody wants to see.
package struct LocationQuestion: Hashable, Sendable {
    package var level: LocationLevel?
    package var kind: LocationKind?
    /// Those that are not used any more, too.
    package var showsRetired = false

    package init() {}
}

/// Lists of locations in the order of the tree.
package enum LocationList {
    /// Up to `limit` locations after a path: all of a manufacturer, or those of some subtrees, the top of each among them.
    /// - Parameter tops: none stands in another; nil for all.
    package static func page(
        of manufacturer: ID<Manufacturer>, within tops: [Location]?, _ question: LocationQuestion,
        after place: LocationPath?, limit: Int, _ reader: any SQLReader
    ) throws -> [Location] {
        let start = place?.text ?? ""
        guard let tops else {
            // No code begins with a character after all others.
            return try LocationRows.list(
                of: manufacturer, after: start, before: "\u{10FFFF}", question, limit: limit, reader)
        }
        var found: [Location] = []
        for top in tops.sorted(by: { $0.path < $1.path }) where found.count < limit {
            if place.map({ $0 < top.path }) ?? true, matches(top, question) { found.append(top) }
            found += try LocationRows.list(
                of: manufacturer, after: max(LocationPath(text: start), top.path).text, before: top.path.end, question,
                limit: limit - found.count, reader)
        }
        return found
    }

    private static func matches(_ location: Location, _ question: LocationQuestion) -> Bool {
        (question.level == nil || question.level == location.details.level)
            && (question.kind == nil || question.kind == location.details.kind)
            && (question.showsRetired || !location.details.isRetired)
    }
}
