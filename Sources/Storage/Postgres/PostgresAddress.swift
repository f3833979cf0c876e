import CPostgres
import Foundation

/// How a PostgreSQL server is reached: a connection string as libpq takes it, `postgres://user@host/database` or
/// `host=… dbname=…`, with what its environment variables and service files add
/// (https://www.postgresql.org/docs/current/libpq-connect.html).
package struct PostgresAddress: Sendable {
    package let text: String
    /// What is known of the connection before it is made, by libpq's keywords.
    private let settings: [String: String]

    /// - Throws: ``StorageError`` `noAccess` where the string cannot be read.
    package init(_ text: String) throws {
        var words: UnsafeMutablePointer<CChar>?
        guard !text.utf8.contains(0), let options = PQconninfoParse(text, &words) else {
            let said =
                words.map { String(cString: $0).split(separator: "\n").joined(separator: "; ") } ?? "NUL character"
            PQfreemem(words)
            throw StorageError(
                .noAccess, "The connection string cannot be read: \(said). Write 'postgres://user@host/database'.")
        }
        self.text = text
        var settings = Self.values(PQconndefaults())
        settings.merge(Self.values(options)) { $1 }
        self.settings = settings
    }

    /// Reads what libpq has allocated, and gives it back.
    private static func values(_ options: UnsafeMutablePointer<PQconninfoOption>?) -> [String: String] {
        var values: [String: String] = [:]
        var option = options
        while let current = option, let keyword = current.pointee.keyword {
            if let value = current.pointee.val, value.pointee != 0 {
                values[String(cString: keyword)] = String(cString: value)
            }
            option = current.advanced(by: 1)
        }
        PQconninfoFree(options)
        return values
    }

    /// What the database is called: its name and its server, with nothing secret.
    package var title: String {
        let database = settings["dbname"] ?? settings["service"] ?? settings["user"] ?? "postgres"
        guard let host = settings["host"] ?? settings["hostaddr"], !host.hasPrefix("/") else { return database }
        return "\(database) on \(host)"
    }

    /// What the database is called within a sentence.
    var name: String { "the database “\(title)”" }

    /// A name for files of this machine that belong to the database: its place, with nothing secret.
    package var fileName: String {
        let place = ["service", "host", "hostaddr", "port", "dbname"].compactMap { settings[$0] }
        let allowed = place.joined(separator: "-").unicodeScalars.map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789.-_".unicodeScalars.contains(scalar))
                ? Character(scalar) : "_"
        }
        return String(allowed.drop { $0 == "_" || $0 == "." })
    }

    /// Makes a connection and gives it the engine's settings.
    /// - Throws: ``StorageError`` `unreachable`, `noAccess`, `notADatabase`.
    func connect(_ vault: VaultSlot, statementTimeout: Duration) throws -> PostgresSession {
        let errors = PostgresErrors(name: name)
        // What stands before the connection string may be overruled by it, what stands after may not.
        let parameters: [(String, String)] = [
            ("fallback_application_name", "nameplate"), ("connect_timeout", "10"), ("tcp_user_timeout", "15000"),
            ("keepalives_idle", "30"),
            // Of several hosts the one that takes writes, whichever that is after a fail-over.
            ("target_session_attrs", "read-write"), ("dbname", text), ("client_encoding", "UTF8"),
        ]
        let keywords = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer { for text in keywords + values { free(text) } }
        let made = PQconnectdbParams(
            keywords.map { UnsafePointer<CChar>($0) } + [nil], values.map { UnsafePointer<CChar>($0) } + [nil], 1)
        guard let made else { throw errors.unreachable("there is no memory") }
        guard PQstatus(made) == CONNECTION_OK else {
            defer { PQfinish(made) }
            throw errors.connecting(made)
        }
        // Nobody reads what the server remarks.
        PQsetNoticeProcessor(made, { _, _ in }, nil)
        let session = PostgresSession(made, errors, vault)
        try session.prepare(statementTimeout)
        return session
    }
}

extension PostgresSession {
    /// The oldest server that the migrations and statements are tested with.
    private static let oldestServer: Int32 = 140_000

    /// The engine's settings. A server whose client has vanished notices within half a minute, and lets go of its locks. The
    /// settings are the session's own: a pooler that hands one connection to several programs between
    /// transactions cannot stand in between.
    fileprivate func prepare(_ statementTimeout: Duration) throws {
        guard PQserverVersion(connection) >= Self.oldestServer else {
            throw StorageError(.notADatabase, "The server is older than PostgreSQL 14. Use 14 or later.")
        }
        let milliseconds = statementTimeout / .milliseconds(1)
        try execute(
            """
            SET TimeZone = 'UTC';
            SET standard_conforming_strings = on;
            SET client_min_messages = warning;
            SET default_transaction_read_only = on;
            SET tcp_keepalives_idle = 10;
            SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 3;
            SET statement_timeout = \(Int(milliseconds));
            SET idle_in_transaction_session_timeout = \(Int(milliseconds));
            SELECT set_config('synchronous_commit', 'on', false)
             WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
            """)
        let encoding = try rows(of: "SHOW server_encoding").first?.first ?? nil
        guard encoding == "UTF8" else {
            throw StorageError(
                .notADatabase,
                "\(errors.subject) keeps texts as \(encoding ?? "?"), not as UTF8. Make one with 'createdb --encoding=UTF8'."
            )
        }
        isSharded = try hasDistributedTables()
    }
}
