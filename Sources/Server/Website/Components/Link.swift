/// A link with its text, and a note beside it.
package struct Link: Component {
    package var text: String
    package var href: Href
    package var note: String?

    package init(_ text: String, _ href: Href, note: String? = nil) {
        self.text = text
        self.href = href
        self.note = note
    }

    package var mustache: [String: any Sendable] {
        ["text": text, "href": href.text, "note": shown(note)]
    }
}
