/// What Citus says of a cluster. A server without it has none.
struct ClusterState {
    let version: String
    /// Servers beside the coordinator that take parts of tables.
    let workers: Int
    private let isWorker: Bool
    private let knowsCoordinator: Bool

    /// - Throws: ``StorageError`` `sharding` where the database has no Citus.
    init(_ session: PostgresSession) throws {
        guard let version = try session.rows(of: CitusSQL.version).first?.first ?? nil else {
            let isInstalled = try !session.rows(of: CitusSQL.isAvailable).isEmpty
            throw StorageError(
                .sharding,
                isInstalled
                    ? "\(session.errors.subject) is not part of a Citus cluster. Run 'CREATE EXTENSION citus' in it, on the "
                        + "coordinator and on each worker, and make them known to each other as docs/scale.md shows."
                    : "The server has no Citus, which spreads tables over several servers. Install the package of its "
                        + "PostgreSQL version (https://docs.citusdata.com) on each server, add citus to "
                        + "shared_preload_libraries, start it again, and go on as docs/scale.md shows.")
        }
        self.version = version
        let nodes = try session.rows(of: CitusSQL.nodes).first ?? []
        workers = nodes.first?.flatMap { Int($0) } ?? 0
        knowsCoordinator = nodes.count > 1 && nodes[1] == "t"
        isWorker = try session.rows(of: CitusSQL.isWorker).first?.first == "t"
    }

    /// - Throws: ``StorageError`` `sharding` where the cluster is not ready.
    func check(_ options: PostgresDatabase.ShardingOptions) throws {
        guard !isWorker else {
            throw StorageError(
                .sharding, "This server is a worker of its cluster. Give the address of the coordinator.")
        }
        guard workers > 0 || options.allowsNoWorkers else {
            throw StorageError(
                .sharding,
                "The cluster has no worker. Add one with \"SELECT citus_add_node('host', 5432)\", or allow all parts to "
                    + "lie on the coordinator for now with --without-workers.")
        }
        guard knowsCoordinator || workers == 0 else {
            throw StorageError(
                .sharding,
                "The workers do not know the coordinator. Run \"SELECT citus_set_coordinator_host('host', 5432)\" with "
                    + "the host that they reach it by.")
        }
    }
}

/// Where a table's rows are.
struct TableState {
    /// On all servers, its indexes among them.
    let bytes: Int64
    let isPlaced: Bool
    /// Whether it can be moved: it lies on the coordinator alone.
    let isHere: Bool
    /// The column that it is distributed by.
    let column: String?
    /// Whether this user may alter it.
    let isOwn: Bool

    /// - Throws: ``StorageError`` `sharding` where somebody has spread the table otherwise, `noAccess` where it is another
    ///   user's.
    func check(_ table: PlacedTable, _ errors: PostgresErrors) throws {
        guard isOwn else {
            throw StorageError(
                .noAccess,
                "\(errors.subject) cannot be sharded: the table \(table.name) is another user's. Run the command as its "
                    + "owner.")
        }
        guard isPlaced || isHere else {
            throw StorageError(
                .sharding,
                "The table \(table.name) is spread in another way than the registry needs\(column.map { " (by \($0))" } ?? ""). "
                    + "Run \"SELECT undistribute_table('\(table.name)')\" and then this command again.")
        }
    }
}

extension PostgresSession {
    /// Whether the registry in this schema has tables that are spread over a cluster.
    func hasDistributedTables() throws -> Bool {
        guard try rows(of: CitusSQL.hasCatalog).first?.first == "t" else { return false }
        return try rows(of: CitusSQL.hasDistributedTables).first?.first == "t"
    }

    /// - Throws: ``StorageError`` `sharding` where the table is missing.
    func state(of table: PlacedTable) throws -> TableState {
        var family = table.name
        if case .distributed(_, let named) = table.placement { family = named }
        guard let row = try rows(of: CitusSQL.table, [table.name, family]).first else {
            throw StorageError(.sharding, "The table \(table.name) is missing. Open the registry once first.")
        }
        let (kind, column) = (row[0] ?? "", row[1])
        let isPlaced =
            switch table.placement {
            case .coordinator: kind == "local"
            case .reference: kind == "reference"
            case .distributed(let wanted, _): kind == "distributed" && column == wanted && row[2] == "t"
            }
        return TableState(
            bytes: row[3].flatMap { Int64($0) } ?? 0, isPlaced: isPlaced, isHere: kind == "local", column: column,
            isOwn: row[4] == "t")
    }

