import GRDBSQLite

/// One connection and its prepared statements: the only place where SQL meets SQLite's C interface.
///
/// A session belongs to one thread at a time. It is handed from thread to thread under a lock or by a serial queue,
/// hence `@unchecked`.
final class SQLiteSession: SQLSession, @unchecked Sendable {
    let connection: OpaquePointer
    let errors: SQLiteErrors
    private let slot: VaultSlot
    /// Prepared statements by ``Statement/number``.
    private var prepared: [PreparedStatement?] = []

    /// Statements numbered above this are prepared anew each time, so that one made in a loop cannot fill the memory.
    private static let cacheSize = 4096
    static let longestWrite: Duration = .milliseconds(50)

    init(_ connection: OpaquePointer, _ errors: SQLiteErrors, _ slot: VaultSlot) {
        self.connection = connection
        self.errors = errors
        self.slot = slot
    }

    package var vault: Vault? { slot.current }
    var closed: StorageError { errors.closed }

    /// Lets go of all prepared statements, which would keep the connection from closing.
    func finalizeStatements() { prepared = [] }

    package func forEachRow(
        _ statement: Statement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool
    ) throws {
        let prepared = try take(statement)
        defer { prepared.reset() }
        try bind(values, to: prepared)
        while try step(prepared) {
            guard try body(Row(sqlite: prepared.handle)) else { return }
        }
    }

    func run(_ statement: Statement, _ values: [SQLValue] = []) throws {
        _ = try rowsChanged(by: statement, values)
    }

    func run(_ statement: Statement, _ values: [SQLValue], changing count: Int) throws {
        guard try rowsChanged(by: statement, values) == count else {
            throw StorageError(.failed, "A statement changed another number of rows than \(count).")
        }
    }

    func rowsChanged(by statement: Statement, _ values: [SQLValue]) throws -> Int {
        let prepared = try take(statement)
        defer { prepared.reset() }
        try bind(values, to: prepared)
        while try step(prepared) {}
        return sqlite3_stmt_readonly(prepared.handle) != 0 ? 0 : Int(sqlite3_changes(connection))
    }

    /// The one writer is alone.
    func claim(_ claim: Claim, _ strength: Claim.Strength) -> Bool { false }

    func insert(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws {
        for number in 0..<count { try run(table.insert, row(number)) }
    }

    func insertNew(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws -> [Int] {
        try (0..<count).filter { try rowsChanged(by: table.insertIfNew, row($0)) == 0 }
    }

    /// Every statement has run when it returns.
    func settle() {}

    /// Runs every statement of `script`, whose statements take no parameters and whose rows nobody reads.
    func execute(_ script: String) throws {
        var script = script
        try script.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            while !rest.isEmpty {
                guard let statement = try prepare(&rest, flags: 0) else { continue }
                defer { statement.reset() }
                try bind([], to: statement)
                while try step(statement) {}
            }
        }
    }

    /// How SQLite would run `statement`, one line a step. Its parameters stay unbound: no plan depends on them.
    func plan(of statement: Statement) throws -> [String] {
        var sql = "EXPLAIN QUERY PLAN " + statement.sql
        return try sql.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            guard let explanation = try prepare(&rest, flags: 0) else { return [] }
            var lines: [String] = []
            while try step(explanation) { lines.append(Row(sqlite: explanation.handle).text(3)) }
            return lines
        }
    }

    /// Whether a transaction is open. An error may have ended it: https://www.sqlite.org/c3ref/get_autocommit.html
    var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    /// How many rows all statements of this connection have changed: https://www.sqlite.org/c3ref/total_changes.html
    var changeCount: Int32 { sqlite3_total_changes(connection) }

    // MARK: Steps

    /// The connection's own form of `statement`, or a fresh one while that is running (in its own row loop).
    func take(_ statement: Statement) throws -> PreparedStatement {
        let number = statement.number
        if number < prepared.count, let known = prepared[number], !known.isRunning { return known }
        var sql = statement.sql
        let fresh = try sql.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            let isKept = number < Self.cacheSize
            return try prepare(&rest, flags: isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0)
        }
        guard let fresh else { throw StorageError(.failed, "A statement without SQL cannot be run.") }
        guard number < Self.cacheSize else { return fresh }
        while prepared.count <= number { prepared.append(nil) }
        if prepared[number] == nil { prepared[number] = fresh }
        return fresh
    }

    /// Compiles the first statement of `sql` and moves past it. Nil where only white space and comments were left.
    private func prepare(_ sql: inout Slice<UnsafeRawBufferPointer>, flags: UInt32) throws -> PreparedStatement? {
        var handle: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let bytes = UnsafeRawBufferPointer(rebasing: sql)
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
            let count = Int32(exactly: bytes.count)
        else { throw StorageError(.failed, "A statement of \(bytes.count) bytes cannot be run.") }
        let result = sqlite3_prepare_v3(connection, start, count, flags, &handle, &tail)
        guard result == SQLITE_OK else { throw errors.error(result, on: connection) }
        sql = sql.dropFirst(tail.map { start.distance(to: $0) } ?? bytes.count)
        return handle.map(PreparedStatement.init)
    }

    private func bind(_ values: [SQLValue], to statement: PreparedStatement) throws {
        let result = statement.bind(values)
        guard result != SQLITE_OK else { return }
        if result == SQLITE_RANGE {
            throw StorageError(.failed, "A statement got \(values.count) values for another number of parameters.")
        }
        throw errors.error(result, on: connection)
    }

    /// Whether there is a row to read.
    @inline(__always)
    private func step(_ statement: PreparedStatement) throws -> Bool {
        let result = sqlite3_step(statement.handle)
        if result == SQLITE_ROW { return true }
        if result == SQLITE_DONE { return false }
        throw errors.error(result, on: connection)
    }
}
