/// A table and those of its columns into which rows are written by the thousand: see
/// ``SQLTransaction/insert(_:into:_:)``.
///
/// Names are the program's own or a catalogue's, never a caller's. They are quoted all the same.
package struct BulkTable: Sendable {
    package let name: String
    package let columns: [String]
    /// The places among ``columns`` of those that make up the table's key; empty where none was named.
    let key: [Int]
    /// One row. On PostgreSQL it tells the columns' types as well.
    let insert: Statement
    /// One row, where the table has none with its key.
    let insertIfNew: Statement

    /// - Parameter key: Which of the columns make up the primary key, the only unique one, for
    ///   ``SQLTransaction/insertNew(_:into:_:)``.
    package init(_ name: String, columns: [String], key: [String] = []) {
        self.name = name
        self.columns = columns
        self.key = key.compactMap { columns.firstIndex(of: $0) }
        insert = .insert(into: Self.quoted(name), columns.map(Self.quoted))
        insertIfNew = .insert(into: Self.quoted(name), columns.map(Self.quoted), ifNewBy: key.map(Self.quoted))
    }

    /// PostgreSQL's bulk load: https://www.postgresql.org/docs/current/sql-copy.html
    var copy: String {
        "COPY \(quotedName) (\(columns.map(Self.quoted).joined(separator: ", "))) FROM STDIN (FORMAT binary)"
    }

    /// Answers the places, from 1, of those keys in arrays, one for each column of the key, that the table has.
    var findKeys: String {
        let places = key.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let names = key.indices.map { "k\($0)" }.joined(separator: ", ")
        let conditions = key.enumerated().map { "t.\(Self.quoted(columns[$1])) = k.k\($0)" }
        return """
            SELECT k.place
              FROM unnest(\(places)) WITH ORDINALITY AS k (\(names), place)
              JOIN \(quotedName) AS t ON \(conditions.joined(separator: " AND "))
             ORDER BY k.place
            """
    }

    private var quotedName: String { Self.quoted(name) }

    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
