/// Claims or cases of a manufacturer, narrowed and in pages.
package struct RecordsPage: WebPage {
    package static let template = TemplateName.records

    package var title: String
    package var breadcrumb: Breadcrumb
    package var maker: String
    package var heading: String
    package var lead: String
    /// How many there are, and what stands out.
    package var badges: [Badge] = []
    package var listHeading: String
    package var notice: Notice?
    /// Where the filter is sent.
    package var action: Href
    package var fields: [FormField]
    package var isFiltered: Bool
    package var table: DataTable?
    package var empty: EmptyState?
    package var pagination: Pagination
    package var links: [Link]
    /// What is drawn of it.
    package var figures: [PlotFigure] = []
    /// Another table below, of something else.
    package var besides: TableSection?

    package init(
        title: String, breadcrumb: Breadcrumb, maker: String, heading: String, lead: String, listHeading: String,
        action: Href, fields: [FormField], isFiltered: Bool = false,
        table: DataTable?, empty: EmptyState? = nil, pagination: Pagination = Pagination(position: ""),
        links: [Link] = []
    ) {
        self.title = title
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.heading = heading
        self.lead = lead
        self.listHeading = listHeading
        self.action = action
        self.fields = fields
        self.isFiltered = isFiltered
        self.table = table
        self.empty = empty
        self.pagination = pagination
        self.links = links
    }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "heading": heading, "lead": lead,
            "badges": shownList(badges), "listHeading": listHeading, "notice": shown(notice), "action": action.text,
            "fields": shown(fields), "isFiltered": isFiltered, "table": shown(table), "empty": shown(empty),
            "pagination": pagination.mustache, "links": shownList(links),
            "figures": figures.map(\.mustache), "besides": shown(besides),
        ]
    }
}
