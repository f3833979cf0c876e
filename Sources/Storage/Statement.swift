import Synchronization

/// One SQL statement, written once in the dialect that both engines share.
///
/// Statements are static values beside the code that runs them. Each has a small number of its own, by which every
/// connection finds its prepared form without hashing the text. Parameters are `$1, $2, …` in order of first use.
package struct Statement: Sendable {
    package let sql: String
    /// The statement's place in a connection's cache of prepared statements.
    package let number: Int

    private static let next = Atomic<Int>(0)

    package init(_ sql: String) {
        self.sql = sql
        self.number = Self.next.wrappingAdd(1, ordering: .relaxed).oldValue
    }

    private init(uncached sql: String) {
        self.sql = sql
        self.number = Int.max
    }

    /// A statement that is made where it runs, for tables that the catalogue names: no connection keeps its prepared form.
    static func once(_ sql: String) -> Statement { Statement(uncached: sql) }

    /// A statement of the SQLite engine's own, which no other engine needs to understand.
    init(sqlite sql: String) { self.init(sql) }

    /// A statement of PostgreSQL alone, for what only it needs.
    package init(postgres sql: String) { self.init(sql) }

    /// Inserts a row into a ``BulkTable``; with a key, where there is none that has it.
    static func insert(into table: String, _ columns: [String], ifNewBy key: [String]? = nil) -> Statement {
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let target = key.map { $0.isEmpty ? "" : " (\($0.joined(separator: ", ")))" }
        return Statement(
            "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
                + (target.map { " ON CONFLICT\($0) DO NOTHING" } ?? ""))
    }
}
