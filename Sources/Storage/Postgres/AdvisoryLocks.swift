/// Locks by name that belong to a connection and end with it
/// (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS). Each schema has its own.
enum AdvisoryLock: String {
    /// Held by whoever does what one process does for all.
    case lease
    /// Held by a write whose turn it is.
    case order
    /// Held by whoever changes the schema.
    case migration

    /// The lock's number in SQL.
    fileprivate var key: String { "hashtextextended('nameplate \(rawValue) ' || coalesce(current_schema(), ''), 0)" }
}

extension PostgresSession {
    /// Waits for the lock.
    func takeAdvisoryLock(_ lock: AdvisoryLock) throws { try execute("SELECT pg_advisory_lock(\(lock.key))") }

    /// Takes the lock where nobody has it.
    func tryAdvisoryLock(_ lock: AdvisoryLock) throws -> Bool {
        try rows(of: "SELECT pg_try_advisory_lock(\(lock.key))").first?.first == "t"
    }

    /// A connection that keeps it by an error must not be used again.
    func letGoOfAdvisoryLock(_ lock: AdvisoryLock) {
        guard !isLost else { return }
        do {
            try execute("SELECT pg_advisory_unlock(\(lock.key))")
        } catch {
            isSpoiled = true
        }
    }
}
