import Foundation
import Synchronization

/// A Citus cluster for the tests of a registry that is spread over servers: `NAMEPLATE_TEST_CITUS` names a database of its
/// coordinator in libpq's words (`host=… port=… user=… dbname=…`) and a user who may make schemas in it.
///
/// Each test gets a schema of its own. Where the variable names none, those tests say that they were skipped.
package final class CitusCluster: Sendable {
    package static let shared: CitusCluster? =
        ProcessInfo.processInfo.environment["NAMEPLATE_TEST_CITUS"].flatMap { $0.isEmpty ? nil : CitusCluster($0) }

    package static let whySkipped: String = "NAMEPLATE_TEST_CITUS names no Citus cluster"

    private static let namePrefix = "nameplate_test_"

    private let connection: String
    private let schemas = Atomic<Int>(0)
    /// Schemas that no test needs any more, dropped together with the next that is made; nil before the first.
    private let dropped = Mutex<[String]?>(nil)

    private init(_ connection: String) { self.connection = connection }

    /// Makes a schema, in which connections of the answer find and make their tables.
    package func schema() throws -> (name: String, connection: String) {
        let name = "\(Self.namePrefix)\(getpid())_\(schemas.wrappingAdd(1, ordering: .relaxed).newValue)"
        let old = try dropped.withLock { names in
            defer { names = [] }
            return try names ?? leftovers()
        }
        // One at a time: each drops many tables on every server.
        for schema in old { _ = try PrivatePostgres.psql("DROP SCHEMA IF EXISTS \(schema) CASCADE;\n", at: connection) }
        _ = try PrivatePostgres.psql("CREATE SCHEMA \(name);\n", at: connection)
        return (name, "\(connection) options='-c search_path=\(name)'")
    }

    /// Gives back a schema.
    package func drop(_ schema: String) { dropped.withLock { $0?.append(schema) } }

    /// What `script` answers: a line a row, with tabs between its values.
    package func lines(of script: String, at connection: String) throws -> [String] {
        try PrivatePostgres.psql(script + "\n;\n", at: connection).split(separator: "\n").map(String.init)
    }

    /// Schemas of processes that no longer exist.
    private func leftovers() throws -> [String] {
        try lines(of: "SELECT nspname FROM pg_namespace WHERE nspname LIKE '\(Self.namePrefix)%'", at: connection)
            .filter { name in
                let number = name.dropFirst(Self.namePrefix.count).prefix { $0 != "_" }
                return pid_t(number).map { kill($0, 0) != 0 && errno == ESRCH } ?? false
            }
    }
}
