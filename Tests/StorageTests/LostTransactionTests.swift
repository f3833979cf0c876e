import Synchronization
import TestSupport
import Testing

@testable import Storage

/// Errors that end the whole gathered transaction: nobody is acknowledged, and each runs again alone.
@Suite struct LostTransactionTests {
    private struct Drawn: Equatable {
        var now: Int64
        var ids: [Int64]
        var salts: [[UInt8]]
    }

    /// Three writes of which the second ends the transaction of all; answers what each drew in each of its runs.
    private func draws(
        in database: SQLiteDatabase, second: @escaping @Sendable (any SQLTransaction) throws -> Void
    ) async -> (outcomes: [Result<Void, any Error>], drawn: [[Drawn]]) {
        let drawn = Mutex([[Drawn]](repeating: [], count: 3))
        let outcomes = await gathered(
            in: database,
            (0..<3).map { number in
                { transaction in
                    let values = Drawn(
                        now: transaction.now, ids: [transaction.newID(), transaction.newID()],
                        salts: [transaction.salt(), transaction.salt()])
                    drawn.withLock { $0[number].append(values) }
                    try transaction.insert(Int64(number))
                    if number == 1 { try second(transaction) }
                }
            })
        return (outcomes, drawn.withLock { $0 })
    }

    private func expectSameDraws(_ drawn: [[Drawn]]) {
        // The third was not reached before the transaction was lost, or lost its first run with it.
        #expect(drawn[0].count == 2 && drawn[1].count == 2)
        for runs in drawn { #expect(runs.allSatisfy { $0 == runs.first }) }
        let values = drawn.compactMap(\.first)
        #expect(Set(values.flatMap(\.ids)).count == 6 && Set(values.flatMap(\.salts)).count == 6)
        #expect(values.flatMap(\.ids).allSatisfy { $0 > 0 } && values.flatMap(\.salts).allSatisfy { $0.count == 16 })
    }

    @Test func afterAFullDiskEachRunsAgainWithTheSameDraws() async throws {
        try await withDatabase { database, _ async throws in
            let pages = try await database.alone { try $0.first(Statement("PRAGMA page_count")) { $0.integer(0) } }
            try await database.alone { [pages] in try $0.execute("PRAGMA max_page_count = \((pages ?? 0) + 5)") }
            let (outcomes, drawn) = await draws(in: database) { transaction in
                try transaction.run(TestSQL.insertBody, [77, .blob(Array(repeating: 1, count: 1_000_000))])
            }
            #expect(outcomes.map { code($0) } == [nil, .full, nil])
            expectSameDraws(drawn)
            #expect(try database.readNow { try $0.ids() } == [0, 2])
            try await database.write { try $0.insert(3) }
            #expect(try await database.integrityCheck() == [])
        }
    }

    @Test func afterARefusedCommitEachRunsAgainWithTheSameDraws() async throws {
        let pairs = Migration(
            number: 2, name: "pairs",
            sql: "CREATE TABLE pairs (id BIGINT REFERENCES rows (id) DEFERRABLE INITIALLY DEFERRED)")
        try await withDatabase([TestSQL.create, pairs]) { database, _ async throws in
            let (outcomes, drawn) = await draws(in: database) { transaction in
                // Refused only when the transaction commits.
                try transaction.run(Statement("INSERT INTO pairs (id) VALUES (-1)"))
            }
            #expect(outcomes.map { code($0) } == [nil, .constraint, nil])
            expectSameDraws(drawn)
            #expect(drawn[2].count == 2)
            let kept = try database.readNow { try $0.ids() }
            #expect(kept == [0, 2])
        }
    }

    @Test func timeAndChanceComeFromTheGivenSources() async throws {
        struct Counter: RandomNumberGenerator, Sendable {
            var last: UInt64 = 0
            mutating func next() -> UInt64 {
                last += 1
                return last
            }
        }
        let directory = try TemporaryDirectory()
        let database = try SQLiteDatabase.open(
            path: directory.file("test.sqlite"), now: { 1_000_000 }, random: Counter())
        let drawn = try await database.write { Drawn(now: $0.now, ids: [$0.newID()], salts: [$0.salt()]) }
        #expect(
            drawn
                == Drawn(
                    now: 1_000_000, ids: [1],
                    salts: [[2] + Array(repeating: 0, count: 7) + [3] + Array(repeating: 0, count: 7)]))
        await database.close()
    }
}
