/// What stands where a list would: why it is empty, and what to do.
package struct EmptyState: Component {
    package var title: String
    package var text: String
    package var link: Link?

    package init(_ title: String, text: String, link: Link? = nil) {
        self.title = title
        self.text = text
        self.link = link
    }

    package var mustache: [String: any Sendable] {
        ["title": title, "text": text, "link": shown(link)]
    }
}
