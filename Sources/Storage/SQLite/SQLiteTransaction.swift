/// What the body of one write drew from the clock and from chance, kept so that it draws the same when it runs again.
final class Tape {
    fileprivate var now: Int64?
    fileprivate var ids: [Int64] = []
    fileprivate var salts: [[UInt8]] = []
}

/// The clock and the source of chance that bodies draw from, on the writer's thread only.
final class Draws {
    fileprivate let now: @Sendable () -> Int64
    private var random: any RandomNumberGenerator & Sendable

    init(now: @escaping @Sendable () -> Int64, random: any RandomNumberGenerator & Sendable) {
        self.now = now
        self.random = random
    }

    fileprivate func id() -> Int64 {
        while true {
            let id = Int64(truncatingIfNeeded: random.next() & 0x7FFF_FFFF_FFFF_FFFF)
            if id != 0 { return id }
        }
    }

    fileprivate func salt() -> [UInt8] {
        withUnsafeBytes(of: (random.next() as UInt64, random.next() as UInt64)) { Array($0) }
    }
}

/// One body's run within a transaction of the writer.
///
/// The first SQL error ends it: every later statement throws that error again. The engine may have ended the whole
/// transaction by then, and a statement after that would be a transaction of its own.
final class SQLiteTransaction: SQLTransaction {
    private let session: SQLiteSession
    private let tape: Tape
    private let draws: Draws
    private var idsDrawn = 0
    private var saltsDrawn = 0
    /// The SQL error that ended this run.
    private(set) var failure: (any Error)?

    init(_ session: SQLiteSession, _ tape: Tape, _ draws: Draws) {
        self.session = session
        self.tape = tape
        self.draws = draws
    }

    /// Makes a body that kept the transaction beyond its end fail instead of writing past every transaction.
    func end() { failure = failure ?? session.errors.closed }

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
        if let failure { throw failure }
        do {
            return try session.run(statement, values)
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
