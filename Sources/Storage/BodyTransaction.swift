/// One connection with its prepared statements, on which an engine runs bodies.
protocol SQLSession: SQLReader {
    /// Runs `statement` to its end and returns how many rows it changed.
    @discardableResult
    func run(_ statement: Statement, _ values: [SQLValue]) throws -> Int

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

    package func follow(_ time: Int64) throws {
        guard now <= time else { return }
        // A century past the year 2262 there is no later.
        tape.now = time == .max ? time : time + 1
        throw overtaken()
    }

    package func overtaken() -> any Error {
        wasOvertaken = true
        let error = StorageError(
            .busy, "Other changes kept coming between; nothing of this request was kept. Try again.")
        failure = failure ?? error
        return error
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
