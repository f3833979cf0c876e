/// The home page of those who look after products: what waits, what they do most, what was done lately.
package struct HomePage: WebPage {
    package static let template = TemplateName.home

    /// Things to do under a heading.
    package struct Group: Component {
        package var title: String
        package var links: [Link]

        package init(_ title: String, _ links: [Link]) {
            self.title = title
            self.links = links
        }

        package var mustache: [String: any Sendable] { ["title": title, "links": shown(links)] }
    }

    package var title: String
    /// What the account's roles are called.
    package var roles: String
    /// What waits, each with how many.
    package var waiting: [Fact]
    package var nothingWaits: EmptyState?
    package var groups: [Group]
    package var tables: [TitledTable]

    package init(
        title: String, roles: String, waiting: [Fact], nothingWaits: EmptyState?, groups: [Group],
        tables: [TitledTable]
    ) {
        self.title = title
        self.roles = roles
        self.waiting = waiting
        self.nothingWaits = nothingWaits
        self.groups = groups
        self.tables = tables
    }

    package var mustache: [String: any Sendable] {
        [
            "heading": title, "roles": shown(roles), "waiting": shownList(waiting),
            "nothingWaits": shown(nothingWaits), "groups": shown(groups), "tables": shown(tables),
        ]
    }
}
