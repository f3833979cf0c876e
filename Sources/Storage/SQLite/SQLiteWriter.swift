import GRDB
import GRDBSQLite
import Synchronization

/// The one writer: gathers the writes that wait into one transaction, each in a savepoint of its own, and acknowledges
/// them together after one fsync.
///
/// All but `queue` is touched only on the writer queue of GRDB's pool, hence `@unchecked`.
final class SQLiteWriter: @unchecked Sendable {
    private enum Job {
        case write(any QueuedWrite)
        /// Runs outside any transaction of the writer's.
        case alone(@Sendable (SQLiteSession) -> Void)
    }

    private struct Queue {
        var waiting: [Job] = []
        var isDraining = false
        var isClosed = false
    }

    private let pool: DatabasePool
    private let queue = Mutex(Queue())
    /// What was taken from the queue and has not begun. Only the writer's thread touches it.
    private var taken: ArraySlice<Job> = []
    private let session: SQLiteSession
    private let draws: Draws
    private let checkpoints: Checkpoints

    /// The most writes in one transaction.
    private static let largestGroup = 1024
    /// How long a transaction takes up further writes that already wait, so that none waits long for the others.
    private static let longestGroup: Duration = .milliseconds(50)

    /// - Parameter session: on the pool's writing connection.
    init(_ pool: DatabasePool, _ session: SQLiteSession, _ draws: Draws, _ checkpoints: Checkpoints) {
        self.pool = pool
        self.session = session
        self.draws = draws
        self.checkpoints = checkpoints
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let write = PendingWrite(body, continuation)
            if !submit(.write(write)) { write.fail(session.errors.closed) }
        }
    }

    /// Runs `body` between transactions.
    func alone<T: Sendable>(_ body: @escaping @Sendable (SQLiteSession) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = submit(.alone { session in continuation.resume(with: Result { try body(session) }) })
            if !isTaken { continuation.resume(throwing: session.errors.closed) }
        }
    }

    /// Takes no more writes, and returns when those under way are done and the write-ahead log is in the database file.
    func close() async {
        await withCheckedContinuation { continuation in
            let isTaken = submit(
                isLast: true,
                .alone { [self] session in
                    checkpoints.finish(session)
                    session.finalizeStatements()
                    continuation.resume()
                })
            if !isTaken { continuation.resume() }
        }
    }

    /// False where the writer is closed.
    private func submit(isLast: Bool = false, _ job: Job) -> Bool {
        let mustStart: Bool? = queue.withLock { queue in
            guard !queue.isClosed else { return nil }
            queue.isClosed = isLast
            queue.waiting.append(job)
            defer { queue.isDraining = true }
            return !queue.isDraining
        }
        if mustStart == true { pool.asyncWriteWithoutTransaction { _ in self.drain() } }
        return mustStart != nil
    }

    // MARK: On the writer's thread

    private func drain() {
        repeat {
            while let job = head() {
                switch job {
                case .alone(let body):
                    taken.removeFirst()
                    body(session)
                case .write:
                    commitGroup()
                }
                checkpoints.afterCommit(session)
            }
        } while !endsDraining()
    }

    /// The job whose turn it is. It stays at the head of ``taken``.
    private func head() -> Job? {
        if taken.isEmpty {
            taken = queue.withLock { queue in
                defer { queue.waiting = [] }
                return queue.waiting[...]
            }
        }
        return taken.first
    }

    /// False where a job has come in meanwhile.
    private func endsDraining() -> Bool {
        queue.withLock { queue in
            queue.isDraining = !queue.waiting.isEmpty
            return !queue.isDraining
        }
    }

    /// Takes the next write, unless the next job must run alone.
    private func takeWrite() -> (any QueuedWrite)? {
        guard case .write(let write)? = head() else { return nil }
        taken.removeFirst()
        return write
    }

    /// Commits together the writes that wait, and those that come in while it runs them, as many as the bounds allow.
    ///
    /// A savepoint for each would cost as much as a statement that writes. So at first there is none: a body that throws
    /// after it has written something makes the whole group run again, with savepoints.
    private func commitGroup() {
        var group: [any QueuedWrite] = []
        do {
            let clock = ContinuousClock()
            let deadline = clock.now + Self.longestGroup
            try session.run(.begin)
            while group.count < Self.largestGroup, group.isEmpty || clock.now < deadline, let write = takeWrite() {
                group.append(write)
                let changes = session.changeCount
                let stays = write.run(session, draws)
                guard session.isInTransaction else { throw TransactionLost() }
                if !stays && session.changeCount != changes { throw MustUndo() }
            }
            try session.run(.commit)
        } catch {
            rollBack()
            return error is MustUndo ? commitInSavepoints(group) : group.forEach(commitAlone)
        }
        for write in group { write.answer() }
    }

    /// If an error ends the whole transaction, nobody is acknowledged and each runs again alone: even one that threw,
    /// because it may have seen what another wrote.
    private func commitInSavepoints(_ group: [any QueuedWrite]) {
        do {
            try session.run(.begin)
            for write in group { try runInSavepoint(write) }
            try session.run(.commit)
        } catch {
            rollBack()
            for write in group { commitAlone(write) }
            return
        }
        for write in group { write.answer() }
    }

    /// - Throws: if the transaction is lost to all; never what the body threw.
    private func runInSavepoint(_ write: any QueuedWrite) throws {
        try session.run(.savepoint)
        let stays = write.run(session, draws)
        guard session.isInTransaction else { throw TransactionLost() }
        if !stays { try session.run(.rollBackToSavepoint) }
        try session.run(.release)
    }

    private func commitAlone(_ write: any QueuedWrite) {
        do {
            try session.run(.begin)
            if write.run(session, draws) { try session.run(.commit) } else { rollBack() }
            write.answer()
        } catch {
            rollBack()
            write.fail(error)
        }
    }

    /// Ends the transaction if an error has not ended it already.
    private func rollBack() {
        guard session.isInTransaction else { return }
        // A ROLLBACK can fail only where no transaction is open: https://www.sqlite.org/lang_transaction.html
        _ = try? session.run(.rollBack)
    }
}

private struct TransactionLost: Error {}
/// A body has thrown after it had written something.
private struct MustUndo: Error {}

extension Statement {
    static let begin = Statement(sqlite: "BEGIN IMMEDIATE")
    static let beginReading = Statement(sqlite: "BEGIN DEFERRED")
    static let commit = Statement(sqlite: "COMMIT")
    static let rollBack = Statement(sqlite: "ROLLBACK")
    fileprivate static let savepoint = Statement(sqlite: "SAVEPOINT one_write")
    fileprivate static let rollBackToSavepoint = Statement(sqlite: "ROLLBACK TO one_write")
    fileprivate static let release = Statement(sqlite: "RELEASE one_write")
}
