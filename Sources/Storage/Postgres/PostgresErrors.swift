import CPostgres

/// Turns PostgreSQL's SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) into errors of which
/// each says what to do.
struct PostgresErrors: Sendable {
    /// What a reader of a sentence knows the database by, within the sentence; never a password.
    let name: String

    /// The same at the beginning of a sentence.
    var subject: String { name.prefix(1).uppercased() + name.dropFirst() }

    /// Serialization failure and deadlock: the transaction was undone, and may be tried again.
    static let conflicts: Set<String> = [serializationFailure, "40P01"]
    static let serializationFailure = "40001"
    static let uniqueViolation = "23505"

    /// The SQLSTATE of a result that is an error; empty where the connection was lost.
    static func state(_ result: OpaquePointer?) -> String {
        result.flatMap { postgres_sqlstate($0) }.map { String(cString: $0) } ?? ""
    }

    /// The error that `result` is, or that `connection` has where there is no result.
    func error(_ result: OpaquePointer?, on connection: OpaquePointer?) -> StorageError {
        let state = Self.state(result)
        let said: UnsafePointer<CChar>? = result.flatMap { postgres_primary_message($0) }
        let words = Self.words(said ?? connection.flatMap { UnsafePointer(PQerrorMessage($0)) })
        // In pipeline mode libpq tells of a lost connection before it marks it as one.
        let isLost = state.isEmpty && words.contains("connection")
        if isLost || connection.map({ PQstatus($0) == CONNECTION_BAD }) ?? true, !Self.isRefusal(state) {
            return unreachable(words)
        }
        return error(state, words)
    }

    /// The error of a connection that could not be made.
    func connecting(_ connection: OpaquePointer?) -> StorageError {
        let words = Self.words(connection.flatMap { UnsafePointer(PQerrorMessage($0)) })
        // Before a session there is no SQLSTATE to be had: https://www.postgresql.org/docs/current/libpq-status.html
        let refusals = [
            "authentication failed", "no password supplied", "does not exist", "pg_hba.conf", "permission denied",
        ]
        guard refusals.contains(where: words.contains) else { return unreachable(words) }
        return StorageError(
            .noAccess,
            "The database server refused the connection: \(words). Check the connection string and the rights.")
    }

    private func error(_ state: String, _ words: String) -> StorageError {
        switch state {
        case _ where Self.conflicts.contains(state): .overtaken
        case "53100":
            StorageError(
                .full, "The disk that holds \(name) is full; nothing of this request was kept. Make room and try again."
            )
        case "53300":
            StorageError(.busy, "The database server takes no more connections. Try again, or raise max_connections.")
        case "42501", "3D000":
            StorageError(.noAccess, "\(subject) cannot be used: \(words). Check the name and the rights of the user.")
        case "55P03":
            StorageError(.locked, "Another program holds a lock on \(name). Try again when it has ended.")
        case "57014":
            StorageError(.timeout, "A statement took longer than it may; nothing of this request was kept.")
        case "57P01", "57P02", "57P03", "57P05", "25P03": unreachable(words)
        case "XX001", "XX002":
            StorageError(
                .damaged, "\(subject) is damaged (\(words)). Stop the program, keep a copy and restore a backup.")
        case _ where state.hasPrefix("23"):
            StorageError(.constraint, "A rule of the database refused the change: \(words).")
        case _ where state.hasPrefix("28"):
            StorageError(.noAccess, "The database server refused the connection: \(words). Check the user's rights.")
        case _ where state.hasPrefix("08"): unreachable(words)
        default:
            StorageError(.failed, "\(subject) refused a statement: \(words) (PostgreSQL \(state)).")
        }
    }

    /// Whether an error tells more than that the connection has gone.
    private static func isRefusal(_ state: String) -> Bool {
        !state.isEmpty && !state.hasPrefix("57P") && !state.hasPrefix("08")
    }

    func unreachable(_ words: String) -> StorageError {
        StorageError(
            .unreachable,
            "\(subject) does not answer (\(words)); nothing of this request was kept. Try again in a moment.")
    }

    var outcomeUnknown: StorageError {
        StorageError(
            .outcomeUnknown,
            "The connection to \(name) was lost while a change was being committed. It was kept whole or not at all: look "
                + "before you repeat it, or repeat a request that carries an Idempotency-Key.")
    }

    var busy: StorageError {
        StorageError(.busy, "All connections to \(name) are at work. Try again in a moment.")
    }

    var closed: StorageError {
        StorageError(.closed, "\(subject) has been closed. Open it again.")
    }

    /// In one line, without the full stop at its end.
    private static func words(_ message: UnsafePointer<CChar>?) -> String {
        let line = (message.map { String(cString: $0) } ?? "").split(separator: "\n").map {
            $0.drop(while: \.isWhitespace)
        }.joined(separator: "; ")
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }
}
