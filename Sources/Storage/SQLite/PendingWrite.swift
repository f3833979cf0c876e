/// A write that waits for the writer, whatever its result's type.
protocol QueuedWrite: AnyObject, Sendable {
    /// Runs the body and keeps its outcome; answers whether what it wrote may stay. It may be called again.
    func run(_ session: SQLiteSession, _ draws: Draws) -> Bool
    /// Hands the kept outcome to the caller. What was written is on disk, or undone where the body threw.
    func answer()
    /// Hands `error` to the caller in place of the outcome.
    func fail(_ error: any Error)
}

/// One caller's body, waiting for its outcome. Only the writer's thread touches it, hence `@unchecked`.
final class PendingWrite<T: Sendable>: QueuedWrite, @unchecked Sendable {
    private let body: @Sendable (any SQLTransaction) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private let tape = Tape()
    private var outcome: Result<T, any Error>?

    init(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T, _ continuation: CheckedContinuation<T, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(_ session: SQLiteSession, _ draws: Draws) -> Bool {
        let transaction = BodyTransaction(session, tape, draws, isOrdered: true)
        defer { transaction.end() }
        do {
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            outcome = .success(value)
            return true
        } catch {
            outcome = .failure(error)
            return false
        }
    }

    func answer() {
        if let outcome { continuation.resume(with: outcome) }
    }

    func fail(_ error: any Error) { continuation.resume(throwing: error) }
}
