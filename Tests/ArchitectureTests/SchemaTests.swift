import Registry
import Storage
import TestSupport
import Testing

/// The three classes of tables that let the registry be sharded, as ``RegistrySchema/tables`` says them, and what follows
/// for their keys. The headings of the migrations say the same.
@Suite struct SchemaTests {
    private enum Heading: String, CaseIterable {
        case reference = "-- Reference"
        case unitKeyed = "-- Unit-keyed"
        case ownKey = "-- Own-key"
    }

    private static let placements = Dictionary(
        RegistrySchema.tables.map { ($0.name, $0.placement) }, uniquingKeysWith: { first, _ in first })

    /// What the tables of a placement stand under. What stays on the coordinator has a key of its own.
    private static func heading(_ placement: TablePlacement) -> Heading {
        switch placement {
        case .reference: .reference
        case .distributed(by: "serial_key", family: "units"): .unitKeyed
        case .distributed, .coordinator: .ownKey
        }
    }

    /// One unique or primary key: its table and its columns, in order.
    private struct Key: Hashable {
        var table: String
        var columns: [String]
    }

    private struct Schema: Equatable {
        /// Columns in order, by table.
        var tables: [String: [String]]
        var keys: Set<Key>
    }

    private let tree = SourceTree()

    private func migrations(_ engine: String) throws -> [String] {
        try tree.files(in: "Sources", ".sql").filter { $0.path.contains("/Migrations/\(engine)/") }.map(\.text)
    }

    /// The last heading above each table.
    private func headings(_ migrations: [String]) -> [String: Heading] {
        var headings: [String: Heading] = [:]
        for migration in migrations {
            var current: Heading?
            for line in migration.split(separator: "\n") {
                current = Heading.allCases.first { line.hasPrefix($0.rawValue) } ?? current
                guard line.hasPrefix("CREATE TABLE "), let name = line.split(separator: " ").dropFirst(2).first
                else { continue }
                headings[String(name)] = current
            }
        }
        return headings
    }

    private func schema(columns: [[String]], keys: [[String]]) -> Schema {
        var schema = Schema(tables: [:], keys: [])
        for row in columns { schema.tables[row[0], default: []].append(row[1]) }
        var columnsByKey: [[String]: [String]] = [:]
        for row in keys { columnsByKey[Array(row[0...1]), default: []].append(row[2]) }
        schema.keys = Set(columnsByKey.map { Key(table: $0.key[0], columns: $0.value) })
        return schema
    }

    private func sqliteSchema() async throws -> Schema {
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(path: directory.file("test.sqlite"))
        try await database.migrate(
            try migrations("sqlite").enumerated().map { Migration(number: $0 + 1, name: "", sql: $1) })
        let result: Schema = try database.readNow { reader in
            schema(
                columns: try reader.all(Self.sqliteColumns) { [$0.text(0), $0.text(1)] },
                keys: try reader.all(Self.sqliteKeys) { [$0.text(0), $0.text(1), $0.text(2)] })
        }
        await database.close()
        return result
    }

