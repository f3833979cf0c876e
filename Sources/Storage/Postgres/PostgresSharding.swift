/// Spreading the tables of a database over the servers of a Citus cluster.
///
/// Citus's functions: https://docs.citusdata.com/en/stable/develop/api_udf.html; what it keeps of them:
/// https://docs.citusdata.com/en/stable/develop/api_metadata.html.
extension PostgresDatabase {
    /// How a database is to be sharded.
    package struct ShardingOptions: Sendable {
        /// Into how many parts each distributed table is split; nil leaves it to Citus's setting, which is 32 by default.
        package var shardCount: Int?
        /// Whether all parts may lie on the coordinator, where no worker has been added yet.
        package var allowsNoWorkers = false
        package var isDryRun = false

        package init() {}
    }

    /// Puts each of `tables` where it belongs, those that are elsewhere in a transaction of their own each: what was done
    /// before an error stays, and calling it again goes on. Tables that are in their place are left alone.
    ///
    /// - Parameters:
    ///   - tables: Those that foreign keys name before those that name them, a family's first before the others.
    ///   - progress: Called with how many are done before each, and its name.
    /// - Throws: ``StorageError`` `sharding` where the server, the cluster or a table is not ready, `noAccess`.
    package func shard(
        _ tables: [PlacedTable], _ options: ShardingOptions,
        progress: @escaping @Sendable (_ done: Int, _ table: String) -> Void = { _, _ in }
    ) async throws -> ShardingReport {
        defer { renewConnections() }
        return try await alone { session in
            let cluster = try ClusterState(session)
            try cluster.check(options)
            let found = try tables.map { (table: $0, state: try session.state(of: $0)) }
            for entry in found { try entry.state.check(entry.table, session.errors) }
            let report = ShardingReport(
                citusVersion: cluster.version, workers: cluster.workers,
                tables: found.map { .init(table: $0.table, bytes: $0.state.bytes, wasPlaced: $0.state.isPlaced) })
            if options.isDryRun { return report }
            let missing = found.filter { !$0.state.isPlaced }
            for (number, entry) in missing.enumerated() {
                progress(number, entry.table.name)
                try session.alter { try session.place(entry.table, options.shardCount) }
            }
            // Citus copies; what it has copied lies hidden under the tables until then. Only once all are in their place do
            // no foreign keys of others hold it.
            for table in tables where try session.hasHiddenRows(table) {
                try session.alter { _ = try session.rows(of: CitusSQL.truncateHidden, [table.name]) }
            }
            return report
        }
    }

    /// Which of `tables` are not in their place although others are: those that came with a migration after the database
    /// was sharded. None in a database that has never been.
    package func unplaced(_ tables: [PlacedTable]) async throws -> [String] {
        try await alone { session in
            guard try session.hasDistributedTables() else { return [] }
            return try tables.filter { try !session.state(of: $0).isPlaced }.map(\.name)
        }
    }
}

/// What sharding did, or would do.
package struct ShardingReport: Sendable {
    package struct Entry: Sendable {
        package var table: PlacedTable
        /// What the table and its indexes took before, on all servers.
        package var bytes: Int64
        /// Whether it was in its place before.
        package var wasPlaced: Bool
    }
    package var citusVersion: String
    /// Servers that take parts of tables, the coordinator not counted.
    package var workers: Int
    package var tables: [Entry]
}
