/// Next by cursor, and back to the first. There are no page numbers: nobody counts ten million rows for a footer.
package struct Pagination: Component {
    package var first: Href?
    package var next: Href?
    /// "1 to 50 of 412", or less where more is not known.
    package var position: String

    package init(first: Href? = nil, next: Href? = nil, position: String) {
        self.first = first
        self.next = next
        self.position = position
    }

    package var mustache: [String: any Sendable] {
        [
            "first": shown(first?.text), "next": shown(next?.text), "position": position,
            "hasPages": first != nil || next != nil,
        ]
    }
}