    private func postgresSchema() throws -> Schema {
        let server = try PrivatePostgres.shared()
        let database = try server.database(schema: try migrations("postgres"))
        return schema(
            columns: try server.rows(of: Self.postgresColumns, in: database),
            keys: try server.rows(of: Self.postgresKeys, in: database))
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func bothEnginesHaveTheSameTablesAndColumns() async throws {
        let sqlite = try await sqliteSchema()
        let postgres = try postgresSchema()
        #expect(Set(sqlite.tables.keys) == Set(postgres.tables.keys))
        for (table, columns) in sqlite.tables { #expect(columns == postgres.tables[table], "\(table)") }
    }

    @Test func everyTableHasItsPlaceAndStandsUnderTheHeadingOfItsClass() async throws {
        let schema = try await sqliteSchema()
        #expect(RegistrySchema.tables.map(\.name).sorted() == schema.tables.keys.sorted(), "each once")
        for engine in ["sqlite", "postgres"] {
            let headings = headings(try migrations(engine))
            for table in RegistrySchema.tables {
                #expect(headings[table.name] == Self.heading(table.placement), "\(table.name) on \(engine)")
            }
        }
        for (table, columns) in schema.tables {
            let placement = try #require(Self.placements[table])
            #expect(columns.contains("serial_key") == (Self.heading(placement) == .unitKeyed), "\(table)")
            if case .distributed(let column, _) = placement { #expect(columns.contains(column), "\(table)") }
        }
    }

    /// A family bears the name of its first table, and what a foreign key names is there before it.
    @Test func tablesAreInTheOrderInWhichTheyCanBePlaced() {
        var known: Set<String> = []
        for table in RegistrySchema.tables {
            if case .distributed(_, let family) = table.placement, family != table.name {
                #expect(known.contains(family), "\(table.name)")
            }
            known.insert(table.name)
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func everyKeyHoldsTheColumnThatItsTableIsDistributedBy() throws {
        let schema = try postgresSchema()
        #expect(!schema.keys.isEmpty)
        for key in schema.keys {
            guard case .distributed(let column, _) = Self.placements[key.table] else { continue }
            #expect(key.columns.contains(column), "\(key)")
        }
    }

    /// So that servers of the version before go on while those of the new one begin: a migration adds, or says that it does
    /// not.
    @Test func migrationsOnlyAdd() throws {
        for migration in try migrations("postgres").dropFirst(Self.unreleased)
        where !migration.hasPrefix("-- Contracts") {
            let lines = migration.split(separator: "\n").filter { !$0.hasPrefix("--") }
            for statement in lines.joined(separator: "\n").split(separator: ";") {
                let text = statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(Self.isAddition(text), "\(text)")
            }
        }
    }

    /// Migrations from before several servers could share a database.
    private static let unreleased = 6

    private static func isAddition(_ statement: String) -> Bool {
        let beginnings = ["CREATE TABLE ", "CREATE INDEX ", "DROP INDEX ", "INSERT INTO "]
        if statement.isEmpty || beginnings.contains(where: statement.hasPrefix) { return true }
        guard statement.hasPrefix("ALTER TABLE "), statement.contains(" ADD COLUMN ") else { return false }
        // The version before inserts rows without it.
        return !statement.contains(" NOT NULL") || statement.contains(" DEFAULT ")
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func everyForeignKeyLeadsFromAReferenceTableToOneBeforeIt() throws {
        let server = try PrivatePostgres.shared()
        let database = try server.database(schema: try migrations("postgres"))
        let order = RegistrySchema.tables.map(\.name)
        for row in try server.rows(of: Self.postgresForeignKeys, in: database) {
            #expect(Self.placements[row[0]] == .reference, "\(row)")
            #expect(Self.placements[row[1]] == .reference, "\(row)")
            let places = try (from: #require(order.firstIndex(of: row[0])), to: #require(order.firstIndex(of: row[1])))
            #expect(places.to <= places.from, "\(row)")
        }
    }
}

extension SchemaTests {
    private static let sqliteColumns = Statement(
        """
        SELECT t.name, c.name
          FROM sqlite_master AS t, pragma_table_info(t.name) AS c
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name <> 'schema_migrations'
         ORDER BY t.name, c.cid
        """)

    private static let sqliteKeys = Statement(
        """
        SELECT t.name, k.name, c.name
          FROM sqlite_master AS t, pragma_index_list(t.name) AS k, pragma_index_info(k.name) AS c
         WHERE t.type = 'table' AND k."unique" = 1 AND t.name <> 'schema_migrations'
         ORDER BY t.name, k.name, c.seqno
        """)

    private static let postgresColumns = """
        SELECT table_name, column_name
          FROM information_schema.columns
         WHERE table_schema = 'public'
         ORDER BY table_name, ordinal_position
        """

    private static let postgresKeys = """
        SELECT t.relname, i.indexrelid, a.attname
          FROM pg_index AS i
          JOIN pg_class AS t ON t.oid = i.indrelid
         CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
          JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.attnum
         WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace
         ORDER BY t.relname, i.indexrelid, k.place
        """

    private static let postgresForeignKeys = """
        SELECT conrelid::regclass, confrelid::regclass
          FROM pg_constraint
         WHERE contype = 'f'
        """
}
