/// Documents of a model or unit by what they are, and its pictures.
package struct DocumentSection: Component {
    package struct Item: Component {
        package var title: String
        package var href: Href
        /// What distinguishes it: its language, version, date, size.
        package var facts: String
        package var badge: Badge?
        /// Where it is described anew, for eyes that may.
        package var change: Href?

        package init(_ title: String, _ href: Href, facts: String, badge: Badge? = nil) {
            self.title = title
            self.href = href
            self.facts = facts
            self.badge = badge
        }

        package var mustache: [String: any Sendable] {
            ["title": title, "href": href.text, "facts": facts, "badge": shown(badge), "change": shown(change?.text)]
        }
    }

    package struct Group: Component {
        package var title: String
        package var items: [Item]

        package init(_ title: String, _ items: [Item]) {
            self.title = title
            self.items = items
        }

        package var mustache: [String: any Sendable] { ["title": title, "items": shown(items)] }
    }

    package var groups: [Group]
    package var pictures: [Figure]
    /// Where documents are added, for eyes that may.
    package var edit: Link?

    package init(groups: [Group], pictures: [Figure] = [], edit: Link? = nil) {
        self.groups = groups
        self.pictures = pictures
        self.edit = edit
    }

    package var mustache: [String: any Sendable] {
        [
            "groups": groups.isEmpty
                ? false as any Sendable : ["list": shown(groups)] as [String: any Sendable],
            "pictures": shownList(pictures), "edit": shown(edit),
        ]
    }
}

/// A picture with what it shows.
package struct Figure: Component, Hashable {
    package var source: Href
    /// What it shows, for those who do not see it too.
    package var caption: String

    package init(_ source: Href, _ caption: String) {
        self.source = source
        self.caption = caption
    }

    package var mustache: [String: any Sendable] { ["source": source.text, "caption": caption] }
}
