import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Storage

private enum SQL {
    static let read = Statement("SELECT note FROM rows WHERE id = $1")
    static let update = Statement("UPDATE rows SET note = $1 WHERE id = $2")
    static let last = Statement("SELECT coalesce(max(id), 0) FROM rows")
    static let cutLease = Statement(
        postgres: "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")
}

/// Several processes on one database of a server: here two engines, which know nothing of each other.
@Suite(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
struct SharedDatabaseTests {
    private func withTwo(
        writers: Int = 4, patience: Duration = .seconds(30), _ body: ([PostgresDatabase]) async throws -> Void
    ) async throws {
        try await Engine.withPostgres { address in
            let databases = [
                try await PostgresDatabase.open(address, writers: writers, patience: patience),
                try await PostgresDatabase.open(address, writers: writers, patience: patience),
            ]
            do {
                for database in databases { try await database.migrate([Engine.postgres.migration(TestSQL.create)]) }
                try await body(databases)
            } catch {
                for database in databases { await database.close() }
                throw error
            }
            for database in databases { await database.close() }
        }
    }

    @Test func whatBothChangeAtOnceLosesNothing() async throws {
        try await withTwo { databases async throws in
            try await databases[0].write { try $0.insert(1, "0") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<16 {
                    group.addTask {
                        for _ in 0..<10 { try await databases[task % 2].write { try Self.addOne($0) } }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try databases[1].readNow { try $0.first(SQL.read, [1]) { $0.text(0) } } == "160")
        }
    }

    private static func addOne(_ transaction: any SQLTransaction) throws {
        let sum = try transaction.first(SQL.read, [1]) { Int($0.text(0)) ?? 0 } ?? 0
        try transaction.run(SQL.update, [.text(String(sum + 1)), 1])
    }

    @Test func orderedWritesCountWithoutGapsWhileAnotherIsHeldOpen() async throws {
        try await withTwo { databases async throws in
            let gate = DispatchSemaphore(value: 0)
            let (started, start) = AsyncStream<Void>.makeStream()
            let held = Task {
                try await databases[0].write { transaction in
                    try transaction.insert(1_000_000)
                    start.finish()
                    // It may run again, and waits no second time.
                    gate.wait()
                    gate.signal()
                }
            }
            for await _ in started {}
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        for _ in 0..<10 {
                            try await databases[task % 2].write(task < 4 ? .ordered : .numbering) { transaction in
                                #expect(transaction.isOrdered)
                                let last = try transaction.first(SQL.last) { $0.integer(0) } ?? 0
                                try transaction.insert(last + 1)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try databases[0].readNow { try $0.ids() } == Array(1...80))
            gate.signal()
            try await held.value
            #expect(try databases[1].readNow { try $0.rowCount() } == 81)
        }
    }

    @Test func oneLeadsUntilItsConnectionEnds() async throws {
        try await withTwo { databases async throws in
            #expect(await databases[0].leads())
            #expect(await !databases[1].leads())
            #expect(await databases[0].leads())
            // As where its machine has vanished.
            try await databases[1].alone { session in _ = try session.first(SQL.cutLease) { $0.flag(0) } }
            while await !databases[1].leads() { await Task.yield() }
            #expect(await !databases[0].leads())
            await databases[1].close()
            while await !databases[0].leads() { await Task.yield() }
        }
    }

    @Test func migrationsThatTwoProcessesBeginTogetherRunOnce() async throws {
        try await Engine.withPostgres { address in
            let databases = [try await PostgresDatabase.open(address), try await PostgresDatabase.open(address)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for database in databases {
                    group.addTask { try await database.migrate([Engine.postgres.migration(TestSQL.create)]) }
                }
                try await group.waitForAll()
            }
            #expect(try databases[1].readNow { try $0.rowCount() } == 0)
            for database in databases { await database.close() }
        }
    }

    @Test func whatFollowsAnotherIsLaterThanThat() async throws {
        try await withTwo { databases async throws in
            let times = Mutex<[Int64]>([])
            let later = databases[0].now() + 3_600_000_000
            try await databases[0].write { transaction in
                times.withLock { $0.append(transaction.now) }
                try transaction.insert(transaction.newID())
                try transaction.follow(later)
            }
            let drawn = times.withLock { $0 }
            #expect(drawn.count == 2 && drawn[0] < later && drawn[1] == later + 1)
            #expect(try databases[0].readNow { try $0.rowCount() } == 1)
        }
    }

    @Test func aBodyThatWasOvertakenRunsAgainWithTheSameDraws() async throws {
        try await withTwo { databases async throws in
            let ids = Mutex<[Int64]>([])
            try await databases[0].write { transaction in
                let id = transaction.newID()
                try transaction.insert(id)
                let runs = ids.withLock { ids in
                    ids.append(id)
                    return ids.count
                }
                if runs < 3 { throw transaction.overtaken() }
            }
            #expect(Set(ids.withLock { $0 }).count == 1 && ids.withLock { $0.count } == 3)
            #expect(try databases[0].readNow { try $0.rowCount() } == 1)
        }
    }

    @Test func aBodyThatIsAlwaysOvertakenIsGivenUp() async throws {
        try await withTwo(patience: .milliseconds(100)) { databases async throws in
            let failure = await #expect(throws: StorageError.self) {
                try await databases[0].write { throw $0.overtaken() }
            }
            #expect(failure?.code == .busy)
        }
    }

    @Test func aRowThatIsThereAlreadyIsTriedTwiceOnly() async throws {
        try await withTwo { databases async throws in
            try await databases[0].write { try $0.insert(1) }
            let runs = Atomic(0)
            let failure = await #expect(throws: StorageError.self) {
                try await databases[1].write { transaction in
                    runs.add(1, ordering: .relaxed)
                    try transaction.insert(1)
                }
            }
            #expect(failure?.code == .constraint && runs.load(ordering: .relaxed) == 2)
        }
    }

    /// As on tables that are distributed over several servers.
    @Test func whatIsClaimedIsDecidedOneAfterAnother() async throws {
        try await withTwo(writers: 1) { databases async throws in
            for database in databases { try await database.alone { $0.isSharded = true } }
            try await databases[0].write { try $0.insert(1, "0") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        for _ in 0..<10 {
                            try await databases[task % 2].write { transaction in
                                #expect(try transaction.claim(Claim("row", 1), .exclusive))
                                try Self.addOne(transaction)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try databases[1].readNow { try $0.first(SQL.read, [1]) { $0.text(0) } } == "80")
        }
    }

    @Test func claimsThatAreSharedStandBesideEachOther() async throws {
        try await withTwo(writers: 1, patience: .seconds(1)) { databases async throws in
            for database in databases { try await database.alone { $0.isSharded = true } }
            let gate = DispatchSemaphore(value: 0)
            let (started, start) = AsyncStream<Void>.makeStream()
            let held = Task {
                try await databases[0].write { transaction in
                    try transaction.claim(Claim("row", 1), .shared)
                    start.finish()
                    // It may run again, and waits no second time.
                    gate.wait()
                    gate.signal()
                }
            }
            for await _ in started {}
            try await databases[1].write { transaction in
                try transaction.claim(Claim("row", 1), .shared)
                try transaction.claim(Claim("row", 2), .exclusive)
                try transaction.insert(1)
            }
            gate.signal()
            try await held.value
        }
    }
}
