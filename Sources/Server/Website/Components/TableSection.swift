/// A table with a heading of its own and a sentence that says what it shows.
package struct TableSection: Component {
    package var heading: String
    package var lead: String
    package var table: DataTable

    package init(_ heading: String, lead: String, _ table: DataTable) {
        (self.heading, self.lead, self.table) = (heading, lead, table)
    }

    package var mustache: [String: any Sendable] {
        ["heading": heading, "lead": lead, "table": table.mustache]
    }
}
