import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Storage

private enum SQL {
    static let kinds = Migration(
        number: 2, name: "kinds",
        sql: """
            CREATE TABLE kinds (
                id BIGINT PRIMARY KEY, big BIGINT, medium INTEGER, small SMALLINT, yes BOOLEAN, real DOUBLE,
                note TEXT COLLATE "C", body BYTEA)
            """)
    static let insert = Statement(
        """
        INSERT INTO kinds (id, big, medium, small, yes, real, note, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)
    static let select = Statement("SELECT big, medium, small, yes, real, note, body FROM kinds WHERE id = $1")
    static let sleep = Statement(postgres: "SELECT count(*) FROM pg_sleep($1)")
    static let many = Statement(postgres: "SELECT n, repeat('x', 100) FROM generate_series(1, 1000000) AS n")
    static let few = Statement(postgres: "SELECT n FROM generate_series(1, $1::bigint) AS n")
    static let cut = Statement(
        postgres: "SELECT pg_terminate_backend(pg_backend_pid()) FROM generate_series(1, 1000000)")
    static let read = Statement("SELECT note FROM rows WHERE id = $1")
    static let update = Statement("UPDATE rows SET note = $1 WHERE id = $2")
}

/// What only PostgreSQL does, on a server of the test process's own.
@Suite(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
struct PostgresTests {
    private func withPostgres(
        _ migrations: [Migration] = [TestSQL.create], connections: Int = 16, patience: Duration = .seconds(10),
        statementTimeout: Duration = .seconds(300),
        _ body: (PostgresDatabase, PostgresAddress) async throws -> Void
    ) async throws {
        try await Engine.withPostgres { address in
            let database = try await PostgresDatabase.open(
                address, connections: connections, patience: patience, statementTimeout: statementTimeout)
            do {
                try await database.migrate(migrations.map(Engine.postgres.migration))
                try await body(database, address)
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    // MARK: Values

    @Test func everyKindOfValueComesBackAsItWent() async throws {
        try await withPostgres([TestSQL.create, SQL.kinds]) { database, _ async throws in
            let texts = ValueTests.texts.filter { !$0.utf8.contains(0) }
            let rows: [[SQLValue]] =
                [
                    Array(repeating: .null, count: 7),
                    [.integer(.min), .integer(-2_147_483_648), -32_768, 0, .real(-0.0), "", .blob([])],
                    [.integer(.max), 2_147_483_647, 32_767, 1, .real(.greatestFiniteMagnitude), "x", .blob([0])],
                    [0, 0, 0, 1, .real(.infinity), " ", .blob(Array(0...255))],
                ] + texts.map { [1, -1, -1, 0, .real(1.5), .text($0), .blob(Array(repeating: 0xFF, count: 70_000))] }
            for (id, values) in rows.enumerated() {
                try await database.write { try $0.run(SQL.insert, [.integer(Int64(id))] + values) }
                let isSame = try database.readNow { reader in
                    try reader.first(SQL.select, [.integer(Int64(id))]) { row in
                        values.enumerated().allSatisfy { Self.matches(row, Int32($0), $1) }
                    }
                }
                #expect(isSame == true, "row \(id)")
            }
        }
    }

    private static func matches(_ row: borrowing Row, _ column: Int32, _ value: SQLValue) -> Bool {
        switch value {
        case .null: row.isNull(column) && row.optionalText(column) == nil && row.optionalBlob(column) == nil
        case .integer(let number): row.integer(column) == number && row.flag(column) == (number != 0)
        case .real(let number): row.real(column) == number
        case .text(let text): Array(row.text(column).utf8) == Array(text.utf8)
        case .blob(let bytes): row.blob(column) == bytes && !row.isNull(column)
        }
    }

    @Test(arguments: ["a\u{0}b", "\u{0}"])
    func aTextWithANULIsRefused(text: String) async throws {
        try await withPostgres { database, _ async throws in
            let failure = await #expect(throws: StorageError.self) {
                try await database.write { try $0.insert(1, text) }
            }
            #expect(failure?.code == .value && failure?.sentence.contains("NUL") == true)
            #expect(try database.readNow { try $0.rowCount() } == 0)
        }
    }

    @Test func aColumnOfATypeThatNobodyReadsIsRefused() async throws {
        try await withPostgres { database, _ async throws in
            let failure = #expect(throws: StorageError.self) {
                try database.readNow { try $0.first(Statement(postgres: "SELECT 1.5::numeric")) { $0.real(0) } }
            }
            #expect(failure?.sentence.contains("needs a cast") == true)
        }
    }

    // MARK: Long results

    @Test func aMillionRowsTakeLittleMemory() async throws {
        try await withPostgres { database, _ async throws in
            // The first run streams, the second, of a statement that is known to be long, reads through a cursor.
            for _ in 0..<2 {
                let before = try Self.residentBytes()
                let (count, most) = try await database.read { reader in
                    var (count, most) = (0, 0)
                    try reader.forEachRow(SQL.many, []) { row in
                        count += row.text(1).utf8.count == 100 ? 1 : 0
                        if count % 50_000 == 0 { most = max(most, (try? Self.residentBytes()) ?? .max) }
                        return true
                    }
                    return (count, most)
                }
                #expect(count == 1_000_000)
                #expect(most - before < 40_000_000)
            }
        }
    }

    private static func residentBytes() throws -> Int {
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (words.count > 1 ? Int(words[1]) ?? 0 : 0) * Int(getpagesize())
    }

    @Test(arguments: [10, 400, 501, 2_000])
    func loopsWithinLoopsSeeAllTheirRows(rows: Int64) async throws {
        try await withPostgres { database, _ async throws in
            let body: @Sendable (any SQLReader) throws -> [Int64] = { reader in
                // Again and again, so that it runs by streaming and through cursors.
                try (0..<3).map { _ in
                    var sum: Int64 = 0
                    try reader.forEachRow(SQL.few, [.integer(rows)]) { outer in
                        guard outer.integer(0) <= 5 || outer.integer(0) > rows - 5 else { return true }
                        try reader.forEachRow(SQL.few, [.integer(rows)]) { inner in
                            sum += inner.integer(0)
                            return true
                        }
                        return true
                    }
                    return sum
                }
            }
            let expected = Array(repeating: 10 * rows * (rows + 1) / 2, count: 3)
            #expect(try await database.read(body) == expected)
            #expect(try database.readNow(body) == expected)
            #expect(try await database.write(body) == expected)
        }
    }

    @Test func aLoopThatEndsEarlyLeavesTheConnectionAsItWas() async throws {
        try await withPostgres { database, _ async throws in
            let body: @Sendable (any SQLReader) throws -> Int64 = { reader in
                for _ in 0..<3 { _ = try reader.first(SQL.many) { $0.integer(0) } }
                return try reader.rowCount()
            }
            #expect(try database.readNow(body) == 0)
            #expect(try await database.read(body) == 0)
            try await database.write { transaction in
                try transaction.insert(1)
                _ = try body(transaction)
                try transaction.insert(2)
            }
            #expect(try database.readNow { try $0.ids() } == [1, 2])
        }
    }

    // MARK: Other programs

    @Test func aWriteThatAnotherCameBetweenRunsAgainWithTheSameDraws() async throws {
        try await withPostgres { database, address async throws in
            try await database.write { for id in 0..<2 { try $0.insert(Int64(id), "0") } }
            let other = try address.connect(VaultSlot(), statementTimeout: .seconds(10))
            let drawn = Mutex<[[Int64]]>([])
            try await database.write { transaction in
                let values = [transaction.now, transaction.newID(), transaction.newID()]
                let isFirst = drawn.withLock { drawn in
                    drawn.append(values)
                    return drawn.count == 1
                }
                // Each reads what the other writes: only one of the two may have come first.
                let note = try transaction.first(SQL.read, [0]) { $0.text(0) } ?? ""
                if isFirst {
                    try other.begin(.serializable)
                    let seen = try other.first(SQL.read, [1]) { $0.text(0) } ?? ""
                    try other.run(SQL.update, [.text(seen + "a"), 0])
                    try other.commit()
                }
                try transaction.run(SQL.update, [.text(note + "b"), 1])
            }
            let draws = drawn.withLock { $0 }
            #expect(draws.count == 2 && draws[0] == draws[1])
            let notes = try database.readNow { reader in
                try [0, 1].map { id in try reader.first(SQL.read, [.integer(id)]) { $0.text(0) } }
            }
            #expect(notes == ["0a", "0ab"])
        }
    }

    @Test func aDatabaseThatNobodyClosedEnds() async throws {
        try await Engine.withPostgres { address in
            for round in 0..<3 {
                let database = try await PostgresDatabase.open(address, connections: 2)
                try await database.migrate([Engine.postgres.migration(TestSQL.create)])
                try await database.write { try $0.insert(Int64(round)) }
                #expect(try database.readNow { try $0.rowCount() } == Int64(round) + 1)
            }
        }
    }

    // MARK: Bounds

    @Test func whoGetsNoConnectionInTimeHearsThatAllAreAtWork() async throws {
        try await withPostgres(connections: 2, patience: .milliseconds(200)) { database, _ async throws in
            let gate = DispatchSemaphore(value: 0)
            let (started, start) = AsyncStream<Void>.makeStream()
            let reading = Task {
                try await database.read { _ in
                    start.finish()
                    gate.wait()
                }
            }
            for await _ in started {}
            // The one thread for long reads is taken; look-ups have a connection left.
            let failure = await #expect(throws: StorageError.self) { try await database.read { try $0.rowCount() } }
            #expect(failure?.code == .busy)
            try database.readNow { reader in
                let count = try reader.rowCount()
                #expect(count == 0)
                let failure = #expect(throws: StorageError.self) { try database.readNow { try $0.rowCount() } }
                #expect(failure?.code == .busy)
            }
            gate.signal()
            try await reading.value
            #expect(try await database.read { try $0.rowCount() } == 0)
        }
    }

    @Test func aStatementThatTakesTooLongIsEnded() async throws {
        try await withPostgres(statementTimeout: .milliseconds(100)) { database, _ async throws in
            let sleep: @Sendable (any SQLReader) throws -> Void = {
                try $0.forEachRow(SQL.sleep, [.real(60)]) { _ in true }
            }
            let failures = [
                await #expect(throws: StorageError.self) { try await database.read(sleep) },
                #expect(throws: StorageError.self) { try database.readNow(sleep) },
                await #expect(throws: StorageError.self) { try await database.write(sleep) },
            ]
            #expect(failures.map { $0?.code } == [.timeout, .timeout, .timeout])
            try await database.write { try $0.insert(1) }
            #expect(try database.readNow { try $0.rowCount() } == 1)
        }
    }

    @Test func closingEndsStatementsThatRead() async throws {
        try await withPostgres { database, _ async throws in
            let (started, start) = AsyncStream<Void>.makeStream()
            let reading = Task {
                try await database.read { reader in
                    start.finish()
                    try reader.forEachRow(SQL.sleep, [.real(60)]) { _ in true }
                }
            }
            for await _ in started {}
            while try await database.activeStatements() == 0 { await Task.yield() }
            await database.close()
            await #expect { try await reading.value } throws: { ($0 as? StorageError)?.code == .closed }
        }
    }

    // MARK: Errors

    @Test(arguments: [
        ("host=/nowhere dbname=x", StorageError.Code.unreachable), ("postgres://%", .noAccess), ("nonsense", .noAccess),
        ("postgres://127.0.0.1:1/x", .unreachable),
    ])
    func aServerThatCannotBeReachedIsTold(text: String, code: StorageError.Code) async throws {
        let failure = await #expect(throws: StorageError.self) {
            try await PostgresDatabase.open(try PostgresAddress(text), patience: .milliseconds(10))
        }
        #expect(failure?.code == code, "\(failure?.sentence ?? "")")
    }

    @Test func ofSeveralHostsTheOneThatTakesWritesIsFound() async throws {
        let server = try PrivatePostgres.shared()
        let name = try server.copy(of: "template0")
        defer { server.drop(name) }
        let address = try PostgresAddress(server.connection(to: name).replacing("host=", with: "host=/nowhere,"))
        let database = try await PostgresDatabase.open(address)
        try await database.migrate([Engine.postgres.migration(TestSQL.create)])
        try await database.write { try $0.insert(1) }
        await database.close()
        // As a standby is, or a server that is being moved.
        let readOnly = server.connection(to: name) + " options='-c default_transaction_read_only=on'"
        let failure = await #expect(throws: StorageError.self) {
            try await PostgresDatabase.open(try PostgresAddress(readOnly), patience: .milliseconds(10))
        }
        #expect(failure?.code == .unreachable)
    }

    @Test func aMissingDatabaseIsTold() async throws {
        let server = try PrivatePostgres.shared()
        let failure = await #expect(throws: StorageError.self) {
            try await PostgresDatabase.open(try PostgresAddress(server.connection(to: "missing")))
        }
        #expect(failure?.code == .noAccess && failure?.sentence.contains("missing") == true)
    }

    @Test func aLostCommitIsTold() async throws {
        let trap = Migration(
            number: 2, name: "trap",
            sql: """
                CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON rows DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW WHEN (NEW.id = 7) EXECUTE FUNCTION cut()
                """)
        try await withPostgres([TestSQL.create, trap]) { database, _ async throws in
            let failure = await #expect(throws: StorageError.self) { try await database.write { try $0.insert(7) } }
            #expect(failure?.code == .outcomeUnknown)
            try await database.write { try $0.insert(1) }
            #expect(try database.readNow { try $0.ids() } == [1])
        }
    }

    @Test func aWriteWhoseConnectionIsLostBeforeItsCommitRunsAgain() async throws {
        try await withPostgres { database, address async throws in
            let runs = Mutex(0)
            try await database.write { transaction in
                try transaction.insert(1)
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                if run == 1 {
                    _ = try? transaction.first(SQL.cut) { $0.flag(0) }
                }
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try database.readNow { try $0.ids() } == [1])
        }
    }

    @Test func aServerThatWasKilledIsFoundAgainWithAllThatWasAcknowledged() async throws {
        let server = try PrivatePostgres.own()
        defer { server.stop() }
        let address = try PostgresAddress(server.connection(to: "postgres"))
        let database = try await PostgresDatabase.open(address)
        try await database.migrate([Engine.postgres.migration(TestSQL.create)])
        let acknowledged = Acknowledged()
        for round in 0..<3 {
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<40 {
                            let id = Int64(round * 1000 + writer * 100 + number)
                            do {
                                try await database.write { try $0.insert(id) }
                                _ = acknowledged.ids.withLock { $0.insert(id) }
                            } catch {
                                let code = (error as? StorageError)?.code
                                #expect(code == .outcomeUnknown || code == .busy, "\(error)")
                            }
                        }
                    }
                }
                group.addTask {
                    while acknowledged.ids.withLock({ $0.count }) < round * 200 + 20 { await Task.yield() }
                    server.kill()
                    do { try server.start() } catch { Issue.record(error) }
                }
            }
            let kept = try await database.read { Set(try $0.ids()) }
            #expect(acknowledged.ids.withLock { $0 }.isSubset(of: kept))
        }
        #expect(acknowledged.ids.withLock { $0.count } > 600)
        #expect(try await database.integrityCheck() == [])
        await database.close()
    }

    @Test func anIndexThatDoesNotHoldIsFound() async throws {
        try await withPostgres { database, _ async throws in
            try await database.write { for id in 0..<100 { try $0.insert(Int64(id), "note \(id)") } }
            #expect(try await database.integrityCheck() == [])
            try await database.alone { session in
                try session.execute("SET default_transaction_read_only = off")
                try session.execute(
                    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'rows_by_note'::regclass")
            }
            let problems = try await database.integrityCheck()
            #expect(problems.count == 1 && problems[0].contains("rows_by_note"))
        }
    }
}

/// What writers have heard of as written.
private final class Acknowledged: Sendable {
    let ids = Mutex<Set<Int64>>([])
}

extension PostgresDatabase {
    /// How many other connections to this database are running a statement.
    fileprivate func activeStatements() async throws -> Int {
        try await alone { session in
            let rows = try session.rows(
                of: """
                    SELECT count(*) FROM pg_stat_activity
                     WHERE state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()
                    """)
            return rows.first?.first.flatMap(\.self).flatMap { Int($0) } ?? 0
        }
    }
}
