import GRDBSQLite

extension SQLiteDatabase {
    /// The types of STRICT tables, and what stands for them elsewhere.
    private static let kinds: [String: Table.Kind] = [
        "integer": .integer, "bigint": .integer, "real": .real, "double": .real, "text": .text, "blob": .bytes,
    ]

    package func tables() async throws -> [Table] {
        try await read { reader in
            Table.read(
                try reader.all(TablesSQL.columns) { ($0.text(0), $0.text(1), $0.text(2), $0.integer(3)) },
                kinds: Self.kinds)
        }
    }
}

extension SQLiteSession {
    func insert(_ rows: PackedRows, into table: Table) throws {
        try execute("PRAGMA defer_foreign_keys = 1")
        let parameters = table.columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let statement = try take(
            .once("INSERT INTO \(table.name) (\(table.columnList)) VALUES (\(parameters))"))
        let handle = statement.handle
        try rows.forEachValue { place, value in
            let result = Self.bind(value, table.columns[place].kind, to: handle, Int32(truncatingIfNeeded: place + 1))
            guard result == SQLITE_OK else { throw errors.error(result, on: connection) }
        } rowEnd: {
            let result = sqlite3_step(handle)
            sqlite3_reset(handle)
            guard result == SQLITE_DONE else { throw errors.error(result, on: connection) }
        }
    }

    /// Binds a packed value where it lies: it stays there until the statement has run.
    private static func bind(
        _ value: UnsafeRawBufferPointer?, _ kind: Table.Kind, to statement: OpaquePointer, _ position: Int32
    ) -> Int32 {
        guard let value, let start = value.baseAddress else { return sqlite3_bind_null(statement, position) }
        let size = UInt64(value.count)
        switch kind {
        case .integer where value.count == 8:
            return sqlite3_bind_int64(statement, position, Int64(bigEndian: start.loadUnaligned(as: Int64.self)))
        case .real where value.count == 8:
            let bits = UInt64(bigEndian: start.loadUnaligned(as: UInt64.self))
            return sqlite3_bind_double(statement, position, Double(bitPattern: bits))
        case .text:
            let text = start.assumingMemoryBound(to: CChar.self)
            return sqlite3_bind_text64(statement, position, text, size, nil, UInt8(SQLITE_UTF8))
        case .bytes:
            return sqlite3_bind_blob64(statement, position, start, size, nil)
        case .integer, .real:
            return SQLITE_MISMATCH
        }
    }

    func clear(_ tables: [Table]) throws {
        for table in tables.reversed() { try run(.once("DELETE FROM \(table.name)")) }
    }
}

private enum TablesSQL {
    static let columns = Statement(
        sqlite: """
            SELECT t.name, c.name, c.type, c.pk
              FROM sqlite_master AS t, pragma_table_info(t.name) AS c
             WHERE t.type = 'table'
               AND substr(t.name, 1, 7) <> 'sqlite_'
             ORDER BY t.name, c.cid
            """)
}
