/// All manufacturers of the registry.
package struct ManufacturersPage: WebPage {
    package static let template = TemplateName.manufacturers

    package var summary: String
    package var table: DataTable?
    package var empty: EmptyState?
    package var pagination: Pagination?
    /// The list as a table to take away.
    package var download: Link?
    /// Where one is added, for eyes that may.
    package var add: Link?

    package init(summary: String, table: DataTable?, empty: EmptyState? = nil, pagination: Pagination? = nil) {
        self.summary = summary
        self.table = table
        self.empty = empty
        self.pagination = pagination
    }

    package var title: String { Words.text("word.manufacturers") }

    package var mustache: [String: any Sendable] {
        [
            "summary": summary, "table": shown(table), "empty": shown(empty), "pagination": shown(pagination),
            "download": shown(download), "add": shown(add),
        ]
    }
}
