/// The audit trail, all of it or a manufacturer's part.
package struct AuditTrailPage: WebPage {
    package static let template = TemplateName.auditTrail

    package var breadcrumb: Breadcrumb?
    /// Whose part it is.
    package var eyebrow: String
    package var notice: Notice?
    /// The page that the filter asks.
    package var action: Href
    package var fields: [FormField]
    package var isFiltered: Bool
    package var table: DataTable?
    package var empty: EmptyState?
    package var pagination: Pagination?
    /// All of it, as files.
    package var downloads: [Link]
    /// Where one says how long reasons and addresses are kept, for eyes that may.
    package var retention: Link?

    package init(
        breadcrumb: Breadcrumb? = nil, eyebrow: String, notice: Notice? = nil, action: Href, fields: [FormField],
        isFiltered: Bool = false, table: DataTable?, empty: EmptyState? = nil, pagination: Pagination? = nil,
        downloads: [Link] = [], retention: Link? = nil
    ) {
        self.breadcrumb = breadcrumb
        self.eyebrow = eyebrow
        self.notice = notice
        self.action = action
        self.fields = fields
        self.isFiltered = isFiltered
        self.table = table
        self.empty = empty
        self.pagination = pagination
        self.downloads = downloads
        self.retention = retention
    }

    package var title: String { Words.text("auditTrail.title") }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": shown(breadcrumb), "eyebrow": eyebrow, "notice": shown(notice), "action": action.text,
            "fields": shown(fields), "isFiltered": isFiltered, "table": shown(table), "empty": shown(empty),
            "pagination": shown(pagination), "downloads": shownList(downloads), "retention": shown(retention),
        ]
    }
}
