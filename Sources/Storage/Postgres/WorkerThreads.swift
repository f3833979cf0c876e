import Dispatch
import Foundation
import Synchronization

/// Threads of the engine's own, on which calls may block, and the queue of what they are to do.
final class WorkerThreads: Sendable {
    private let queue = Queue()
    private let patience: Duration
    private let errors: PostgresErrors

    /// The most that may wait.
    private static let longestQueue = 10_000

    /// - Parameters:
    ///   - patience: How long a job may wait for a thread.
    ///   - idle: Runs once a second on a thread that has nothing to do.
    init(count: Int, patience: Duration, _ errors: PostgresErrors, idle: (@Sendable () -> Void)? = nil) {
        self.patience = patience
        self.errors = errors
        // The threads know only the queue, so that a database that nobody closed ends them.
        for _ in 0..<count { Thread.detachNewThread { [queue] in queue.work(idle) } }
        queue.state.withLock { $0.threads = count }
    }

    deinit { queue.end(then: {}) }

    /// Runs `body` on one of the threads.
    /// - Throws: ``StorageError`` `busy` where none is free in time, `closed`, or what `body` throws.
    func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                run: { continuation.resume(with: Result(catching: body)) },
                fail: { continuation.resume(throwing: $0) })
            switch queue.add(job, most: Self.longestQueue) {
            case .taken: break
            case .waits(let number): queue.giveUp(number, after: patience, errors.busy)
            case .full: job.fail(errors.busy)
            case .ended: job.fail(errors.closed)
            }
        }
    }

    /// Takes no more jobs, and returns when all that were taken are done.
    func close() async {
        await withCheckedContinuation { continuation in queue.end(then: { continuation.resume() }) }
    }

    private struct Job: Sendable {
        var number = 0
        var run: @Sendable () -> Void
        var fail: @Sendable (StorageError) -> Void
    }

    private enum Admission {
        /// A thread is free to run it.
        case taken
        case waits(Int)
        case full, ended
    }

    private struct State {
        var jobs: [Job] = []
        var lastNumber = 0
        var threads = 0
        var idle = 0
        var isEnding = false
        var whenEnded: [@Sendable () -> Void] = []
    }

    private final class Queue: Sendable {
        let state = Mutex(State())
        /// Counts the jobs, and after the end once for each thread.
        private let signals = DispatchSemaphore(value: 0)

        func add(_ job: Job, most: Int) -> Admission {
            let admission: Admission = state.withLock { state in
                if state.isEnding { return .ended }
                if state.jobs.count >= most { return .full }
                var job = job
                state.lastNumber += 1
                job.number = state.lastNumber
                state.jobs.append(job)
                return state.jobs.count <= state.idle ? .taken : .waits(job.number)
            }
            switch admission {
            case .taken, .waits: signals.signal()
            case .full, .ended: break
            }
            return admission
        }

        /// Fails a job that still waits after some time.
        func giveUp(_ number: Int, after patience: Duration, _ error: StorageError) {
            DispatchQueue.global().asyncAfter(deadline: .now() + patience.seconds) { [self] in
                let job: Job? = state.withLock { state in
                    state.jobs.firstIndex { $0.number == number }.map { state.jobs.remove(at: $0) }
                }
                job?.fail(error)
            }
        }

        func end(then: @escaping @Sendable () -> Void) {
            let (threads, hasEnded) = state.withLock { state in
                defer { state.isEnding = true }
                if state.threads > 0 { state.whenEnded.append(then) }
                return (state.isEnding ? 0 : state.threads, state.threads == 0)
            }
            for _ in 0..<threads { signals.signal() }
            if hasEnded { then() }
        }

        /// What a thread does until the end.
        func work(_ idle: (@Sendable () -> Void)?) {
            while true {
                state.withLock { $0.idle += 1 }
                let isWoken = wait(idle != nil)
                let (job, ends): (Job?, Bool) = state.withLock { state in
                    state.idle -= 1
                    let job = state.jobs.isEmpty ? nil : state.jobs.removeFirst()
                    return (job, job == nil && state.isEnding)
                }
                if let job {
                    job.run()
                } else if ends {
                    return leave()
                } else if !isWoken {
                    idle?()
                }
            }
        }

        /// False where a second has passed.
        private func wait(_ forASecond: Bool) -> Bool {
            guard forASecond else {
                signals.wait()
                return true
            }
            return signals.wait(timeout: .now() + 1) == .success
        }

        private func leave() {
            let whenEnded = state.withLock { state in
                state.threads -= 1
                defer { if state.threads == 0 { state.whenEnded = [] } }
                return state.threads == 0 ? state.whenEnded : []
            }
            for body in whenEnded { body() }
        }
    }
}