    /// Puts a table where it belongs, with its rows.
    func place(_ table: PlacedTable, _ shardCount: Int?) throws {
        switch table.placement {
        case .coordinator: break
        case .reference: _ = try rows(of: CitusSQL.makeReference, [table.name])
        case .distributed(let column, table.name):
            if let shardCount {
                _ = try rows(of: CitusSQL.distributeInParts, [table.name, column, String(shardCount)])
            } else {
                _ = try rows(of: CitusSQL.distribute, [table.name, column, "none"])
            }
        case .distributed(let column, let family):
            _ = try rows(of: CitusSQL.distribute, [table.name, column, family])
        }
    }

    /// Whether rows that were copied to the cluster lie under the table still.
    func hasHiddenRows(_ table: PlacedTable) throws -> Bool {
        guard table.placement != .coordinator else { return false }
        return try rows(of: CitusSQL.hasHiddenRows, [table.name]).first?.first == "t"
    }

    /// Runs `body`, which changes the schema, in a transaction. It may take as long as it takes.
    func alter(_ body: () throws -> Void) throws {
        try execute("BEGIN READ WRITE; SET LOCAL statement_timeout = 0")
        do {
            try body()
            try execute("COMMIT")
        } catch {
            if !isLost { try? execute("ROLLBACK") }
            throw error
        }
    }
}

enum CitusSQL {
    static let version = "SELECT extversion FROM pg_extension WHERE extname = 'citus'"
    static let isAvailable = "SELECT 1 FROM pg_available_extensions WHERE name = 'citus'"
    static let isWorker = "SELECT groupid <> 0 FROM pg_dist_local_group"
    static let hasCatalog = "SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL"

    static let nodes = """
        SELECT count(*) FILTER (WHERE groupid <> 0 AND shouldhaveshards AND isactive),
               coalesce(bool_or(groupid = 0), false)
          FROM pg_dist_node
         WHERE noderole = 'primary'
        """

    static let hasDistributedTables = """
        SELECT EXISTS (
            SELECT
              FROM pg_dist_partition AS p
              JOIN pg_class AS c ON c.oid = p.logicalrelid
             WHERE c.relnamespace = current_schema()::regnamespace
               AND p.partmethod = 'h')
        """

    /// A reference table is replicated ('t') and has no column; a Citus local table is neither and belongs to no family.
    static let table = """
        SELECT CASE WHEN p.partmethod = 'h' THEN 'distributed'
                    WHEN p.repmodel = 't' THEN 'reference'
                    WHEN p.logicalrelid IS NULL OR p.colocationid = 0 THEN 'local'
                    ELSE 'other'
               END,
               column_to_column_name(p.logicalrelid, p.partkey),
               p.colocationid = (SELECT f.colocationid FROM pg_dist_partition AS f WHERE f.logicalrelid = to_regclass($2)),
               CASE WHEN p.logicalrelid IS NULL THEN pg_total_relation_size(c.oid)
                    ELSE citus_total_relation_size(c.oid)
               END,
               pg_has_role(c.relowner, 'USAGE')
          FROM pg_class AS c
          LEFT JOIN pg_dist_partition AS p ON p.logicalrelid = c.oid
         WHERE c.oid = to_regclass($1)
        """

    static let makeReference = "SELECT create_reference_table($1::regclass)"
    static let distribute = "SELECT create_distributed_table($1::regclass, $2, colocate_with => $3)"
    static let distributeInParts = """
        SELECT create_distributed_table($1::regclass, $2, colocate_with => 'none', shard_count => $3::integer)
        """

    static let hasHiddenRows = "SELECT pg_relation_size(to_regclass($1)) > 0"
    static let truncateHidden = "SELECT truncate_local_data_after_distributing_table($1::regclass)"
}
