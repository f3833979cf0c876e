import Foundation
import Synchronization

/// The writers of a process: threads that each run one write at a time, in a transaction of its own.
///
/// On one server transactions are serializable: where two rest on what the other changes, PostgreSQL undoes one, which
/// runs again with the same draws. Where the tables are distributed over several servers no server sees all of a
/// transaction, so there each statement sees what is committed by then, and what must not be decided twice at a time is
/// claimed (see ``SQLTransaction/claim(_:_:)``) or names the version that it expects.
final class PostgresWriter: Sendable {
    private let pool: PostgresPool
    private let errors: PostgresErrors
    private let draws: Draws
    private let threads: WorkerThreads
    private let patience: Duration
    private let isClosing = Atomic<Bool>(false)
    /// Writes that have been undone run again one at a time, so that those of one process no longer meet.
    private let again = Mutex(())

    /// The pauses before a transaction runs again, of which each takes a random part: from the first, twice as long each
    /// time, up to the longest.
    private static let pauses: (first: Duration, longest: Duration) = (.milliseconds(4), .milliseconds(250))

    /// - Parameters:
    ///   - connections: How many write at the same time.
    ///   - patience: How long a write waits for its turn, and how long it is tried again.
    init(
        _ errors: PostgresErrors, _ draws: Draws, connections: Int, patience: Duration,
        _ connect: @escaping @Sendable () throws -> PostgresSession
    ) {
        self.errors = errors
        self.draws = draws
        self.patience = patience
        pool = PostgresPool(size: connections, patience: patience, errors, connect)
        threads = WorkerThreads(count: connections, patience: patience, errors)
    }

    func write<T: Sendable>(
        _ order: CommitOrder, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await threads.run { [self] in
            let tape = Tape()
            return try tryingAgain { try withSession { try run(order, body, tape, $0) } }
        }
    }

    /// Runs `body` on a writing connection outside any transaction.
    func alone<T: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> T) async throws -> T {
        try await threads.run { [pool] in try pool.withSession(body) }
    }

    /// See ``PostgresPool/renew()``.
    func renew() { pool.renew() }

    /// Takes no more writes, and returns when those under way are done.
    func close() async {
        isClosing.store(true, ordering: .relaxed)
        await threads.close()
        pool.close()
    }

    /// What is thrown when a transaction has surely been undone, by what another did or with its connection.
    private struct TryAgain: Error {
        /// What the caller hears where it is not tried again.
        var error: any Error
        /// Whether it is tried again once only: what looks like a race may be a defect.
        var isOnce = false
    }

    private func tryingAgain<T>(_ attempt: () throws -> T) throws -> T {
        let deadline = ContinuousClock.now + patience
        var pause = Self.pauses.first
        var mayDoubt = true
        var isFirst = true
        while true {
            do {
                defer { isFirst = false }
                return isFirst ? try attempt() : try again.withLock { _ in try attempt() }
            } catch let undone as TryAgain {
                guard ContinuousClock.now < deadline, !isClosing.load(ordering: .relaxed), mayDoubt || !undone.isOnce
                else { throw undone.error }
                if undone.isOnce { mayDoubt = false }
                Thread.sleep(forTimeInterval: pause.seconds * Double.random(in: 0.5...1))
                pause = min(pause * 2, Self.pauses.longest)
            }
        }
    }

    /// Runs `body` on a connection of the pool. Where none can be made, nothing has begun.
    private func withSession<T>(_ body: (PostgresSession) throws -> T) throws -> T {
        do {
            return try pool.withSession(body)
        } catch let error as StorageError where error.code == .unreachable {
            throw TryAgain(error: error)
        }
    }

    private func run<T>(
        _ order: CommitOrder, _ body: (any SQLTransaction) throws -> T, _ tape: Tape, _ session: PostgresSession
    ) throws -> T {
        try begin(order, session)
        defer { if order != .free { session.leaveOrder() } }
        let transaction = BodyTransaction(session, tape, draws, isOrdered: order != .free)
        let outcome = Result { try body(transaction) }
        transaction.settle()
        let failure = transaction.failure
        transaction.end()
        if let failure {
            session.rollBack()
            if let error = failure as? StorageError {
                // A server that ends says so before the connection is lost.
                let hasGone = session.isLost || error.code == .unreachable
                if hasGone || transaction.wasOvertaken || session.hadConflict { throw TryAgain(error: error) }
                if session.hadDuplicate { throw TryAgain(error: outcome.error ?? error, isOnce: true) }
            }
        }
        do {
            let value = try outcome.get()
            if let failure { throw failure }
            // What has not been asked to commit has surely been undone with its connection.
            if session.hasEnded { throw TryAgain(error: errors.unreachable("the connection was lost")) }
            try commit(session)
            return value
        } catch {
            if session.isInTransaction { session.rollBack() }
            throw error
        }
    }

    private func begin(_ order: CommitOrder, _ session: PostgresSession) throws {
        if order != .free { try session.enterOrder() }
        try session.begin(order == .numbering ? .latest : .serializable)
    }

    private func commit(_ session: PostgresSession) throws {
        do {
            try session.commit()
        } catch let error as StorageError where error.code == .busy && session.hadConflict {
            throw TryAgain(error: error)
        }
    }
}

extension Result {
    fileprivate var error: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

extension PostgresSession {
    /// Whether its last error was that another transaction came between.
    fileprivate var hadConflict: Bool { lastState.map(PostgresErrors.conflicts.contains) ?? false }

    /// Whether its last error was that a row was there already (`unique_violation`), as where another transaction has
    /// inserted it meanwhile.
    fileprivate var hadDuplicate: Bool { lastState == PostgresErrors.uniqueViolation }

    /// Waits for the turn among the ordered writes of all processes. Before the transaction begins, which then sees all that
    /// those before it have committed. A connection that is lost has left with its last transaction.
    fileprivate func enterOrder() throws { try takeAdvisoryLock(.order) }

    fileprivate func leaveOrder() { letGoOfAdvisoryLock(.order) }
}
