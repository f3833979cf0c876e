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
    /// each is a serializable transaction of its own, run again where another came between.
    /// - Throws: ``StorageError`` `outcomeUnknown` where the connection was lost in the moment of the commit.
    func write<T: Sendable>(
        _ order: CommitOrder, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T

    /// Whether other processes may write too.
    var isShared: Bool { get }

    /// Whether this process does what one process is to do for all: the only one, or the one that has the lease. It keeps
    /// that until it closes the database or loses its connection.
    func leads() async -> Bool

    /// Brings the schema to the last of `migrations`, each in a transaction of its own.
    ///
    /// - Throws: ``StorageError`` `newer`, `migrationChanged`, or what a statement of a migration threw; the migrations
    ///   before that one stay.
    func migrate(_ migrations: [Migration]) async throws

    /// Which of `migrations` the database has not had, without running them.
    /// - Throws: ``StorageError`` `newer`, `migrationChanged`.
    func pending(of migrations: [Migration]) async throws -> [Migration]

    /// The database's own tables, as its catalogue describes them.
    func tables() async throws -> [Table]

    /// Reads the whole database and names the first damages that it finds; empty where it is sound.
    func integrityCheck() async throws -> [String]

    /// From now on values are sealed and opened by `vault`.
    func use(_ vault: Vault)

    /// Says in one line, for whoever finds the database taken, who has it and how to reach it. Nobody finds one taken that
    /// processes share.
    func setLockNote(_ note: String) async throws

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
    /// Runs `statement`, of which nothing is read. PostgreSQL does not wait for it: what it refuses is thrown by this call,
    /// by that of a later statement or by the write itself, and nothing after it has been done.
    func run(_ statement: Statement, _ values: [SQLValue]) throws

    /// Runs `statement` like ``run(_:_:)``. It must change `count` rows: where it does not, another transaction has come
    /// between, and the body runs again.
    func run(_ statement: Statement, _ values: [SQLValue], changing count: Int) throws

    /// Runs `statement` and returns how many rows it changed.
    func rowsChanged(by statement: Statement, _ values: [SQLValue]) throws -> Int

    /// Inserts `count` rows, of which `row` gives the values by number from 0, in the order of the table's columns. SQLite
    /// runs a prepared INSERT for each, PostgreSQL takes all in by one binary COPY. `row` runs no statements.
    func insert(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws

    /// Inserts rows like ``insert(_:into:_:)``, but for those whose key the table has. No two may have the same key. What
    /// another transaction commits meanwhile makes the body run again.
    /// - Returns: The numbers of the rows that were left out, ascending.
    func insertNew(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws -> [Int]

    /// How long a write of many rows may go on before it commits what it has and begins anew, so that others get their turn:
    /// where all write in one line, less than anybody would notice; where only some wait, as long as makes the commits
    /// cheap.
    var longestWrite: Duration { get }

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

    /// Whether the transaction commits in the order of those that are ordered too.
    var isOrdered: Bool { get }

    /// Moves on the time of the transaction past `time`, where it is not: the body ends and runs again at a later ``now``.
    /// The clocks of several servers differ, and what follows another must be recorded later.
    func follow(_ time: Int64) throws

    /// Ends the body, which runs again: it has found that another transaction came between.
    func overtaken() -> any Error

    /// Keeps other transactions from deciding about the same thing until this one has ended. Whatever the decision rests on
    /// must be read afterwards. Nothing is to be done where the engine finds by itself that two decisions rest on each
    /// other: in SQLite, and where one PostgreSQL node decides serializably.
    /// - Returns: Whether what was read before may be old.
    @discardableResult
    func claim(_ claim: Claim, _ strength: Claim.Strength) throws -> Bool
}

extension Database {
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await write(.free, body)
    }
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
    package func run(_ statement: Statement) throws { try run(statement, []) }

    package func insert(_ rows: [[SQLValue]], into table: BulkTable) throws {
        try insert(rows.count, into: table) { rows[$0] }
    }

    package func insertNew(_ rows: [[SQLValue]], into table: BulkTable) throws -> [Int] {
        try insertNew(rows.count, into: table) { rows[$0] }
    }
}
