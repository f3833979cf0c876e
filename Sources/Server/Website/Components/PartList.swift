/// What something contains, or what is in something: a list, with lists in it.
package struct PartList: Component {
    package var items: [Item]

    package struct Item: Component {
        /// "CX-95 CX95-204406".
        package var name: String
        package var href: Href?
        package var badge: Badge?
        /// "compressor".
        package var slot: String?
        /// "since 22 July 2025".
        package var since: String?
        /// "instead of CX-90 CX90-118842", with the way there.
        package var related: Link?
        /// What it contains itself.
        package var parts: PartList?

        package init(
            name: String, href: Href? = nil, badge: Badge? = nil, slot: String? = nil, since: String? = nil,
            related: Link? = nil, parts: PartList? = nil
        ) {
            self.name = name
            self.href = href
            self.badge = badge
            self.slot = slot
            self.since = since
            self.related = related
            self.parts = parts
        }

        package var mustache: [String: any Sendable] {
            [
                "name": name, "href": shown(href?.text), "badge": shown(badge), "slot": shown(slot),
                "since": shown(since), "related": shown(related), "parts": shown(parts),
            ]
        }
    }

    package init(_ items: [Item]) { self.items = items }

    package var mustache: [String: any Sendable] { ["items": shown(items)] }
}

/// What a unit contains, as built or as maintained, with a switch between the two.
package struct PartSection: Component {
    package struct View: Component {
        package var label: String
        package var href: Href
        package var isChosen: Bool

        package init(_ label: String, _ href: Href, isChosen: Bool) {
            self.label = label
            self.href = href
            self.isChosen = isChosen
        }

        package var mustache: [String: any Sendable] {
            ["label": label, "href": href.text, "isChosen": isChosen]
        }
    }
    package var views: [View]
    /// "As it left production on 6 March 2024."
    package var hint: String?
    package var parts: PartList?
    /// What was built in and is not there.
    package var gone: PartList?
    /// What is left out, in a sentence.
    package var more: String?
    /// The same as a table.
    package var table: Href

    package init(
        views: [View], hint: String? = nil, parts: PartList? = nil, gone: PartList? = nil, more: String? = nil,
        table: Href
    ) {
        self.views = views
        self.hint = hint
        self.parts = parts
        self.gone = gone
        self.more = more
        self.table = table
    }

    package var mustache: [String: any Sendable] {
        [
            "views": shownList(views), "hint": shown(hint), "parts": shown(parts), "gone": shown(gone),
            "more": shown(more), "table": table.text,
        ]
    }
}
