/// A table with a heading of its own.
package struct TitledTable: Component {
    package var title: String
    package var table: DataTable

    package init(_ title: String, columns: [DataTable.Column], rows: [[DataTable.Cell]]) {
        self.title = title
        table = DataTable(caption: title, columns: columns, rows: rows)
    }

    package init(_ table: DataTable) {
        title = table.caption
        self.table = table
    }

    package var mustache: [String: any Sendable] { ["title": title, "table": table.mustache] }
}
