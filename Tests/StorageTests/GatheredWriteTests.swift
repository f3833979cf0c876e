import Dispatch
import Storage
import Synchronization
import Testing

@Suite struct GatheredWriteTests {
    @Test(arguments: Engine.available)
    func eachOfManyConcurrentCallersGetsItsOwnOutcome(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            let outcomes = await gathered(
                in: database,
                (0..<64).map { number in
                    { transaction in
                        // 12, 13, 14 and 15 all want the id 12.
                        try transaction.insert(Int64(number / 4 == 3 ? 12 : number))
                        if number % 8 == 1 { throw Refusal(number: number) }
                        return number * 10
                    }
                })
            for (number, outcome) in outcomes.enumerated() {
                switch number {
                case 13, 14, 15: #expect(code(outcome) == .constraint)
                case _ where number % 8 == 1:
                    #expect(throws: Refusal(number: number)) { try outcome.get() }
                default: #expect(try outcome.get() == number * 10)
                }
            }
            let kept = try database.readNow { try $0.ids() }
            #expect(kept == (0..<64).filter { $0 % 8 != 1 && !(13...15).contains($0) })
        }
    }

    @Test(arguments: Engine.available)
    func aLaterWriteOfTheSameTransactionSeesTheEarlier(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            let outcomes = await gathered(
                in: database,
                (0..<10).map { number in
                    { transaction in
                        try transaction.insert(number)
                        return try transaction.rowCount()
                    }
                })
            #expect(try outcomes.map { try $0.get() } == Array(Int64(1)...10))
        }
    }

    @Test(arguments: Engine.available)
    func whatABodyWroteBeforeItThrewIsUndone(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            let outcomes: [Result<Void, any Error>] = await gathered(
                in: database,
                [
                    { @Sendable transaction in try transaction.insert(1) },
                    { @Sendable transaction in
                        for id in 2..<100 { try transaction.insert(id) }
                        throw Refusal(number: 2)
                    },
                    { @Sendable transaction in try transaction.insert(100) },
                ])
            #expect(throws: Refusal(number: 2)) { try outcomes[1].get() }
            #expect(try database.readNow { try $0.ids() } == [1, 100])
        }
    }

    @Test(arguments: Engine.available, [1, 5])
    func aBodyThatSwallowsAnSQLErrorFailsWithIt(_ engine: Engine, writers: Int) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { try $0.insert(0) }
            let outcomes = await gathered(
                in: database,
                (1...writers).map { number in
                    { transaction in
                        try transaction.insert(Int64(number))
                        try? transaction.insert(0)
                        // The transaction has ended for this body: nothing more is written.
                        try? transaction.insert(Int64(number) + 100)
                    }
                })
            #expect(outcomes.map { code($0) } == Array(repeating: .constraint, count: writers))
            #expect(try database.readNow { try $0.ids() } == [0])
        }
    }

    @Test(arguments: Engine.available)
    func aBodyMayTurnAnSQLErrorIntoItsOwn(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { try $0.insert(1) }
            await #expect(throws: Refusal(number: 9)) {
                try await database.write { transaction in
                    do {
                        _ = try transaction.rowsChanged(by: TestSQL.insert, [1, ""])
                    } catch {
                        throw Refusal(number: 9)
                    }
                }
            }
            #expect(try database.readNow { try $0.ids() } == [1])
        }
    }

    @Test(arguments: Engine.available)
    func anErrorThrownFromARowLoopIsTheBodysOwnAndMayBeCaught(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { transaction in
                try transaction.insert(1)
                try? transaction.forEachRow(TestSQL.ids, []) { _ in throw Refusal(number: 1) }
                try transaction.insert(2)
            }
            #expect(try database.readNow { try $0.ids() } == [1, 2])
        }
    }

    @Test(arguments: Engine.available)
    func aTransactionKeptBeyondItsEndWritesNothing(_ engine: Engine) async throws {
        final class Keeper: @unchecked Sendable { var transaction: (any SQLTransaction)? }
        try await engine.withDatabase { database async throws in
            let keeper = Keeper()
            try await database.write { keeper.transaction = $0 }
            #expect(throws: StorageError.self) { try keeper.transaction?.insert(1) }
            #expect(try database.readNow { try $0.rowCount() } == 0)
        }
    }
}
