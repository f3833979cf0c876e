import CPostgres
import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Connections that threads share: at most so many, made when they are needed.
final class PostgresPool: Sendable {
    /// A place for one connection.
    private final class Place: Sendable {
        struct State {
            var session: PostgresSession?
            var isTaken = false
            /// When it was last given back.
            var freeSince = ContinuousClock.now
        }
        let state = Mutex(State())
    }

    private let errors: PostgresErrors
    private let connect: @Sendable () throws -> PostgresSession
    private let patience: Duration
    private let places: [Place]
    private let hasClosed = Atomic<Bool>(false)
    /// Counts the places that may still be taken.
    private let permits = DispatchSemaphore(value: 0)

    /// A connection that was used so shortly ago is not asked if it is still there: its server cannot have ended and begun
    /// anew since.
    private static let fresh: Duration = .milliseconds(10)

    /// - Parameter patience: How long a caller waits for a connection.
    init(
        size: Int, patience: Duration, _ errors: PostgresErrors,
        _ connect: @escaping @Sendable () throws -> PostgresSession
    ) {
        self.errors = errors
        self.connect = connect
        self.patience = patience
        places = (0..<size).map { _ in Place() }
        // Not as its first value: libdispatch traps where a semaphore ends below that.
        for _ in 0..<size { permits.signal() }
    }

    deinit { close() }

    /// Runs `body` with a connection that nobody else uses meanwhile.
    /// - Throws: ``StorageError`` `busy`, `unreachable`, `closed`, or what `body` throws.
    func withSession<T>(_ body: (PostgresSession) throws -> T) throws -> T {
        guard permits.wait(timeout: .now() + patience.seconds) == .success else { throw errors.busy }
        defer { permits.signal() }
        guard !isClosed else { throw errors.closed }
        let (place, known) = take()
        var session = known
        defer { giveBack(session, to: place) }
        do {
            let made = try session ?? connect()
            if session == nil { place.state.withLock { $0.session = made } }
            session = made
            guard !isClosed else { throw errors.closed }
            return try body(made)
        } catch let error as StorageError where error.code == .timeout && isClosed {
            throw errors.closed
        }
    }

    /// Ends the statements that are running and closes all connections, those in use when they are given back.
    func close() {
        hasClosed.store(true, ordering: .sequentiallyConsistent)
        for place in places {
            let used: PostgresSession? = place.state.withLock { state in
                if state.isTaken { return state.session }
                state.session = nil
                return nil
            }
            used?.cancel()
        }
    }

    /// Lets go of the connections that nobody uses: what they have learnt of the database is old.
    func renew() {
        for place in places { place.state.withLock { if !$0.isTaken { $0.session = nil } } }
    }

    private var isClosed: Bool { hasClosed.load(ordering: .sequentiallyConsistent) }

    /// A place, and its connection where there is one that has not ended. A thread gets the same one again where it can: so
    /// do its processor and that of the server's process.
    private func take() -> (Place, PostgresSession?) {
        var number = unsafeBitCast(pthread_self(), to: UInt.self) >> 12
        while true {
            let place = places[Int(number % UInt(places.count))]
            let taken: (session: PostgresSession?, since: ContinuousClock.Instant)? = place.state.withLock { state in
                guard !state.isTaken else { return nil }
                state.isTaken = true
                return (state.session, state.freeSince)
            }
            if let taken {
                // One whose server has gone meanwhile is let go of.
                guard let session = taken.session, taken.since + Self.fresh < .now, session.hasEnded else {
                    return (place, taken.session)
                }
                place.state.withLock { $0.session = nil }
                return (place, nil)
            }
            // A permit says that there is one.
            number &+= 1
        }
    }

    private func giveBack(_ session: PostgresSession?, to place: Place) {
        let isReusable = session?.isReusable ?? false
        let isClosed = isClosed
        place.state.withLock { state in
            if !isReusable || isClosed { state.session = nil }
            state.isTaken = false
            state.freeSince = .now
        }
    }
}

extension PostgresSession {
    /// Whether the connection was lost while nobody used it. A server that ends says so or closes its end, and has nothing
    /// else to say unasked: where there is something to read, the connection is taken for lost.
    var hasEnded: Bool {
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        return isLost || poll(&descriptor, 1, 0) != 0
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
