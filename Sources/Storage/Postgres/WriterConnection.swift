import Foundation
import Synchronization

/// The connection that writes, and with it the lock that lets one process at a time write to a registry.
///
/// The lock is an advisory one of the connection's session, so the two share one fate: whoever can write holds the lock,
/// and whoever gets the lock knows that the last transaction of the one before has ended, one way or the other.
///
/// All but ``isOusted`` and ``regained`` is touched only on the writer's thread, hence `@unchecked`.
final class WriterConnection: @unchecked Sendable {
    let errors: PostgresErrors
    private let connect: @Sendable () throws -> PostgresSession
    private var current: PostgresSession?
    private var hasBeenOpen = false
    private var note: String?
    /// Whether another process has taken the lock after this one's connection was lost.
    let isOusted = Atomic<Bool>(false)
    /// What is to be done once another process may have written.
    let regained = Mutex<@Sendable () -> Void>({})

    /// `NPLT` in ASCII: the class of our advisory locks; the schema's name makes the other half of the key.
    private static let lockClass = 0x4E50_4C54

    init(_ errors: PostgresErrors, _ connect: @escaping @Sendable () throws -> PostgresSession) {
        self.errors = errors
        self.connect = connect
    }

    /// The connection, made anew where it was lost.
    /// - Throws: ``StorageError`` `unreachable`, `noAccess`, `notADatabase`, `locked`.
    func session() throws -> PostgresSession {
        if let current, !current.hasEnded { return current }
        current = nil
        let session = try connect()
        do {
            try takeLock(session)
        } catch {
            if (error as? StorageError)?.code == .locked, hasBeenOpen {
                isOusted.store(true, ordering: .releasing)
            }
            throw error
        }
        current = session
        if hasBeenOpen {
            try note.map { try write(note: $0, session) }
            regained.withLock(\.self)()
        }
        hasBeenOpen = true
        isOusted.store(false, ordering: .releasing)
        return session
    }

    /// Whether the lock is this process's own, as far as it knows.
    var hasLock: Bool { current != nil }

    func close() { current = nil }

    /// Makes a lost connection anew, so that a process that has lost the lock learns of it within a second.
    func look() {
        if hasBeenOpen { _ = try? session() }
    }

    /// Tries for a fifth of a second, as long as a command that ends may still hold it.
    private func takeLock(_ session: PostgresSession) throws {
        // A server whose client has vanished notices within half a minute and lets go of the lock.
        try session.execute(
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3")
        for _ in 0..<20 {
            let answer = try session.rows(
                of: "SELECT pg_try_advisory_lock(\(Self.lockClass), hashtext(coalesce(current_schema(), '')))")
            if answer.first?.first == "t" {
                if try Self.hasNote(session) {
                    try session.execute("BEGIN READ WRITE; DELETE FROM writer_note; COMMIT")
                }
                return
            }
            Thread.sleep(forTimeInterval: 0.01)
        }
        let note = try Self.note(session) ?? ""
        throw StorageError(
            .locked,
            "Another process has the registry in \(errors.name) open"
                + (note.isEmpty ? "" : " (it says: \(note))") + ". Stop it first, or send the request to it.")
    }

    // MARK: Note

    /// Tells whoever finds the lock taken how to reach this process.
    func set(note: String) throws {
        let line = String(note.prefix { $0 != "\n" })
        try write(note: line, try session())
        self.note = line
    }

    private func write(note: String, _ session: PostgresSession) throws {
        try session.execute("BEGIN READ WRITE; DELETE FROM writer_note")
        do {
            _ = try session.rows(of: "INSERT INTO writer_note (id, note) VALUES (1, $1)", [note])
            try session.execute("COMMIT")
        } catch {
            try session.execute("ROLLBACK")
            throw error
        }
    }

    private static func hasNote(_ session: PostgresSession) throws -> Bool {
        try session.rows(of: "SELECT to_regclass('writer_note') IS NOT NULL").first?.first == "t"
    }

    /// The note of whoever holds the lock; nil where nobody does, empty where the holder has left none.
    static func note(_ session: PostgresSession) throws -> String? {
        let holders = try session.rows(
            of: """
                SELECT pid
                  FROM pg_locks
                 WHERE locktype = 'advisory'
                   AND granted
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                   AND classid = \(lockClass)
                   AND objid = (hashtext(coalesce(current_schema(), ''))::bigint & 4294967295)::oid
                   AND objsubid = 2
                """)
        guard !holders.isEmpty else { return nil }
        guard try hasNote(session) else { return "" }
        return try session.rows(of: "SELECT note FROM writer_note").first?.first.flatMap(\.self) ?? ""
    }
}
