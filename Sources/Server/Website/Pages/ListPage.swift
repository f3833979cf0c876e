/// A list of a manufacturer, such as its claims, narrowed and in pages.
package struct ListPage: WebPage {
    package static let template = TemplateName.list

    package var words: Heading
    package var breadcrumb: Breadcrumb
    package var maker: String
    package var notice: Notice?
    /// Where the filter is sent.
    package var action: Href
    package var fields: [FormField]
    package var isFiltered: Bool
    package var table: DataTable?
    package var empty: EmptyState?
    package var pagination: Pagination
    package var links: [Link]

    /// What the page is called.
    package struct Heading: Sendable {
        package var title: String
        /// What one finds here.
        package var lead: String
        /// Over the list itself.
        package var list: String

        package init(_ title: String, lead: String, list: String) {
            self.title = title
            self.lead = lead
            self.list = list
        }
    }

    package init(
        _ words: Heading, breadcrumb: Breadcrumb, maker: String, action: Href, fields: [FormField],
        isFiltered: Bool = false,
        table: DataTable?, empty: EmptyState? = nil, pagination: Pagination = Pagination(position: ""),
        links: [Link] = []
    ) {
        self.words = words
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.action = action
        self.fields = fields
        self.isFiltered = isFiltered
        self.table = table
        self.empty = empty
        self.pagination = pagination
        self.links = links
    }

    package var title: String { "\(words.title): \(maker)" }

    package var mustache: [String: any Sendable] {
        [
            "name": words.title, "lead": words.lead, "listed": words.list,
            "breadcrumb": breadcrumb.mustache, "maker": maker, "notice": shown(notice), "action": action.text,
            "fields": shown(fields), "isFiltered": isFiltered, "table": shown(table), "empty": shown(empty),
            "pagination": pagination.mustache, "links": shownList(links),
        ]
    }
}
