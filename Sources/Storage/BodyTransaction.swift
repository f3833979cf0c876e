/// One connection with its prepared statements, on which an engine runs bodies.
protocol SQLSession: SQLReader {
    func run(_ statement: Statement, _ values: [SQLValue]) throws
    func run(_ statement: Statement, _ values: [SQLValue], changing count: Int) throws
    func rowsChanged(by statement: Statement, _ values: [SQLValue]) throws -> Int
    func insert(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws
    func insertNew(_ count: Int, into table: BulkTable, _ row: (Int) -> [SQLValue]) throws -> [Int]

    /// See ``SQLTransaction/longestWrite``.
    static var longestWrite: Duration { get }

    /// Waits until every statement has been run.
    /// - Throws: the error of the first that was refused.
    func settle() throws

    /// See ``SQLTransaction``.
    func insert(_ rows: PackedRows, into table: Table) throws
    func clear(_ tables: [Table]) throws

    /// What a body hears that has kept its transaction beyond its end.
    var closed: StorageError { get }

    /// Waits until no other transaction has a claim that stands against this one, and keeps it until the transaction ends.
    /// - Returns: Whether what was read before may be old.
    func claim(_ claim: Claim, _ strength: Claim.Strength) throws -> Bool
}

/// One body's run within a transaction of an engine's writer.
///
/// The first SQL error ends it: every later statement throws that error again. The engine may have ended the whole
/// transaction by then, and a statement after that would be a transaction of its own.
final class BodyTransaction<Session: SQLSession>: SQLTransaction {
    private let session: Session
    private let tape: Tape
    private let draws: Draws
    package let isOrdered: Bool
    private var idsDrawn = 0
    private var saltsDrawn = 0
    /// The SQL error that ended this run.
    private(set) var failure: (any Error)?
    /// Whether the body has found that it must run again.
    private(set) var wasOvertaken = false

    init(_ session: Session, _ tape: Tape, _ draws: Draws, isOrdered: Bool) {
        self.session = session
        self.tape = tape
        self.draws = draws
        self.isOrdered = isOrdered
    }

    /// Waits until every statement of the body has been run, and takes note of the first error.
    func settle() { try? unlessFailed { try session.settle() } }

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

    package func run(_ statement: Statement, _ values: [SQLValue]) throws {
        try unlessFailed { try session.run(statement, values) }
    }

    package func run(_ statement: Statement, _ values: [SQLValue], changing count: Int) throws {
        try unlessFailed { try session.run(statement, values, changing: count) }
    }

    package func rowsChanged(by statement: Statement, _ values: [SQLValue]) throws -> Int {
        try unlessFailed { try session.rowsChanged(by: statement, values) }
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
    package var longestWrite: Duration { Session.longestWrite }

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

    package func follow(_ time: Int64) throws {
        guard now <= time else { return }
        // A century past the year 2262 there is no later.
        tape.now = time == .max ? time : time + 1
        throw overtaken()
    }

    package func overtaken() -> any Error {
        wasOvertaken = true
        failure = failure ?? StorageError.overtaken
        return StorageError.overtaken
    }

    @discardableResult
    package func claim(_ claim: Claim, _ strength: Claim.Strength) throws -> Bool {
        if let failure { throw failure }
        do {
            return try session.claim(claim, strength)
        } catch {
            failure = error
            throw error
        }
    }
}
