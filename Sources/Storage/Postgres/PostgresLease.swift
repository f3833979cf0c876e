import Synchronization

/// The lease: a connection whose lock says that this process does what one process is to do for all.
///
/// The server lets go of the lock when the connection ends, at once where the process ends, within half a minute where
/// its machine has vanished. Whoever has lost the connection learns of it when it next asks.
final class PostgresLease: Sendable {
    private struct State {
        var session: PostgresSession?
        var isHeld = false
    }
    private let state = Mutex(State())
    private let connect: @Sendable () throws -> PostgresSession
    private let threads: WorkerThreads

    init(_ errors: PostgresErrors, patience: Duration, _ connect: @escaping @Sendable () throws -> PostgresSession) {
        self.connect = connect
        threads = WorkerThreads(count: 1, patience: patience, errors)
    }

    /// Whether this process has the lease, which it takes where nobody has it.
    func isHeld() async -> Bool {
        (try? await threads.run { [self] in try ask() }) ?? false
    }

    func close() async {
        await threads.close()
        state.withLock { $0 = State() }
    }

    private func ask() throws -> Bool {
        try state.withLock { state in
            if let session = state.session, !session.hasEnded {
                if state.isHeld { return true }
            } else {
                state = State()
                state.session = try connect()
            }
            state.isHeld = try state.session?.tryAdvisoryLock(.lease) ?? false
            return state.isHeld
        }
    }
}
