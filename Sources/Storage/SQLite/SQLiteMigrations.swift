extension SQLiteDatabase {
    /// Brings the schema to the last of `migrations`, each in a transaction of its own. The database's lock, which the
    /// process holds, keeps others out.
    ///
    /// - Throws: ``StorageError`` `newer`, `migrationChanged`, or what a statement of a migration threw; the migrations
    ///   before that one stay.
    package func migrate(_ migrations: [Migration]) async throws {
        let time = SQLValue.integer(now())
        try await alone { session in
            try session.execute(MigrationSQL.createTable)
            for migration in try session.history().pending(of: migrations) {
                try session.inTransaction {
                    try session.execute(migration.sql)
                    guard session.isInTransaction else {
                        throw StorageError(.failed, "Migration \(migration.number) ends its own transaction.")
                    }
                    try session.run(
                        MigrationSQL.insert,
                        [.integer(Int64(migration.number)), .text(migration.name), .text(migration.checksum), time])
                }
            }
        }
    }

    package func pending(of migrations: [Migration]) async throws -> [Migration] {
        try await readSession { session in
            guard try session.exists(MigrationSQL.exists) else { return migrations }
            return try session.history().pending(of: migrations)
        }
    }

    /// The first problems that SQLite finds in the file and in its foreign keys, each in its own words; none if it is
    /// sound. Reads the whole file.
    package func integrityCheck() async throws -> [String] {
        do {
            return try await read { reader in
                let problems = try reader.all(IntegritySQL.check) { $0.text(0) }.filter { $0 != "ok" }
                let orphans = try reader.all(IntegritySQL.foreignKeys) {
                    "row \($0.integer(1)) of \($0.text(0)) names a row of \($0.text(2)) that does not exist"
                }
                return problems + orphans
            }
        } catch let error as StorageError where error.code == .damaged {
            return [error.sentence]
        }
    }

    /// How SQLite would run `statement`, one line a step (`SEARCH units USING …`), without running it.
    package func explain(_ statement: Statement) async throws -> [String] {
        try await readSession { try $0.plan(of: statement) }
    }
}

extension SQLiteSession {
    fileprivate func history() throws -> MigrationHistory {
        var history = MigrationHistory(applied: [])
        try forEachRow(MigrationSQL.applied, []) { row in
            guard let number = Int(exactly: row.integer(0)) else { return true }
            history.applied.append(.init(number: number, name: row.text(1), checksum: row.text(2)))
            return true
        }
        return history
    }

    /// Runs `body` in a transaction, which what it throws rolls back.
    func inTransaction(_ body: () throws -> Void) throws {
        try run(.begin)
        do {
            try body()
            try run(.commit)
        } catch {
            if isInTransaction { try run(.rollBack) }
            throw error
        }
    }
}

private enum MigrationSQL {
    static let createTable = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at INTEGER NOT NULL
        ) STRICT
        """

    static let exists = Statement(sqlite: "SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'")

    static let applied = Statement(
        sqlite: """
            SELECT number, name, checksum
              FROM schema_migrations
             ORDER BY number
            """)

    static let insert = Statement(
        sqlite: """
            INSERT INTO schema_migrations (number, name, checksum, applied_at)
            VALUES ($1, $2, $3, $4)
            """)
}

private enum IntegritySQL {
    static let check = Statement(sqlite: "PRAGMA integrity_check(20)")
    static let foreignKeys = Statement(sqlite: "SELECT * FROM pragma_foreign_key_check LIMIT 20")
}
