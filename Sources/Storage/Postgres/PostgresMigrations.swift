import CPostgres

extension PostgresDatabase {
    /// Brings the schema to the last of `migrations`, each in a transaction of its own. Another process that does the same
    /// waits, and finds it done. Servers of the version before go on meanwhile.
    ///
    /// - Throws: ``StorageError`` `newer`, `migrationChanged`, or what a statement of a migration threw; the migrations
    ///   before that one stay.
    package func migrate(_ migrations: [Migration]) async throws {
        let time = now()
        try await alone { session in
            try session.takeAdvisoryLock(.migration)
            defer { session.letGoOfAdvisoryLock(.migration) }
            try session.inTransaction { try session.execute(MigrationSQL.createTable) }
            for migration in try session.history().pending(of: migrations) {
                try session.inTransaction {
                    // An index of a big table takes its time. On a cluster one connection to each server changes the parts
                    // of a table one after another, so that statements may follow that change a reference table.
                    try session.execute(
                        "SET LOCAL statement_timeout = 0; SET LOCAL citus.multi_shard_modify_mode = 'sequential'")
                    for statement in ScriptStatements(script: migration.sql) { try session.execute(statement) }
                    guard session.isTransactionWhole else {
                        throw StorageError(.failed, "Migration \(migration.number) ends its own transaction.")
                    }
                    _ = try session.rows(
                        of: MigrationSQL.insert,
                        [
                            String(migration.number), migration.name, migration.checksum, String(time),
                            migration.contracts ? "1" : "0",
                        ])
                }
            }
        }
    }

    package func pending(of migrations: [Migration]) async throws -> [Migration] {
        try await alone { session in
            let exists = try session.rows(of: "SELECT to_regclass('schema_migrations') IS NOT NULL").first?.first == "t"
            return try exists ? session.history().pending(of: migrations) : migrations
        }
    }

    /// The first problems that can be found from outside of the server, each in its own words; none if it is sound.
    ///
    /// Reads every row of every table, which finds pages that cannot be read (and, where the server was made with
    /// checksums, pages that have changed), names indexes and constraints that do not hold, and compares each B-tree with
    /// its table where the extension amcheck is installed and may be used.
    package func integrityCheck() async throws -> [String] {
        try await alone { session in
            var problems = try session.rows(of: IntegritySQL.invalid).compactMap { $0.first.flatMap(\.self) }
            for table in try session.rows(of: IntegritySQL.tables).compactMap({ $0.first.flatMap(\.self) }) {
                try session.note("The table \(table)", in: &problems) { try session.execute(IntegritySQL.read(table)) }
            }
            guard try session.rows(of: IntegritySQL.hasAmcheck).first?.first == "t" else { return problems }
            for index in try session.rows(of: IntegritySQL.indexes) {
                guard let number = index[0], let name = index[1] else { continue }
                try session.note("The index \(name)", in: &problems) {
                    try session.execute("SELECT bt_index_check(\(number)::regclass, true)")
                }
            }
            return problems
        }
    }
}

extension PostgresSession {
    fileprivate func history() throws -> MigrationHistory {
        var history = MigrationHistory(applied: [])
        for row in try rows(of: MigrationSQL.applied) {
            guard let number = row[0].flatMap({ Int($0) }), let name = row[1], let checksum = row[2] else { continue }
            history.applied.append(
                .init(number: number, name: name, checksum: checksum, contracts: row[3] != "0"))
        }
        return history
    }

    /// Runs `body` in a transaction, which what it throws rolls back.
    fileprivate func inTransaction(_ body: () throws -> Void) throws {
        try begin(.serializable)
        do {
            try body()
            try commit()
        } catch {
            if isInTransaction || !isLost { rollBack() }
            throw error
        }
    }

    /// Adds what the server finds wrong while `body` runs to `problems`.
    fileprivate func note(_ subject: String, in problems: inout [String], _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as StorageError where [.damaged, .failed].contains(error.code) {
            problems.append("\(subject): \(error.sentence)")
        }
    }
}

private enum MigrationSQL {
    static let createTable = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at BIGINT NOT NULL,
            contracts BIGINT NOT NULL
        )
        """

    static let applied = """
        SELECT number, name, checksum, contracts
          FROM schema_migrations
         ORDER BY number
        """

    static let insert = """
        INSERT INTO schema_migrations (number, name, checksum, applied_at, contracts)
        VALUES ($1, $2, $3, $4, $5)
        """
}

private enum IntegritySQL {
    static let invalid = """
        SELECT 'The index ' || indexrelid::regclass || ' is not valid: rebuild it with REINDEX.'
          FROM pg_index
          JOIN pg_class ON pg_class.oid = indrelid
         WHERE relnamespace = current_schema()::regnamespace
           AND NOT indisvalid
        UNION ALL
        SELECT 'The constraint ' || conname || ' of ' || conrelid::regclass || ' has not been validated.'
          FROM pg_constraint
         WHERE connamespace = current_schema()::regnamespace
           AND NOT convalidated
        """

    static let tables = """
        SELECT oid::regclass
          FROM pg_class
         WHERE relnamespace = current_schema()::regnamespace
           AND relkind = 'r'
         ORDER BY relname
        """

    static let hasAmcheck = """
        SELECT coalesce(bool_or(has_function_privilege(oid, 'EXECUTE')), false)
          FROM pg_proc
         WHERE proname = 'bt_index_check'
           AND pronargs = 2
           AND pg_function_is_visible(oid)
        """

    static let indexes = """
        SELECT c.oid, c.oid::regclass
          FROM pg_class AS c
          JOIN pg_am AS a ON a.oid = c.relam
         WHERE c.relnamespace = current_schema()::regnamespace
           AND c.relkind = 'i'
           AND a.amname = 'btree'
         ORDER BY c.relname
        """

    /// Reads every value of a table, those that lie apart from their rows too. The name is quoted by the server.
    static func read(_ table: String) -> String { "SELECT count(t::text) FROM \(table) AS t" }
}
