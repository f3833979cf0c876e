/// Models side by side, and the form that adds one.
package struct ComparePage: WebPage {
    package static let template = TemplateName.compare

    /// A field that the form keeps.
    package struct Kept: Component {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        package var mustache: [String: any Sendable] { ["name": name, "value": value] }
    }

    package var notices: [Notice]
    /// Nil where no more models may be added.
    package var kept: [Kept]?
    /// Other ways to look at the same.
    package var choices: [Link]
    package var heading: String
    package var table: ComparisonTable?
    package var empty: EmptyState?

    package init(
        notices: [Notice] = [], kept: [Kept]?, choices: [Link] = [], heading: String = Words.text("word.whatDiffers"),
        table: ComparisonTable? = nil, empty: EmptyState? = nil
    ) {
        self.notices = notices
        self.kept = kept
        self.choices = choices
        self.heading = heading
        self.table = table
        self.empty = empty
    }

    package var title: String { Words.text("compare.title") }

    package var mustache: [String: any Sendable] {
        var table: any Sendable = false
        if let found = self.table { table = found.mustache.merging(["heading": heading]) { $1 } }
        var form: any Sendable = false
        if let kept { form = ["kept": shown(kept)] as [String: any Sendable] }
        return [
            "notices": shownList(notices), "form": form, "choices": shownList(choices), "table": table,
            "empty": shown(empty),
        ]
    }
}

/// A product line: its models by what differs.
package struct ProductLinePage: WebPage {
    package static let template = TemplateName.productLine

    package var breadcrumb: Breadcrumb
    package var maker: String
    package var line: String
    package var summary: String
    package var table: ComparisonTable?
    /// Where the other models are.
    package var more: Link?

    package init(
        breadcrumb: Breadcrumb, maker: String, line: String, summary: String, table: ComparisonTable?,
        more: Link? = nil
    ) {
        self.breadcrumb = breadcrumb
        self.maker = maker
        self.line = line
        self.summary = summary
        self.table = table
        self.more = more
    }

    package var title: String { "\(line), \(maker)" }

    package var mustache: [String: any Sendable] {
        [
            "breadcrumb": breadcrumb.mustache, "maker": maker, "line": line, "summary": summary, "table": shown(table),
            "more": shown(more),
        ]
    }
}
