/// A table as the database's own catalogue describes it, for moving whole tables between databases.
///
/// The names stand unquoted in SQL, so they are those of our migrations: letters, digits and underscores.
package struct Table: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package var name: String
        package var kind: Kind
    }

    /// What a column holds. Our schemas have no other types: an integer has 64 bits on both engines.
    package enum Kind: Hashable, Sendable {
        case integer, real, text, bytes
    }

    package var name: String
    package var columns: [Column]
    /// The places of the primary key's columns within ``columns``, in the key's order.
    package var key: [Int]

    /// - Parameters:
    ///   - rows: for each column its table, its name, its type as the engine writes it, and its place in the primary key,
    ///     from 1, or 0; tables together, columns in order.
    ///   - kinds: The engine's types, in lower case.
    /// - Returns: Without tables that have a column of another type, or an odd name: somebody else's.
    static func read(
        _ rows: [(table: String, column: String, type: String, keyPlace: Int64)], kinds: [String: Kind]
    ) -> [Table] {
        var others: Set<String> = []
        var tables: [Table] = []
        var places: [(place: Int64, column: Int)] = []
        func finish() {
            guard !tables.isEmpty else { return }
            tables[tables.count - 1].key = places.sorted { $0.place < $1.place }.map(\.column)
            places = []
        }
        for row in rows {
            guard let kind = kinds[row.type.lowercased()], isPlain(row.table), isPlain(row.column) else {
                others.insert(row.table)
                continue
            }
            if tables.last?.name != row.table {
                finish()
                tables.append(Table(name: row.table, columns: [], key: []))
            }
            if row.keyPlace > 0 { places.append((row.keyPlace, tables[tables.count - 1].columns.count)) }
            tables[tables.count - 1].columns.append(Column(name: row.column, kind: kind))
        }
        finish()
        return tables.filter { !others.contains($0.name) }
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The names of the columns, as a list in SQL.
    var columnList: String { columns.map(\.name).joined(separator: ", ") }

    /// The names of the primary key's columns, as a list in SQL.
    var keyList: String { key.map { columns[$0].name }.joined(separator: ", ") }
}

extension SQLReader {
    /// How many rows a table has.
    package func count(of table: Table) throws -> Int64 {
        try first(.once("SELECT count(*) FROM \(table.name)")) { $0.integer(0) } ?? 0
    }

    package func hasRows(_ table: Table) throws -> Bool {
        try first(.once("SELECT 1 FROM \(table.name) LIMIT 1")) { _ in true } ?? false
    }

    /// The greatest primary key of a table; nil where it has no rows.
    package func lastKey(of table: Table) throws -> [SQLValue]? {
        let order = table.key.map { "\(table.columns[$0].name) DESC" }.joined(separator: ", ")
        return try first(.once("SELECT \(table.keyList) FROM \(table.name) ORDER BY \(order) LIMIT 1")) { row in
            table.key.enumerated().map { place, column in row.value(Int32(place), table.columns[column].kind) }
        }
    }

    /// The rows of a table that come after a primary key, in its order: texts by their bytes, on both engines.
    /// - Parameters:
    ///   - limit: The most rows.
    ///   - size: About how many bytes to stop at.
    package func rows(
        of table: Table, after key: [SQLValue]?, limit: Int, size: Int
    ) throws -> (rows: PackedRows, last: [SQLValue]?, isEnd: Bool) {
        var (rows, last, count) = (PackedRows(), key, 0)
        let parameters = table.key.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let rest = key == nil ? "" : " WHERE (\(table.keyList)) > (\(parameters))"
        let statement = Statement.once(
            "SELECT \(table.columnList) FROM \(table.name)\(rest) ORDER BY \(table.keyList) LIMIT \(limit)")
        try forEachRow(statement, key ?? []) { row in
            rows.append(row, table.columns)
            count += 1
            let isFull = rows.bytes.count >= size
            if isFull || count == limit {
                last = table.key.map { row.value(Int32($0), table.columns[$0].kind) }
            }
            return !isFull
        }
        return (rows, last, count < limit && rows.bytes.count < size)
    }
}
