/// A model to choose from a list.
package struct ModelCard: Component {
    package var maker: String
    package var number: String
    package var name: String?
    package var text: String?
    package var href: Href
    package var badge: Badge?

    package init(
        maker: String, number: String, name: String? = nil, text: String? = nil, href: Href, badge: Badge? = nil
    ) {
        self.maker = maker
        self.number = number
        self.name = name
        self.text = text
        self.href = href
        self.badge = badge
    }

    package var mustache: [String: any Sendable] {
        [
            "maker": maker, "number": number, "name": shown(name), "text": shown(text), "href": href.text,
            "badge": shown(badge),
        ]
    }
}
