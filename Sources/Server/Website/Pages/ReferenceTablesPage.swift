/// The published tables by which numbers are read, with their sources and licences.
package struct ReferenceTablesPage: WebPage {
    package static let template = TemplateName.referenceTables

    package struct Table: Component {
        /// Its word in addresses, such as `vehicles`.
        package var anchor: String
        package var title: String
        package var facts: [Fact]
        /// Whose data it is and under which licence it may be passed on.
        package var licence: String?
        package var warning: Notice?
        package var download: Link

        package init(
            anchor: String, title: String, facts: [Fact], licence: String?, warning: Notice? = nil, download: Link
        ) {
            self.anchor = anchor
            self.title = title
            self.facts = facts
            self.licence = licence
            self.warning = warning
            self.download = download
        }

        package var mustache: [String: any Sendable] {
            [
                "anchor": anchor, "title": title, "facts": shownList(facts), "licence": shown(licence),
                "warning": shown(warning), "download": download.mustache,
            ]
        }
    }

    package var tables: [Table]
    /// Where they are replaced, for eyes that may.
    package var edit: Link?

    package init(tables: [Table]) { self.tables = tables }

    package var title: String { Words.text("referenceTables.title") }

    package var mustache: [String: any Sendable] { ["tables": shown(tables), "edit": shown(edit)] }
}
