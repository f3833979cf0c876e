import Registry
import Safeguards
import Storage
import Synchronization

/// Records who asks whether units are real, and notices units of which there may be copies, both behind the answers.
final class ScanRecorder: Sendable {
    /// A unit of which there may be copies.
    struct Suspicion: Hashable, Sendable {
        var unit: UnitKey
        var manufacturer: ID<Manufacturer>
        var signals: [CopySignal.Kind]
    }

    /// How long scans gather: they are on disk within a second.
    private static let pause: Duration = .milliseconds(500)
    /// Units that wait to be put on the list; others are found again when somebody asks for them.
    private static let mostSuspicions = 1_000

    let journal: ScanJournal
    private let database: any Database
    private let keys = Mutex<[Int64: AskerKey]>([:])
    private let suspicions = Mutex<Set<Suspicion>>([])
    private let open: @Sendable (Suspicion) async throws -> Void
    private let recorded: AsyncStream<Void>.Continuation
    private let task: Task<Void, Never>

    /// - Parameter open: Puts a unit on the list of those that somebody must look into.
    init(_ database: any Database, directory: String, open: @escaping @Sendable (Suspicion) async throws -> Void) {
        let journal = ScanJournal(database, directory: directory)
        self.journal = journal
        self.database = database
        self.open = open
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        recorded = continuation
        let again = Again()
        self.again = again
        task = Task {
            for await _ in stream {
                guard (try? await Task.sleep(for: Self.pause)) != nil else { return }
                // What could not be written is tried again with the next.
                try? await again.run()
            }
        }
        again.set { [weak self] in try await self?.flush() }
        // What a process before this one has left.
        continuation.yield()
    }

    private let again: Again

    /// What is done after each pause.
    private final class Again: Sendable {
        private let body = Mutex<(@Sendable () async throws -> Void)?>(nil)
        func set(_ body: @escaping @Sendable () async throws -> Void) { self.body.withLock { $0 = body } }
        func run() async throws { try await body.withLock(\.self)?() }
    }

    func append(_ scan: UnitScan) {
        // Who waits for the first takes those that follow.
        if journal.append(scan) == .first { recorded.yield() }
    }

    func suspect(_ suspicion: Suspicion) {
        suspicions.withLock { if $0.count < Self.mostSuspicions { $0.insert(suspicion) } }
        recorded.yield()
    }

    /// Writes what waits.
    func flush() async throws {
        try await journal.drain()
        let taken = suspicions.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        for suspicion in taken { try await open(suspicion) }
    }

    /// Writes what waits, and ends.
    func close() async {
        recorded.finish()
        task.cancel()
        await task.value
        try? await flush()
    }

    // MARK: Askers

    private static let day: Int64 = 86_400_000_000

    /// The asker's hash at a moment; and the one of the day before, while a scan of then may be the same.
    struct Hashes: Hashable, Sendable {
        var at: Int64
        var today: [UInt8]
        var before: [UInt8]?
    }

    func hashes(of asker: String, at now: Int64) async throws -> Hashes {
        let day = now / Self.day
        var hashes = Hashes(at: now, today: try await key(of: day).hash(asker))
        if now % Self.day < UnitScan.repetition { hashes.before = try await key(of: day - 1).hash(asker) }
        return hashes
    }

    private func key(of day: Int64) async throws -> AskerKey {
        if let known = keys.withLock({ $0[day] }) { return known }
        let made = try await database.write { try AskerKeys.take(day, $0) } ?? AskerKey(alone: day)
        return keys.withLock { keys in
            keys = keys.filter { abs($0.key - day) <= 1 }
            let kept = keys[day] ?? made
            keys[day] = kept
            return kept
        }
    }
}
