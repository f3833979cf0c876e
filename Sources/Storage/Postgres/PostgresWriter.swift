import Foundation
import Synchronization

/// The one writer of a process: each write is a serializable transaction of its own, and ends before the next begins.
///
/// So events get their positions in the order in which they are committed, without two transactions ever asking for the
/// same. What another program commits meanwhile makes a transaction run again, with the same draws.
///
/// `draws` is touched only on the writer's thread, hence `@unchecked`.
final class PostgresWriter: @unchecked Sendable {
    private let line: WriterConnection
    private let draws: Draws
    private let threads: WorkerThreads
    private let patience: Duration
    private let isClosing = Atomic<Bool>(false)

    /// The pauses before a transaction runs again, of which each takes a random part: from the first, twice as long each
    /// time, up to the longest.
    private static let pauses: (first: Duration, longest: Duration) = (.milliseconds(4), .milliseconds(500))

    /// - Parameter patience: How long a write waits for its turn, and how long it is tried again.
    init(_ line: WriterConnection, _ draws: Draws, patience: Duration) {
        self.line = line
        self.draws = draws
        self.patience = patience
        threads = WorkerThreads(count: 1, patience: patience, line.errors) { [weak line] in line?.look() }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        try await threads.run { [self] in
            let tape = Tape()
            return try tryingAgain { try run(body, tape) }
        }
    }

    /// Runs `body` on the writing connection between its transactions.
    func alone<T: Sendable>(_ body: @escaping @Sendable (PostgresSession) throws -> T) async throws -> T {
        try await threads.run { [line] in try body(line.session()) }
    }

    /// Takes no more writes, and returns when those under way are done.
    func close() async {
        isClosing.store(true, ordering: .relaxed)
        await threads.close()
        line.close()
    }

    /// What is thrown when a transaction has surely been undone, by what another did or with its connection.
    private struct TryAgain: Error {
        var error: StorageError
    }

    private func tryingAgain<T>(_ attempt: () throws -> T) throws -> T {
        let deadline = ContinuousClock.now + patience
        var pause = Self.pauses.first
        while true {
            do {
                return try attempt()
            } catch let undone as TryAgain {
                guard ContinuousClock.now < deadline, !isClosing.load(ordering: .relaxed) else { throw undone.error }
                Thread.sleep(forTimeInterval: pause.seconds * Double.random(in: 0.5...1))
                pause = min(pause * 2, Self.pauses.longest)
            }
        }
    }

    private func run<T>(_ body: (any SQLTransaction) throws -> T, _ tape: Tape) throws -> T {
        let session = try begin()
        let transaction = BodyTransaction(session, tape, draws)
        let outcome = Result { try body(transaction) }
        transaction.settle()
        let failure = transaction.failure
        transaction.end()
        if let failure {
            session.rollBack()
            if let error = failure as? StorageError, session.isLost || session.hadConflict {
                throw TryAgain(error: error)
            }
        }
        do {
            let value = try outcome.get()
            if let failure { throw failure }
            // What has not been asked to commit has surely been undone with its connection.
            if session.hasEnded { throw TryAgain(error: line.errors.unreachable("the connection was lost")) }
            try commit(session)
            return value
        } catch {
            if session.isInTransaction { session.rollBack() }
            throw error
        }
    }

    private func begin() throws -> PostgresSession {
        do {
            let session = try line.session()
            try session.begin(.serializable)
            return session
        } catch let error as StorageError where error.code == .unreachable {
            throw TryAgain(error: error)
        }
    }

    private func commit(_ session: PostgresSession) throws {
        do {
            try session.commit()
        } catch let error as StorageError where error.code == .busy && session.hadConflict {
            throw TryAgain(error: error)
        }
    }
}

extension PostgresSession {
    /// Whether its last error was that another transaction came between.
    fileprivate var hadConflict: Bool { lastState.map(PostgresErrors.conflicts.contains) ?? false }
}
