import Foundation
import GRDBSQLite
import TestSupport
import Testing

@testable import Storage

@Suite struct ReadingTests {
    @Test(arguments: Engine.available)
    func aReadSeesOneSnapshotWhileOthersWrite(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { try $0.insert(1) }
            let gate = DispatchSemaphore(value: 0)
            let (started, start) = AsyncStream<Void>.makeStream()
            let reading = Task {
                try await database.read { reader in
                    let before = try reader.rowCount()
                    start.finish()
                    gate.wait()
                    return [before, try reader.rowCount()]
                }
            }
            for await _ in started {}
            try await database.write { try $0.insert(2) }
            #expect(try database.readNow { try $0.rowCount() } == 2)
            gate.signal()
            #expect(try await reading.value == [1, 1])
            #expect(try await database.read { try $0.rowCount() } == 2)
        }
    }

    @Test(arguments: Engine.available)
    func readNowSeesWhatWasAcknowledgedAtOnce(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            for id in 1...200 {
                try await database.write { try $0.insert(Int64(id), "note \(id)") }
                let note = try database.readNow { try $0.first(TestSQL.note, [.integer(Int64(id))]) { $0.text(0) } }
                #expect(note == "note \(id)")
            }
        }
    }

    @Test(arguments: Engine.available)
    func manyThreadsReadNowAtOnce(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { for id in 0..<100 { try $0.insert(Int64(id), "note \(id)") } }
            DispatchQueue.concurrentPerform(iterations: 64) { thread in
                for id in 0..<100 {
                    let note = try? database.readNow {
                        try $0.first(TestSQL.note, [.integer(Int64(id))]) { $0.text(0) }
                    }
                    #expect(note == "note \(id)")
                }
            }
        }
    }

    @Test(arguments: Engine.available)
    func aReaderCannotWrite(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            let values: [SQLValue] = [1, ""]
            #expect(throws: StorageError.self) {
                try database.readNow { try $0.forEachRow(TestSQL.insert, values) { _ in true } }
            }
            await #expect(throws: StorageError.self) {
                try await database.read { try $0.forEachRow(TestSQL.insert, values) { _ in true } }
            }
            #expect(try database.readNow { try $0.rowCount() } == 0)
        }
    }

    @Test(arguments: Engine.available)
    func aStatementMayRunWithinItsOwnRowLoop(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { for id in 0..<20 { try $0.insert(Int64(id), "note \(id)") } }
            let total = try database.readNow { reader in
                var total = 0
                for _ in 0..<3 {
                    try reader.forEachRow(TestSQL.ids, []) { outer in
                        let id = outer.integer(0)
                        try reader.forEachRow(TestSQL.ids, []) { inner in
                            total += 1
                            return inner.integer(0) < 9
                        }
                        return outer.integer(0) == id
                    }
                }
                return total
            }
            #expect(total == 3 * 20 * 10)
        }
    }

    @Test func aStatementIsPreparedOncePerConnection() async throws {
        try await withDatabase { database, _ async throws in
            let prepared = try await database.alone { session in
                let before = statementCount(session)
                for id in 0..<50 { try session.run(TestSQL.insert, [.integer(Int64(id)), "x"]) }
                return statementCount(session) - before
            }
            #expect(prepared == 1)
        }
    }

    private func statementCount(_ session: SQLiteSession) -> Int {
        sequence(first: sqlite3_next_stmt(session.connection, nil)) { sqlite3_next_stmt(session.connection, $0) }
            .prefix { $0 != nil }.count
    }

    @Test(arguments: Engine.available)
    func aRowLoopEndsWhereItsBodySaysSo(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { for id in 0..<20 { try $0.insert(Int64(id)) } }
            var seen: [Int64] = []
            try database.readNow { reader in
                try reader.forEachRow(TestSQL.ids, []) { row in
                    seen.append(row.integer(0))
                    return seen.count < 3
                }
            }
            #expect(seen == [0, 1, 2])
        }
    }

    @Test(arguments: Engine.available, [[], [1], [1, 2, 3]] as [[SQLValue]])
    func aWrongNumberOfValuesIsAnError(_ engine: Engine, values: [SQLValue]) async throws {
        try await engine.withDatabase { database async throws in
            await #expect(throws: StorageError.self) { try await database.write { try $0.run(TestSQL.insert, values) } }
        }
    }

    @Test(arguments: Engine.available)
    func aClosedDatabaseAnswersThatItIsClosed(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            await database.close()
            await database.close()
            let closed = StorageError.Code.closed
            #expect(throws: StorageError.self) { try database.readNow { try $0.rowCount() } }
            await #expect { try await database.read { try $0.rowCount() } } throws: {
                ($0 as? StorageError)?.code == closed
            }
            await #expect { try await database.write { try $0.rowCount() } } throws: {
                ($0 as? StorageError)?.code == closed
            }
        }
    }

    @Test func theQueryPlanIsShown() async throws {
        try await withDatabase { database, _ async throws in
            let search = try await database.explain(TestSQL.note)
            #expect(search.count == 1 && search[0].hasPrefix("SEARCH rows USING"))
            #expect(try await database.explain(TestSQL.count)[0].hasPrefix("SCAN rows"))
        }
    }
}
