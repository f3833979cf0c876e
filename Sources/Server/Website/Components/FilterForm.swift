/// Narrows a list by words and orders it; it sends `q` and `sort`.
package struct FilterForm: Component {
    package struct Order: Component {
        package var value: String
        package var label: String
        package var isChosen: Bool

        package init(value: String, label: String, isChosen: Bool) {
            self.value = value
            self.label = label
            self.isChosen = isChosen
        }

        package var mustache: [String: any Sendable] {
            ["value": value, "label": label, "isChosen": isChosen]
        }
    }

    package var action: Href
    package var label: String
    package var query: String
    package var orders: [Order]

    package init(action: Href, label: String, query: String = "", orders: [Order] = []) {
        self.action = action
        self.label = label
        self.query = query
        self.orders = orders
    }

    package var mustache: [String: any Sendable] {
        [
            "action": action.text, "label": label, "query": query, "isFiltered": !query.isEmpty,
            "orders": shownList(orders),
        ]
    }
}
