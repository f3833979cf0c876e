import TestSupport
import Testing

@testable import Storage

/// An engine on which tests of ``Database`` run.
enum Engine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, postgres

    static let available: [Engine] = PrivatePostgres.isExpected ? allCases : [.sqlite]

    var testDescription: String { rawValue }

    /// A migration written for SQLite, in the words of this engine.
    func migration(_ migration: Migration) -> Migration {
        guard self == .postgres else { return migration }
        var migration = migration
        migration.sql = migration.sql.replacing("BLOB", with: "BYTEA").replacing("DOUBLE", with: "DOUBLE PRECISION")
        return migration
    }

    /// Runs `body` on a fresh database with the table `rows`.
    func withDatabase(
        _ migrations: [Migration] = [TestSQL.create], _ body: (any TestedDatabase) async throws -> Void
    ) async throws {
        switch self {
        case .sqlite:
            let directory = try TemporaryDirectory()
            try await Self.run(
                body, migrations, on: SQLiteDatabase.open(path: directory.file("test.sqlite")))
        case .postgres:
            try await Self.withPostgres { address in
                let database = try await PostgresDatabase.open(address, writers: 1)
                try await Self.run(body, migrations.map(migration), on: database) {
                    if CitusCluster.shared == nil || migrations != [TestSQL.create] { return }
                    let rows = PlacedTable("rows", .distributed(by: "id", family: "rows"))
                    _ = try await database.shard([rows], .init())
                }
            }
        }
    }

    /// Runs `body` with the address of an empty database on the process's private server.
    static func withPostgres(_ body: (PostgresAddress) async throws -> Void) async throws {
        if let cluster = CitusCluster.shared {
            let schema = try cluster.schema()
            defer { cluster.drop(schema.name) }
            return try await body(try PostgresAddress(schema.connection))
        }
        let server = try PrivatePostgres.shared()
        let name = try server.copy(of: "template0")
        defer { server.drop(name) }
        try await body(try PostgresAddress(server.connection(to: name)))
    }

    private static func run(
        _ body: (any TestedDatabase) async throws -> Void, _ migrations: [Migration], on database: any TestedDatabase,
        afterMigrating: () async throws -> Void = {}
    ) async throws {
        do {
            try await database.migrate(migrations)
            try await afterMigrating()
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// What tests do with a database beside using it.
protocol TestedDatabase: Database {
    /// Runs `body` on the writer's thread while no transaction is open.
    func betweenWrites(_ body: @escaping @Sendable () -> Void) async throws
}

extension SQLiteDatabase: TestedDatabase {
    func betweenWrites(_ body: @escaping @Sendable () -> Void) async throws { try await alone { _ in body() } }
}

extension PostgresDatabase: TestedDatabase {
    func betweenWrites(_ body: @escaping @Sendable () -> Void) async throws { try await alone { _ in body() } }
}
