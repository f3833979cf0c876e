extension PostgresDatabase {
    private static let kinds: [String: Table.Kind] = [
        "bigint": .integer, "double precision": .real, "text": .text, "bytea": .bytes,
    ]

    package func tables() async throws -> [Table] {
        try await read { reader in
            Table.read(
                try reader.all(TablesSQL.columns) { ($0.text(0), $0.text(1), $0.text(2), $0.integer(3)) },
                kinds: Self.kinds)
        }
    }
}

extension PostgresSession {
    func insert(_ rows: PackedRows, into table: Table) throws {
        try copy("COPY \(table.name) (\(table.columnList)) FROM STDIN (FORMAT binary)") { put in
            try put(rows.bytes[...])
        }
    }

    func clear(_ tables: [Table]) throws {
        guard !tables.isEmpty else { return }
        try execute("TRUNCATE \(tables.map(\.name).joined(separator: ", "))")
    }
}

private enum TablesSQL {
    /// Keys of the catalogue are small integers in a vector; `array_position` counts from where the vector begins, 0.
    static let columns = Statement(
        postgres: """
            SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL),
                   coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0)::bigint
              FROM pg_class AS c
              JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
             WHERE c.relnamespace = current_schema()::regnamespace
               AND c.relkind IN ('r', 'p')
             ORDER BY c.relname COLLATE "C", a.attnum
            """)
}
