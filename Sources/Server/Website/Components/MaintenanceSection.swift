/// What is to be done on a unit, and where it is recorded.
package struct MaintenanceSection: Component {
    package var table: DataTable
    /// For eyes that may record.
    package var record: Link?

    package init(table: DataTable, record: Link? = nil) {
        self.table = table
        self.record = record
    }

    package var mustache: [String: any Sendable] { ["table": table.mustache, "record": shown(record)] }
}
