import CSQLiteSettings
import GRDBSQLite
import Synchronization

/// Read-only connections for point look-ups on the caller's own thread: one is taken or opened, never waited for.
final class LookupConnections: Sendable {
    private let errors: SQLiteErrors
    private let vault: VaultSlot
    /// Connections that nobody uses, the last used on top. Nil once closed.
    private let free = Mutex<[SQLiteSession]?>([])

    /// More free connections than this are closed.
    private static let mostFree = 32

    init(_ errors: SQLiteErrors, _ vault: VaultSlot) {
        self.errors = errors
        self.vault = vault
    }

    deinit { close() }

    func withSession<T>(_ body: (SQLiteSession) throws -> T) throws -> T {
        let session = try take()
        defer { giveBack(session) }
        return try body(session)
    }

    func close() {
        let sessions = free.withLock { free in
            defer { free = nil }
            return free
        }
        for session in sessions ?? [] { session.close() }
    }

    private func take() throws -> SQLiteSession {
        let known: SQLiteSession?? = free.withLock { free in free == nil ? .none : .some(free?.popLast()) }
        guard let known else { throw errors.closed }
        return try known ?? open()
    }

    private func giveBack(_ session: SQLiteSession) {
        let isKept = free.withLock { free in
            guard let count = free?.count, count < Self.mostFree else { return false }
            free?.append(session)
            return true
        }
        if !isKept { session.close() }
    }

    private func open() throws -> SQLiteSession {
        var connection: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let result = sqlite3_open_v2(errors.path, &connection, flags, nil)
        guard result == SQLITE_OK, let connection else {
            defer { sqlite3_close(connection) }
            throw errors.error(result, on: connection)
        }
        let session = SQLiteSession(connection, errors, vault)
        do {
            sqlite3_busy_timeout(connection, 1000)
            try session.becomeReader()
        } catch {
            session.close()
            throw error
        }
        return session
    }
}

extension SQLiteSession {
    /// Settings of a connection that only reads.
    ///
    /// The file is mapped into memory (SQLite maps at most 2 GiB), so a page that was read before costs no copy; what
    /// lies beyond goes through a cache of 16 MiB.
    func becomeReader() throws {
        _ = nameplate_sqlite_never_checkpoint_on_close(UnsafeMutableRawPointer(connection))
        try execute("PRAGMA query_only = 1; PRAGMA mmap_size = 1099511627776; PRAGMA cache_size = -16384")
    }

    /// Closes the connection, for one that no pool owns.
    func close() {
        finalizeStatements()
        sqlite3_close_v2(connection)
    }
}
