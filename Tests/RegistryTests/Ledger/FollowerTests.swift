import Foundation
import Registry
import Storage
import Synchronization
import TestSupport
import Testing

@Suite struct FollowerTests {
    /// Keeps the positions that it was given, and can fail before or after it has taken some in.
    private final class Collector: Follower {
        struct Crash: Error {}

        let name = "collector"
        let taken = Mutex<[Int64]>([])
        let crashes = Mutex<Set<Int64>>([])
        /// How many it takes in at a time.
        let pace: Int64

        init(pace: Int64 = .max) { self.pace = pace }

        func follow(_ positions: ClosedRange<Int64>, _ transaction: any SQLTransaction) throws -> Int64 {
            let crashed = crashes.withLock { $0.remove(positions.upperBound) != nil }
            if crashed { throw Crash() }
            let last = min(positions.upperBound, positions.lowerBound.addingSaturated(pace - 1))
            taken.withLock { $0 += positions.lowerBound...last }
            return last
        }
    }

    @Test(arguments: Engine.available)
    func aFollowerThatLetsOthersWriteGoesOnWhereItWas(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                for number in 0..<10 { try desk.register("X-\(number)", of: model) }
            }
            let follower = Collector(pace: 3)
            try await registry.advance(follower)
            try await registry.advance(follower)
            #expect(follower.taken.withLock { $0 } == Array(1...10))
        }
    }

    @Test(arguments: Engine.available)
    func aFollowerThatIsInterruptedSkipsAndDoublesNothing(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let head = 2 * Followers.chunk + 300
            try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                for number in 0..<head { try desk.register("X-\(number)", of: model) }
            }
            let follower = Collector()
            follower.crashes.withLock { $0 = [Followers.chunk * 2, head] }
            for _ in 0..<2 {
                await #expect(throws: Collector.Crash.self) {
                    try await registry.advance(follower)
                }
            }
            try await registry.advance(follower)
            try await registry.advance(follower)
            #expect(follower.taken.withLock { $0 } == Array(1...head))
        }
    }

    /// While a transaction is held open, others that began later commit and are numbered; what it records comes after them.
    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func anEventWhoseTransactionIsHeldOpenIsNotSkipped() async throws {
        let minute = ProcessInfo.processInfo.environment["NAMEPLATE_TRIAL"] == "full" ? 60 : 0
        try await Engine.postgres.withRegistry { registry in
            let follower = Collector()
            let model = try await registry.write { try $0.model(of: try $0.manufacturer()) }
            let gate = DispatchSemaphore(value: 0)
            let (started, start) = AsyncStream<Void>.makeStream()
            let held = Task {
                try await registry.write { desk in
                    try desk.register("held", of: model)
                    start.finish()
                    // It may run again, and waits no second time.
                    gate.wait()
                    gate.signal()
                }
            }
            for await _ in started {}
            let others: Int64
            do {
                others = try await record(for: minute, on: model, registry, follower)
            } catch {
                gate.signal()
                throw error
            }
            gate.signal()
            try await held.value
            try await registry.advance(follower)
            #expect(follower.taken.withLock { $0 } == Array(1...(others + 1)))
            let last = try await registry.read { reader in
                let page = try EventRows.page(after: others, limit: 10, reader)
                return try page.flatMap { try EventRows.mentions(of: $0.header.id, reader).units.map(\.serial.text) }
            }
            #expect(last == ["held"])
            #expect(try await registry.findings() == [])
        }
    }

    /// Records events for so many seconds, and has the follower take them in. - Returns: How many.
    private func record(
        for seconds: Int, on model: Model, _ registry: TestRegistry, _ follower: Collector
    ) async throws -> Int64 {
        let end = ContinuousClock.now + .seconds(seconds)
        var count: Int64 = 0
        repeat {
            for _ in 0..<50 {
                count += 1
                let serial = "X-\(count)"
                _ = try await registry.write { try $0.register(serial, of: model) }
            }
            try await registry.advance(follower)
            #expect(follower.taken.withLock { $0 } == Array(1...count))
            // PostgreSQL keeps what about a thousand serializable transactions rest on while an older one is open; those
            // that come after it undoes.
            if seconds > 0 { try await Task.sleep(for: .seconds(5)) }
        } while ContinuousClock.now < end
        return count
    }

    /// On a cluster an event may be seen a moment before its rows beside the units.
    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func rowsThatWereNotThereWhenTheirEventWasNumberedAreNumberedLater() async throws {
        try await Engine.postgres.withRegistry { registry in
            try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "A{seq:4}")
                _ = try desk.issue(10, of: model)
                for number in 0..<5 { try desk.register("X-\(number)", of: model) }
            }
            #expect(try await Positions.giveLeft(in: registry.database) == 0)
            try await Positions.prepareSpread(in: registry.database)
            try await Positions.prepareSpread(in: registry.database)
            let lost = Statement("UPDATE unit_events SET position = NULL WHERE position > 3")
            #expect(try await registry.tamper(lost) == 3)
            #expect(try await registry.findings() != [])
            #expect(try await Positions.giveLeft(in: registry.database) == 3)
            #expect(try await Positions.giveLeft(in: registry.database) == 0)
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func figuresAreTheSameBeforeAmidstAndAfterTheFollower(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer())
                for number in 0..<(Followers.chunk + 1) { try desk.register("X-\(number)", of: model) }
                return model.id
            }
            let expected = FleetFigures(units: Followers.chunk + 1, failures: 0, serviceSeconds: 0)
            #expect(try await registry.read { try Fleets.figures(of: model, $0) } == expected)
            for positions in [1...Followers.chunk, (Followers.chunk + 1)...(Followers.chunk + 1)] {
                try await registry.write { try FleetFollower().follow(positions, $0.transaction) }
                #expect(try await registry.read { try Fleets.figures(of: model, $0) } == expected)
            }
        }
    }

    @Test(arguments: Engine.available)
    func figuresPastAllCountingStayAtTheEndOfTheRange(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { try $0.model(of: try $0.manufacturer()).id }
            let insert = Statement(
                """
                INSERT INTO fleet_changes (event_id, model_id, position, units, failures, service_seconds)
                VALUES ($1, $2, $3, 1, 0, $4)
                """)
            for number in 1...3 as ClosedRange<Int64> {
                let values: [SQLValue] = [
                    .integer(number), .integer(model.value), .integer(number), .integer(.max / 2),
                ]
                #expect(try await registry.tamper(insert, values) == 1)
            }
            let expected = FleetFigures(units: 3, failures: 0, serviceSeconds: .max)
            #expect(try await registry.read { try Fleets.figures(of: model, $0) } == expected)
            try await registry.write { try FleetFollower().follow(1...2, $0.transaction) }
            try await registry.write { try FleetFollower().follow(3...3, $0.transaction) }
            #expect(try await registry.read { try Fleets.figures(of: model, $0) } == expected)
        }
    }

    @Test(arguments: Engine.available)
    func positionsAreDenseUnderManyWriters(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let model = try await registry.write { try $0.model(of: try $0.manufacturer()) }
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<64 {
                    group.addTask {
                        for number in 0..<4 {
                            // Every fourth is refused after it has written.
                            _ = try? await registry.write { desk in
                                try desk.register("W\(writer)-\(number)", of: model)
                                if number == 3 { throw Collector.Crash() }
                            }
                        }
                    }
                }
            }
            let positions = try await registry.read { reader in
                try reader.all(Statement("SELECT position FROM events ORDER BY position")) { $0.integer(0) }
            }
            #expect(positions == Array(1...(64 * 3)))
            #expect(try await registry.findings() == [])
        }
    }
}
