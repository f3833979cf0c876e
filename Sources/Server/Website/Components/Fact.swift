/// A term and what is known of it, as in a definition list.
package struct Fact: Component {
    package var term: String
    package var value: String
    package var link: Href?
    /// A number that people copy: set in tabular type, selected whole by one click.
    package var isNumber: Bool
    package var note: String?

    package init(_ term: String, _ value: String, link: Href? = nil, isNumber: Bool = false, note: String? = nil) {
        self.term = term
        self.value = value
        self.link = link
        self.isNumber = isNumber
        self.note = note
    }

    package var mustache: [String: any Sendable] {
        ["term": term, "value": value, "link": shown(link?.text), "isNumber": isNumber, "note": shown(note)]
    }
}
