/// Units that were numbered together.
package struct BatchPage: WebPage {
    package static let template = TemplateName.batch

    /// The serial numbers of a batch, from the first to the last, without listing them.
    package struct SerialPreview: Component {
        package var first: String
        package var last: String
        /// "1 000 000 000".
        package var count: String
        /// Some of those between, for the eye to see the pattern.
        package var between: [String]

        /// The list of them all, a line each.
        package var list: Href

        package init(first: String, last: String, count: String, between: [String] = [], list: Href) {
            self.first = first
            self.last = last
            self.count = count
            self.between = between
            self.list = list
        }

        package var mustache: [String: any Sendable] {
            [
                "first": first, "last": last, "count": count, "list": list.text,
                "between": between.isEmpty
                    ? false as any Sendable : ["items": between.map { ["text": $0] }] as [String: any Sendable],
            ]
        }
    }

    /// Which units contain parts of the batch, a page at a time.
    package struct Uses: Component {
        /// Nil for a page on which nothing was found, though others follow.
        package var rows: DataTable?
        package var pagination: Pagination?
        /// The same as a table.
        package var table: Href

        package init(rows: DataTable?, pagination: Pagination? = nil, table: Href) {
            self.rows = rows
            self.pagination = pagination
            self.table = table
        }

        package var mustache: [String: any Sendable] {
            ["rows": shown(rows), "pagination": shown(pagination), "table": table.text]
        }
    }

    package var title: String
    package var breadcrumb: Breadcrumb
    package var name: String
    package var badges: [Badge]
    package var summary: String
    package var facts: [Fact]
    /// Nil for units that were numbered elsewhere.
    package var serials: SerialPreview?
    /// Nil where no unit contains one of them.
    package var uses: Uses?
    /// What happened to all of them.
    package var history: TimeLine?

    package init(
        title: String, breadcrumb: Breadcrumb, name: String, badges: [Badge] = [], summary: String, facts: [Fact],
        serials: SerialPreview? = nil, uses: Uses? = nil, history: TimeLine? = nil
    ) {
        self.title = title
        self.breadcrumb = breadcrumb
        self.name = name
        self.badges = badges
        self.summary = summary
        self.facts = facts
        self.serials = serials
        self.uses = uses
        self.history = history
    }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "name": name, "badges": shownList(badges), "summary": summary,
            "facts": shownList(facts), "serials": shown(serials), "uses": shown(uses),
            "history": shown(history),
        ]
    }
}
