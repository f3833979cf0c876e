/// A database behind one of the engines: the only door through which the domain reaches SQL.
///
/// A body is a synchronous closure on the engine's own thread. A body given to ``write(_:)`` may run more than once,
/// so it does only SQL and pure computation and takes time, ids and salts from its ``SQLTransaction``.
package protocol Database: Sendable {
    /// Runs `body` on one consistent snapshot, on a thread of the engine's pool.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> T) async throws -> T

    /// Runs `body`, a point look-up of microseconds, on the caller's thread with a reader of its own. Each statement sees
    /// the latest committed state. SQLite has a reader for everybody; PostgreSQL has so many, and a caller who gets none
    /// in time hears ``StorageError`` `busy`.
    func readNow<T>(_ body: (any SQLReader) throws -> T) throws -> T

    /// Runs `body`, a few point look-ups that belong together, like ``readNow(_:)`` but on one consistent snapshot.
    func readSnapshotNow<T>(_ body: (any SQLReader) throws -> T) throws -> T

    /// Runs `body` in a transaction and returns after it is on disk. What `body` throws undoes what it did and is thrown
    /// on. SQLite gathers concurrent writes, each in its own savepoint, and acknowledges all after one fsync. On PostgreSQL
    /// each is a serializable transaction of its own, run again where another program came between.
    /// - Throws: ``StorageError`` `outcomeUnknown` where the connection was lost in the moment of the commit.
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

    /// Which of `migrations` the database has not had, without running them.
    /// - Throws: ``StorageError`` `newer`, `migrationChanged`.
    func pending(of migrations: [Migration]) async throws -> [Migration]

    /// The database's own tables, as its catalogue describes them.
    func tables() async throws -> [Table]

    /// Reads the whole database and names the first damages that it finds; empty where it is sound.
    func integrityCheck() async throws -> [String]

    /// From now on values are sealed and opened by `vault`.
    func use(_ vault: Vault)

    /// Says in one line, for whoever finds the database taken, who has it and how to reach it.
    func setLockNote(_ note: String) async throws

    /// Runs `handler` whenever the connection that kept other processes from writing was lost and is back.
    func whenOthersMayHaveWritten(_ handler: @escaping @Sendable () -> Void)

    /// Ends the engine's threads and connections after the writes under way.
    func close() async
}

/// Reads rows with prepared statements.
package protocol SQLReader: AnyObject {
    /// Runs `statement` and hands each row to `body` until that answers `false`.
    func forEachRow(_ statement: Statement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool) throws

    /// What opens sealed values; nil while the master key is missing.
    var vault: Vault? { get }
}

/// Reads and writes within one transaction. `now`, `newID` and `salt` give the same values when the body runs again.
package protocol SQLTransaction: SQLReader {
    /// Runs `statement` and returns how many rows it changed.
    @discardableResult
    func run(_ statement: Statement, _ values: [SQLValue]) throws -> Int

    /// Inserts `count` rows, of which `row` gives the values by number from 0, in the order of the table's columns. SQLite
    /// runs a prepared INSERT for each, PostgreSQL takes all in by one binary COPY. `row` runs no statements.
    func insert(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws

    /// Inserts rows like ``insert(_:into:_:)``, but for those whose key the table has. No two may have the same key. What
    /// another transaction commits meanwhile makes the body run again.
    /// - Returns: The numbers of the rows that were left out, ascending.
    func insertNew(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws -> [Int]
    /// Inserts whole rows into a table, as fast as the engine can: COPY on PostgreSQL. Foreign keys are looked at when the
    /// rows are in, on SQLite at the transaction's end.
    func insert(_ rows: PackedRows, into table: Table) throws
    /// Removes all rows of tables. A table comes before those that refer to it.
    func clear(_ tables: [Table]) throws

    /// The time of the transaction, in microseconds since 1970 UTC.
    var now: Int64 { get }
    /// A random id in 1...(2^63 − 1).
    func newID() -> Int64
    /// 16 random bytes.
    func salt() -> [UInt8]
}

extension SQLReader {
    /// The first row of `statement`, or nil.
    @inlinable
    package func first<T>(
        _ statement: Statement, _ values: [SQLValue] = [], _ row: (borrowing Row) throws -> T
    ) throws -> T? {
        var result: T?
        try forEachRow(statement, values) {
            result = try row($0)
            return false
        }
        return result
    }

    /// All rows of `statement`; for statements whose result is bounded.
    @inlinable
    package func all<T>(
        _ statement: Statement, _ values: [SQLValue] = [], _ row: (borrowing Row) throws -> T
    ) throws -> [T] {
        var result: [T] = []
        try forEachRow(statement, values) {
            result.append(try row($0))
            return true
        }
        return result
    }

    package func exists(_ statement: Statement, _ values: [SQLValue] = []) throws -> Bool {
        try first(statement, values) { _ in true } ?? false
    }
}

extension SQLTransaction {
    @discardableResult
    package func run(_ statement: Statement) throws -> Int { try run(statement, []) }

    package func insert(_ rows: [[SQLValue]], into table: BulkTable) throws {
        try insert(rows.count, into: table) { rows[$0] }
    }

    package func insertNew(_ rows: [[SQLValue]], into table: BulkTable) throws -> [Int] {
        try insertNew(rows.count, into: table) { rows[$0] }
    }
}
