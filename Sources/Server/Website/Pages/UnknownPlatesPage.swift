/// What was looked up in vain of a manufacturer's plates, by shape.
package struct UnknownPlatesPage: WebPage {
    package static let template = TemplateName.unknownPlates

    package var breadcrumb: Breadcrumb
    package var maker: String
    /// "March 2026".
    package var month: String
    /// Other months for which something is counted.
    package var months: [Link]
    package var table: DataTable?
    package var empty: EmptyState?
    /// The same as a table for spreadsheets.
    package var download: Link?

    package init(
        breadcrumb: Breadcrumb, maker: String, month: String, months: [Link] = [], table: DataTable?,
        empty: EmptyState? = nil, download: Link? = nil
    ) {
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.month = month
        self.months = months
        self.table = table
        self.empty = empty
        self.download = download
    }

    package var title: String { Words.text("unknownPlates.lookedUpInVain", ["maker": "\(maker)"]) }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "month": month, "months": shownList(months),
            "table": shown(table), "empty": shown(empty), "download": shown(download),
        ]
    }
}
