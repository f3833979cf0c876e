/// The claims of a manufacturer, narrowed and in pages.
package struct ClaimsPage: WebPage {
    package static let template = TemplateName.claims

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

    package init(
        breadcrumb: Breadcrumb, maker: String, action: Href, fields: [FormField], isFiltered: Bool = false,
        table: DataTable?, empty: EmptyState? = nil, pagination: Pagination = Pagination(position: ""),
        links: [Link] = []
    ) {
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

    package var title: String { Words.text("claims.ofMaker", ["maker": maker]) }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "notice": shown(notice), "action": action.text,
            "fields": shown(fields), "isFiltered": isFiltered, "table": shown(table), "empty": shown(empty),
            "pagination": pagination.mustache, "links": shownList(links),
        ]
    }
}
