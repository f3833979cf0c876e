/// Units that were numbered together.
package struct BatchPage: WebPage {
    package static let template = TemplateName.batch

    /// The serial numbers of a batch, from the first to the last, without listing them. Each leads to its unit.
    package struct SerialPreview: Component {
        package var first: Link
        package var last: Link
        /// "1 000 000 000 serial numbers".
        package var count: String
        /// Some of those between, for the eye to see the pattern.
        package var between: [Link]
        /// The list of them all, a line each.
        package var list: Href
        /// The same with their sequence numbers, for a spreadsheet.
        package var table: Href
        /// The same with label codes and owner codes, for eyes that may issue.
        package var codes: Href?
        /// The printable plate of the first one.
        package var plate: Href

        package init(
            first: Link, last: Link, count: String, between: [Link] = [], list: Href, table: Href, codes: Href? = nil,
            plate: Href
        ) {
            self.first = first
            self.last = last
            self.count = count
            self.between = between
            self.list = list
            self.table = table
            self.codes = codes
            self.plate = plate
        }

        package var mustache: [String: any Sendable] {
            [
                "first": first.mustache, "last": last.mustache, "count": count, "between": shownList(between),
                "list": list.text, "table": table.text, "codes": shown(codes?.text), "plate": plate.text,
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
    /// What has just been done.
    package var notice: Notice?
    package var summary: String
    package var facts: [Fact]
    /// Nil for units that were numbered elsewhere.
    package var serials: SerialPreview?
    /// Nil where no unit contains one of them.
    package var uses: Uses?
    /// What happened to all of them.
    package var history: TimeLine?
    /// Where more are issued, for eyes that may.
    package var issue: Link?
    /// Where it is recorded what happened to its units, for eyes that may.
    package var record: Link?

    package init(
        title: String, breadcrumb: Breadcrumb, name: String, badges: [Badge] = [], notice: Notice? = nil,
        summary: String, facts: [Fact], serials: SerialPreview? = nil, uses: Uses? = nil, history: TimeLine? = nil,
        issue: Link? = nil
    ) {
        self.title = title
        self.breadcrumb = breadcrumb
        self.name = name
        self.badges = badges
        self.notice = notice
        self.summary = summary
        self.facts = facts
        self.serials = serials
        self.uses = uses
        self.history = history
        self.issue = issue
    }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "name": name, "badges": shownList(badges), "notice": shown(notice),
            "summary": summary, "facts": shownList(facts), "serials": shown(serials), "uses": shown(uses),
            "history": shown(history), "issue": shown(issue), "record": shown(record),
        ]
    }
}
