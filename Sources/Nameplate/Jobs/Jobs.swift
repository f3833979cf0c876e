import Registry
import Storage
import Synchronization

/// The jobs of this process. They end with it: an import that was being written goes on when the registry opens again,
/// everything else is begun anew.
final class Jobs: Sendable {
    /// Jobs of one person that run at a time.
    static let mostRunningOfOne = 2
    /// Jobs that run at a time, each on threads that others need too.
    static let mostRunning = 8
    /// Jobs of one person that are kept; the oldest that has ended goes for a newer one.
    static let mostKeptOfOne = 20
    /// How long the result of a job is kept, in microseconds: a day.
    static let lifetime: Int64 = 86_400_000_000

    struct Kept {
        var job: Job
        var owner: String
        /// What tells it from other jobs of its owner.
        var key: String
        var task: Task<Void, Never>?
    }

    let directory: String
    private let now: @Sendable () -> Int64
    private let kept = Mutex<[ID<Job>: Kept]>([:])
    private let isPrepared = Mutex(false)

    init(directory: String, now: @escaping @Sendable () -> Int64) {
        self.directory = directory
        self.now = now
    }

    /// Files of an earlier process are nobody's.
    func prepare() {
        isPrepared.withLock { isPrepared in
            if !isPrepared { JobFolder.empty(directory) }
            isPrepared = true
        }
    }

    func add(_ job: Job, key: String, of owner: String) throws(RegistryError) {
        forgetOld()
        let refusal: RegistryError? = kept.withLock { kept in
            let running = kept.values.filter(\.job.isRunning)
            guard running.count < Self.mostRunning, running.count(where: { $0.owner == owner }) < Self.mostRunningOfOne
            else {
                return RegistryError(
                    .jobsTooMany,
                    "Too much is under way already. Wait until something has ended, or cancel it on the page of running "
                        + "work.")
            }
            kept[job.id] = Kept(job: job, owner: owner, key: key)
            return nil
        }
        if let refusal { throw refusal }
    }

    func setTask(_ task: Task<Void, Never>, of id: ID<Job>) {
        kept.withLock { $0[id]?.task = task }
    }

    func update(_ id: ID<Job>, _ change: (inout Job) -> Void) {
        kept.withLock { kept in
            guard var found = kept[id] else { return }
            change(&found.job)
            kept[id] = found
        }
    }

    func end(_ id: ID<Job>, _ state: Job.State) {
        let now = now()
        update(id) { job in
            job.state = state
            job.ended = now
        }
    }

    func find(_ id: ID<Job>, of owner: String) -> Job? {
        forgetOld()
        return kept.withLock { kept in kept[id].flatMap { $0.owner == owner ? $0.job : nil } }
    }

    /// The latest of these.
    func find(key: String, of owner: String) -> Job? {
        kept.withLock { kept in
            kept.values.filter { $0.owner == owner && $0.key == key }.map(\.job).max { $0.began < $1.began }
        }
    }

    /// Newest first.
    func all(of owner: String) -> [Job] {
        forgetOld()
        return kept.withLock { kept in
            kept.values.filter { $0.owner == owner }.map(\.job).sorted { $0.began > $1.began }
        }
    }

    /// Forgets it with its file; what still runs is cancelled.
    func remove(_ id: ID<Job>) {
        guard let gone = kept.withLock({ $0.removeValue(forKey: id) }) else { return }
        gone.task?.cancel()
        if case .done(.file(let file)) = gone.job.state { JobFolder.remove(file.path) }
    }

    func cancel(_ id: ID<Job>) {
        kept.withLock { kept in
            guard let found = kept[id], found.job.isCancellable else { return }
            found.task?.cancel()
        }
    }

    /// Cancels everything and waits for its end.
    func close() async {
        let tasks = kept.withLock { kept in kept.values.compactMap(\.task) }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
        for id in kept.withLock({ Array($0.keys) }) { remove(id) }
    }

    private func forgetOld() {
        let limit = now() - Self.lifetime
        let old = kept.withLock { kept in
            let ended = kept.values.filter { !$0.job.isRunning }
            let aged = ended.filter { $0.job.began < limit }.map(\.job.id)
            let tooMany = Dictionary(grouping: ended, by: \.owner).values.flatMap { own in
                own.map(\.job).sorted { $0.began > $1.began }.dropFirst(Self.mostKeptOfOne).map(\.id)
            }
            return aged + tooMany
        }
        for id in old { remove(id) }
    }
}
