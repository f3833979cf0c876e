import Foundation
import Nameplate
import Registry
import Synchronization
import TestSupport
import Testing

/// Long work that somebody begins, leaves and comes back to.
@Suite struct JobTests {
    private let directory: TemporaryDirectory
    private let registry: NameplateRegistry
    private let clock: TestClock

    private final class TestClock: Sendable {
        private let time = Mutex<Int64>(SampleRegistry.now)
        var now: Int64 { time.withLock { $0 } }
        func pass(_ seconds: Int64) { time.withLock { $0 += seconds * 1_000_000 } }
    }

    /// Lets work wait until a test says so.
    private final class Gate: Sendable {
        private let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        func open() { continuation.finish() }
        func wait() async throws {
            for await _ in stream {}
            try Task.checkCancellation()
        }
    }

    init() async throws {
        directory = try TemporaryDirectory()
        let clock = TestClock()
        self.clock = clock
        registry = try await RegistryEngine.open(directory.file("registry.sqlite")) { clock.now }
    }

    private func begin(_ gate: Gate, _ key: String = "one", as principal: Principal = .administrator) throws -> Job {
        try registry.begin(.export, "models", key: key, target: "/export", as: principal) { run in
            run.report(JobProgress(phase: .writing, done: 25, total: 100, items: 3))
            try await gate.wait()
            return .file(
                try await run.file(named: "models.csv", "text/csv") { take in
                    try await take(Array("a,b\n".utf8))
                    try await take(Array("1,2\n".utf8))
                })
        }
    }

    private func seen(_ job: Job, as principal: Principal = .administrator) async throws -> Job {
        try await registry.job(job.id, waiting: .seconds(20), as: principal)
    }

    @Test func aFileIsFetchedAsOftenAsWantedAndGoesWithTheDay() async throws {
        let gate = Gate()
        let job = try begin(gate)
        #expect(job.isRunning)
        gate.open()
        guard case .file(let file) = try await seen(job).result else { return #expect(Bool(false), "no file") }
        #expect(file.name == "models.csv" && file.size == 8)
        for _ in 0..<2 {
            var bytes: [UInt8] = []
            for try await piece in registry.content(of: file) { bytes += piece }
            #expect(bytes == Array("a,b\n1,2\n".utf8))
        }
        let folder = directory.file("registry.sqlite-jobs")
        let names = { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }
        clock.pass(86_500)
        #expect(registry.jobs(as: .administrator).isEmpty)
        #expect(names().isEmpty)
        let error = #expect(throws: RegistryError.self) { _ = try registry.job(job.id, as: .administrator) }
        #expect(error?.code == .jobUnknown)
        await registry.close()
    }

    @Test func theTimeLeftFollowsFromTheTimeTaken() async throws {
        let gate = Gate()
        let job = try begin(gate)
        // The work reports before it waits.
        var running = try registry.job(job.id, as: .administrator)
        while running.progress.done == 0 {
            await Task.yield()
            running = try registry.job(job.id, as: .administrator)
        }
        #expect(running.timeLeft(at: clock.now) == nil)
        clock.pass(10)
        #expect(running.timeLeft(at: clock.now) == 30_000_000)
        gate.open()
        #expect(try await seen(job).timeLeft(at: clock.now) == nil)
        await registry.close()
    }

    @Test func cancelledWorkLeavesNothing() async throws {
        let gate = Gate()
        let job = try begin(gate)
        try registry.cancelJob(job.id, as: .administrator)
        gate.open()
        let ended = try await seen(job)
        #expect(throws: CancellationError.self) { _ = try ended.result }
        #expect(registry.job(key: "one", as: .administrator) == nil)
        try registry.forgetJob(job.id, as: .administrator)
        #expect(registry.jobs(as: .administrator).isEmpty)
        await registry.close()
    }

    @Test func theSameWorkIsBegunOnceAndNotTooMuchOfIt() async throws {
        let gate = Gate()
        let first = try begin(gate, "one")
        #expect(try begin(gate, "one").id == first.id)
        _ = try begin(gate, "two")
        let error = #expect(throws: RegistryError.self) { _ = try begin(gate, "three") }
        #expect(error?.code == .jobsTooMany)
        gate.open()
        _ = try await seen(first)
        // What has ended makes room.
        _ = try begin(gate, "three")
        await registry.close()
    }

    @Test func itIsItsOwnersAlone() async throws {
        let gate = Gate()
        let job = try begin(gate)
        let other = Principal.stranger
        for attempt in [
            { _ = try registry.job(job.id, as: other) }, { try registry.cancelJob(job.id, as: other) },
            { try registry.forgetJob(job.id, as: other) },
        ] {
            let error = #expect(throws: RegistryError.self) { try attempt() }
            #expect(error?.code == .jobUnknown)
        }
        #expect(registry.jobs(as: other).isEmpty)
        #expect(registry.job(key: "one", as: other) == nil)
        #expect(try registry.job(job.id, as: .administrator).isRunning)
        gate.open()
        await registry.close()
    }

    @Test func closingTheRegistryEndsWhatRuns() async throws {
        let gate = Gate()
        _ = try begin(gate)
        await registry.close()
        #expect(
            (try? FileManager.default.contentsOfDirectory(atPath: directory.file("registry.sqlite-jobs"))) ?? [] == [])
    }
}
