import Synchronization
import TestSupport
import Testing

@testable import Storage

private enum SQL {
    static let update = Statement("UPDATE rows SET note = $1 WHERE id = $2")
    static let delete = Statement("DELETE FROM rows WHERE id < $1")
}

/// Statements for which nobody waits.
@Suite struct SentAheadTests {
    @Test(arguments: Engine.available)
    func statementsAfterThemSeeWhatTheyHaveDone(engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            let counts = try await database.write { transaction in
                // More than the connection takes without reading results.
                for id in 0..<2_500 { try transaction.insert(id) }
                let first = try transaction.rowCount()
                for id in 0..<10 { try transaction.run(SQL.update, ["x", .integer(Int64(id))], changing: 1) }
                let deleted = try transaction.rowsChanged(by: SQL.delete, [1_500])
                try transaction.insert(7)
                let none = try transaction.rowsChanged(by: SQL.delete, [0])
                try transaction.insert(8)
                return [first, Int64(deleted), Int64(none)]
            }
            #expect(counts == [2_500, 1_500, 0])
            #expect(try database.readNow { try $0.ids() } == [7, 8] + Array(1_500..<2_500))
        }
    }

    @Test(arguments: Engine.available)
    func rowsOfALoopMayBeWrittenToWhileTheyAreRead(engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { for id in 0..<1_200 { try $0.insert(id) } }
            // The second run of PostgreSQL reads through a cursor, in portions.
            for round in 1...3 {
                let read = try await database.write { transaction in
                    var count = 0
                    try transaction.forEachRow(TestSQL.ids, []) { row in
                        try transaction.run(SQL.update, [.text("\(round)"), .integer(row.integer(0))])
                        count += 1
                        return true
                    }
                    return count
                }
                #expect(read == 1_200)
                let note = try database.readNow { try $0.first(TestSQL.note, [1_199]) { $0.text(0) } }
                #expect(note == "\(round)")
            }
        }
    }

    @Test(arguments: Engine.available, [false, true])
    func theFirstErrorEndsTheBody(engine: Engine, reads: Bool) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { try $0.insert(1) }
            let failure = await #expect(throws: StorageError.self) {
                try await database.write { transaction in
                    try transaction.insert(2)
                    try? transaction.insert(1)
                    try? transaction.insert(3)
                    if reads {
                        let failure = #expect(throws: StorageError.self) { try transaction.rowCount() }
                        #expect(failure?.code == .constraint)
                    }
                    try? transaction.insert(4)
                }
            }
            #expect(failure?.code == .constraint)
            #expect(try database.readNow { try $0.ids() } == [1])
            try await database.write { try $0.insert(2) }
            #expect(try database.readNow { try $0.ids() } == [1, 2])
        }
    }

    @Test(arguments: Engine.available)
    func whatTheBodyThrowsUndoesWhatWasSent(engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            await #expect(throws: Refusal(number: 1)) {
                try await database.write { transaction in
                    try transaction.insert(1)
                    throw Refusal(number: 1)
                }
            }
            #expect(try database.readNow { try $0.ids() } == [])
        }
    }

    @Test(arguments: Engine.available)
    func aBodyMayDoNothing(engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            #expect(try await database.write { _ in 1 } == 1)
            await #expect(throws: Refusal(number: 2)) { try await database.write { _ in throw Refusal(number: 2) } }
            #expect(try await database.read { _ in 3 } == 3)
            #expect(try database.readSnapshotNow { try $0.rowCount() } == 0)
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aValueThatCannotBeSentEndsTheBody() async throws {
        try await Engine.postgres.withDatabase { database async throws in
            let failure = await #expect(throws: StorageError.self) {
                try await database.write { transaction in
                    try transaction.insert(1)
                    try transaction.insert(2, "a\u{0}b")
                }
            }
            #expect(failure?.code == .value)
            try await database.write { try $0.insert(3) }
            #expect(try database.readNow { try $0.ids() } == [3])
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aRowThatAnotherHasChangedMeanwhileMakesTheBodyRunAgain() async throws {
        try await Engine.postgres.withDatabase { database async throws in
            let runs = Mutex(0)
            try await database.write { transaction in
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                if run == 1 { try transaction.run(SQL.update, ["", 5], changing: 1) }
                try transaction.insert(run)
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try database.readNow { try $0.ids() } == [2])
        }
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"), arguments: [1, 3_000])
    func aConnectionThatIsLostWithStatementsUnderWayMakesTheBodyRunAgain(count: Int) async throws {
        try await Engine.withPostgres { address in
            let database = try await PostgresDatabase.open(address)
            try await database.migrate([Engine.postgres.migration(TestSQL.create)])
            let other = try address.connect(VaultSlot(), statementTimeout: .seconds(10))
            let runs = Mutex(0)
            try await database.write { transaction in
                let isFirst = runs.withLock { runs in
                    runs += 1
                    return runs == 1
                }
                _ = try transaction.rowCount()
                for id in 0..<count {
                    try transaction.insert(id)
                    guard isFirst, id == count / 2 else { continue }
                    try other.execute(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE pid <> pg_backend_pid() AND datname = current_database() AND xact_start IS NOT NULL
                        """)
                }
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try database.readNow { try $0.rowCount() } == Int64(count))
            await database.close()
        }
    }
}
