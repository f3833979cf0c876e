/// Narrows a list by words; it sends `q`.
package struct FilterForm: Component {
    package var action: Href
    package var label: String
    package var query: String

    package init(action: Href, label: String, query: String = "") {
        self.action = action
        self.label = label
        self.query = query
    }

    package var mustache: [String: any Sendable] {
        [
            "action": action.text, "label": label, "query": query, "isFiltered": !query.isEmpty,
        ]
    }
}
