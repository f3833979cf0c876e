import GRDB
import Synchronization

/// The sessions on the reading connections of GRDB's pool, made as the pool opens them.
final class ReaderSessions: Sendable {
    private let errors: SQLiteErrors
    private let vault: VaultSlot
    /// By the connection's address. Nil once closed.
    private let sessions = Mutex<[UInt: SQLiteSession]?>([:])

    init(_ errors: SQLiteErrors, _ vault: VaultSlot) {
        self.errors = errors
        self.vault = vault
    }

    deinit { close() }

    /// The session on the connection of `database`, for the thread that the pool has given it.
    func session(of database: GRDB.Database) throws -> SQLiteSession {
        guard let connection = database.sqliteConnection else { throw errors.closed }
        let key = UInt(bitPattern: connection)
        let known = try sessions.withLock { sessions in
            guard let sessions else { throw errors.closed }
            return sessions[key]
        }
        if let known { return known }
        let session = SQLiteSession(connection, errors, vault)
        try session.becomeReader()
        sessions.withLock { $0?[key] = session }
        return session
    }

    /// Lets go of all prepared statements, which would keep the pool from closing its connections.
    func close() {
        let closed = sessions.withLock { sessions in
            defer { sessions = nil }
            return sessions
        }
        for session in closed.map({ Array($0.values) }) ?? [] { session.finalizeStatements() }
    }
}
