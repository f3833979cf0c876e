import Storage

/// What indexes list of the parts of one question and of others that share parts with it, each read once.
package final class SourceLists {
    private var whole: [ModelSource: [Int64]] = [:]
    /// Sources with more models than this.
    private var longer: [ModelSource: Int] = [:]

    package init() {}

    /// The models of a source, ascending; nil where there are more than `limit`.
    func ids(of source: ModelSource, atMost limit: Int, _ reader: any SQLReader) throws -> [Int64]? {
        if let known = whole[source] { return known.count <= limit ? known : nil }
        if let least = longer[source], least >= limit { return nil }
        let ids = try source.ids(atMost: limit, reader)
        if let ids { whole[source] = ids } else { longer[source] = limit }
        return ids
    }
}
