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

/// Connections that readers share: at most so many, made when they are needed.
final class PostgresPool: Sendable {
    private struct Connections {
        /// Nobody uses them; the last used is on top.
        var free: [PostgresSession] = []
        var used: [ObjectIdentifier: PostgresSession] = [:]
        var isClosed = false
    }

    private let errors: PostgresErrors
    private let connect: @Sendable () throws -> PostgresSession
    private let patience: Duration
    private let connections = Mutex(Connections())
    /// Counts the connections that may still be taken.
    private let permits = DispatchSemaphore(value: 0)

    /// - Parameter patience: How long a caller waits for a connection.
    init(
        size: Int, patience: Duration, _ errors: PostgresErrors,
        _ connect: @escaping @Sendable () throws -> PostgresSession
    ) {
        self.errors = errors
        self.connect = connect
        self.patience = patience
        // Not as its first value: libdispatch traps where a semaphore ends below that.
        for _ in 0..<size { permits.signal() }
    }

    deinit { close() }

    /// Runs `body` with a connection that nobody else uses meanwhile.
    /// - Throws: ``StorageError`` `busy`, `unreachable`, `closed`, or what `body` throws.
    func withSession<T>(_ body: (PostgresSession) throws -> T) throws -> T {
        guard permits.wait(timeout: .now() + patience.seconds) == .success else { throw errors.busy }
        defer { permits.signal() }
        let session = try take()
        defer { giveBack(session) }
        do {
            return try body(session)
        } catch let error as StorageError where error.code == .timeout && isClosed {
            throw errors.closed
        }
    }

    /// Ends the statements that are running and closes all connections, those in use when they are given back.
    func close() {
        let used = connections.withLock { connections in
            connections.isClosed = true
            connections.free = []
            return Array(connections.used.values)
        }
        for session in used { session.cancel() }
    }

    private var isClosed: Bool { connections.withLock(\.isClosed) }

    private func take() throws -> PostgresSession {
        while true {
            let known: PostgresSession? = try connections.withLock { connections in
                guard !connections.isClosed else { throw errors.closed }
                return connections.free.popLast()
            }
            // One whose server has gone meanwhile is let go of.
            if let known, known.hasEnded { continue }
            let session = try known ?? connect()
            connections.withLock { $0.used[ObjectIdentifier(session)] = session }
            return session
        }
    }

    private func giveBack(_ session: PostgresSession) {
        connections.withLock { connections in
            connections.used[ObjectIdentifier(session)] = nil
            if !connections.isClosed, session.isReusable { connections.free.append(session) }
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
