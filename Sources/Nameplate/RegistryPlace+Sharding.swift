import Registry
import Storage

extension RegistryPlace {
    /// Spreads the registry over the servers of a Citus cluster, each table as ``RegistrySchema/tables`` says, after
    /// running the migrations. Whoever may alter the tables may do it; no other process may have the registry open.
    ///
    /// - Parameters:
    ///   - shardCount: Into how many parts each distributed table is split; nil leaves it to Citus's setting.
    ///   - allowsNoWorkers: Whether all parts may lie on the coordinator, where no worker has been added yet.
    ///   - progress: Called before a table is moved with the part of them that is done, 0 to 1, and its name.
    /// - Throws: `StorageError` `sharding` where the registry lies in a file, or where the server, the cluster or a table is
    ///   not ready; `noAccess`, `locked`.
    package func shard(
        shardCount: Int?, allowsNoWorkers: Bool, isDryRun: Bool,
        progress: @escaping @Sendable (Double, String) -> Void
    ) async throws -> ShardingAnswer {
        guard case .server(let address, _) = self else {
            throw StorageError(
                .sharding,
                "The registry lies in the file “\(title)”. Only a registry in PostgreSQL can be spread over several "
                    + "servers: name one with --database postgres://….")
        }
        var options = PostgresDatabase.ShardingOptions()
        options.shardCount = shardCount
        options.allowsNoWorkers = allowsNoWorkers
        options.isDryRun = isDryRun
        let database = try await PostgresDatabase.open(address)
        do {
            if !isDryRun {
                // A server that runs would go on as if the tables were where they were.
                guard await database.leads() else {
                    throw StorageError(
                        .locked, "Another process has the registry in “\(title)” open. End its servers, and try again.")
                }
                try await database.migrate(RegistrySchema.postgres)
            }
            let tables = RegistrySchema.tables
            let report = try await database.shard(tables, options) { done, table in
                progress(Double(done) / Double(tables.count), table)
            }
            if !isDryRun { try await Positions.prepareSpread(in: database) }
            await database.close()
            return ShardingAnswer(report, isDryRun: isDryRun)
        } catch {
            await database.close()
            throw error
        }
    }
}
