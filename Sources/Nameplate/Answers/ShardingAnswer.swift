package import Storage

/// Where the tables of a registry lie in its cluster, and what sharding did about it, or would do.
package struct ShardingAnswer: Encodable, Sendable {
    package struct Table: Encodable, Sendable {
        package var name: String
        /// `reference`: whole on every server; `distributed`: split; `coordinator`: on one server.
        package var placement: String
        /// What a distributed table is split by.
        package var column: String?
        /// Tables of one family lie together by that column.
        package var family: String?
        /// What it and its indexes took before, on all servers.
        package var bytes: Int64
        /// Whether it was not in its place before.
        package var changes: Bool
    }
    package var dryRun: Bool
    package var citusVersion: String
    package var workers: Int
    package var tables: [Table]

    init(_ report: ShardingReport, isDryRun: Bool) {
        dryRun = isDryRun
        citusVersion = report.citusVersion
        workers = report.workers
        tables = report.tables.map { entry in
            var table = Table(
                name: entry.table.name, placement: "coordinator", bytes: entry.bytes, changes: !entry.wasPlaced)
            switch entry.table.placement {
            case .coordinator: break
            case .reference: table.placement = "reference"
            case .distributed(let column, let family):
                (table.placement, table.column, table.family) = ("distributed", column, family)
            }
            return table
        }
    }
}
