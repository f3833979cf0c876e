/// Next and previous by cursor. There are no page numbers: nobody counts ten million rows for a footer.
package struct Pagination: Component {
    package var previous: Href?
    package var next: Href?
    /// "1 to 50 of 412", or less where more is not known.
    package var position: String

    package init(previous: Href? = nil, next: Href? = nil, position: String) {
        self.previous = previous
        self.next = next
        self.position = position
    }

    package var mustache: [String: any Sendable] {
        [
            "previous": shown(previous?.text), "next": shown(next?.text), "position": position,
            "hasPages": previous != nil || next != nil,
        ]
    }
}
