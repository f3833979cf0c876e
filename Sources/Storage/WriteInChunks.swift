extension Database {
    /// Writes much without keeping other writers waiting: repeats `step` in one write for at most
    /// 50 ms, then in the next.
    ///
    /// Each write is on disk before the next begins, so what must be whole at the end needs a journal of the caller's.
    /// - Parameters:
    ///   - start: Where the first step begins.
    ///   - step: Writes a few rows and answers where the next step begins, or nil when all is written. A step may run
    ///     again from the same state.
    package func writeInChunks<State: Sendable>(
        from start: State, _ step: @escaping @Sendable (any SQLTransaction, State) throws -> State?
    ) async throws {
        var next: State? = start
        while let state = next {
            next = try await write { transaction in
                let clock = ContinuousClock()
                let deadline = clock.now + .milliseconds(50)
                var next: State? = state
                while let state = next {
                    next = try step(transaction, state)
                    guard clock.now < deadline else { break }
                }
                return next
            }
        }
    }
}
