/// One connection with its prepared statements, on which an engine runs bodies.
protocol SQLSession: SQLReader {
    /// Runs `statement` to its end and returns how many rows it changed.
    @discardableResult
    func run(_ statement: Statement, _ values: [SQLValue]) throws -> Int

    func insert(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws
    func insertNew(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws -> [Int]
    /// See ``SQLTransaction``.
    func insert(_ rows: PackedRows, into table: Table) throws
    func clear(_ tables: [Table]) throws

    /// What a body hears that has kept its transaction beyond its end.
    var closed: StorageError { get }
}

/// One body's run within a transaction of an engine's writer.
///
/// The first SQL error ends it: every later statement throws that error again. The engine may have ended the whole
/// transaction by then, and a statement after that would be a transaction of its own.
final class BodyTransaction<Session: SQLSession>: SQLTransaction {
    private let session: Session
    private let tape: Tape
    private let draws: Draws
    private var idsDrawn = 0
    private var saltsDrawn = 0
    /// The SQL error that ended this run.
    private(set) var failure: (any Error)?

    init(_ session: Session, _ tape: Tape, _ draws: Draws) {
        self.session = session
        self.tape = tape
        self.draws = draws
    }

    /// Makes a body that kept the transaction beyond its end fail instead of writing past every transaction.
    func end() { failure = failure ?? session.closed }

    package func forEachRow(
        _ statement: Statement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool
    ) throws {
        if let failure { throw failure }
        var isBodysError = false
        do {
            try session.forEachRow(statement, values) { row in
                isBodysError = true
                let goesOn = try body(row)
                isBodysError = false
                return goesOn
            }
        } catch {
            if !isBodysError { failure = error }
            throw error
        }
    }

    @discardableResult
    package func run(_ statement: Statement, _ values: [SQLValue]) throws -> Int {
        try unlessFailed { try session.run(statement, values) }
    }

    package func insert(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws {
        try unlessFailed { try session.insert(count, into: table, row) }
    }

    package func insertNew(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws -> [Int] {
        try unlessFailed { try session.insertNew(count, into: table, row) }
    }

    package func insert(_ rows: PackedRows, into table: Table) throws {
        try unlessFailed { try session.insert(rows, into: table) }
    }

    package func clear(_ tables: [Table]) throws {
        try unlessFailed { try session.clear(tables) }
    }

    private func unlessFailed<T>(_ body: () throws -> T) throws -> T {
        if let failure { throw failure }
        do {
            return try body()
        } catch {
            failure = error
            throw error
        }
    }

    package var vault: Vault? { session.vault }

    package var now: Int64 {
        if let now = tape.now { return now }
        let now = draws.now()
        tape.now = now
        return now
    }

    package func newID() -> Int64 {
        if idsDrawn == tape.ids.count { tape.ids.append(draws.id()) }
        idsDrawn += 1
        return tape.ids[idsDrawn - 1]
    }

    package func salt() -> [UInt8] {
        if saltsDrawn == tape.salts.count { tape.salts.append(draws.salt()) }
        saltsDrawn += 1
        return tape.salts[saltsDrawn - 1]
    }
}
