/// Where a page of a list of records ended that goes by a time, the newest first.
package struct RecordPlace: Hashable, Sendable {
    /// Microseconds since 1970 UTC.
    package var at: Int64
    package var id: Int64

    package init(at time: Int64, id: Int64) { (at, self.id) = (time, id) }

    /// Both numbers with a space between.
    package var text: String { "\(at) \(id)" }

    /// Nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 2, let time = parts[0], let id = parts[1] else { return nil }
        self.init(at: time, id: id)
    }
}
