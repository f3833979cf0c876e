package import Registry
import Storage
import Synchronization

extension NameplateRegistry {
    /// Begins long work as `principal`. What it may do was to be asked before, or is asked by what it calls.
    /// - Parameters:
    ///   - key: What tells it from other work of the same person: where the same is under way already, that is returned.
    ///   - target: Where its owner goes on.
    /// - Throws: `jobs.tooMany`.
    package func begin(
        _ kind: Job.Kind, _ subject: String, key: String, target: String, as principal: Principal,
        _ work: @escaping @Sendable (JobRun) async throws -> Job.Result
    ) throws(RegistryError) -> Job {
        let owner = principal.auditName
        if let same = jobs.find(key: key, of: owner), same.isRunning { return same }
        let job = Job(
            id: ID<Job>(.random(in: 1...(.max))), kind: kind, subject: subject, target: target, began: now())
        try jobs.add(job, key: key, of: owner)
        let (jobs, run) = (self.jobs, JobRun(id: job.id, jobs: jobs, now: now))
        let task = Task {
            do {
                jobs.end(job.id, .done(try await work(run)))
            } catch {
                jobs.end(job.id, .ended(error))
            }
        }
        jobs.setTask(task, of: job.id)
        return job
    }

    /// The person's own work, newest first.
    package func jobs(as principal: Principal) -> [Job] { jobs.all(of: principal.auditName) }

    /// - Throws: `job.unknown`, also for somebody else's.
    package func job(_ id: ID<Job>, as principal: Principal) throws(RegistryError) -> Job {
        guard let job = jobs.find(id, of: principal.auditName) else {
            throw RegistryError(
                .jobUnknown, "This work is not known here any more: results are kept for a day. Begin it again.",
                field: "job")
        }
        return job
    }

    /// The latest job of this key that has not failed; nil where there is none.
    package func job(key: String, as principal: Principal) -> Job? {
        guard let job = jobs.find(key: key, of: principal.auditName) else { return nil }
        if case .ended = job.state { return nil }
        return job
    }

    /// A job once it has ended, or as far as it is after this time.
    /// - Throws: `job.unknown`, `CancellationError`.
    package func job(_ id: ID<Job>, waiting time: Duration, as principal: Principal) async throws -> Job {
        let clock = ContinuousClock()
        let end = clock.now + time
        var job = try job(id, as: principal)
        while job.isRunning, clock.now < end {
            try await Task.sleep(for: .milliseconds(10))
            job = try self.job(id, as: principal)
        }
        return job
    }

    /// Cancels work that runs; what is being written goes on.
    /// - Throws: `job.unknown`.
    package func cancelJob(_ id: ID<Job>, as principal: Principal) throws(RegistryError) {
        _ = try job(id, as: principal)
        jobs.cancel(id)
    }

    /// Forgets work with its result.
    /// - Throws: `job.unknown`.
    package func forgetJob(_ id: ID<Job>, as principal: Principal) throws(RegistryError) {
        let job = try job(id, as: principal)
        if job.isCancellable || !job.isRunning { jobs.remove(id) }
    }

    // MARK: Work on files

    /// So many rows of a file are shown.
    package static let mostVerdicts = 200

    /// Begins to say what a file that waits would do, or to import it.
    /// - Throws: `upload.unknown`, `jobs.tooMany`.
    package func beginImport(
        _ id: ID<Upload>, into table: ImportTable, _ options: ImportOptions, mapping: String?, dryRun: Bool,
        key: String, target: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> Job {
        _ = try await upload(id, as: principal)
        return try begin(dryRun ? .preview : .import, table.rawValue, key: key, target: target, as: principal) { run in
            let shown = ShownVerdicts()
            let report = try await self.importUpload(
                id, into: table, options, mapping: mapping, dryRun: dryRun, as: principal, from: source
            ) {
                run.report(JobProgress($0))
            } verdicts: {
                shown.take($0)
            }
            return .report(report, shown: shown.all)
        }
    }

    /// The bytes of a file that a job has made.
    package func content(of file: JobFile) -> FilePieces { FilePieces(path: file.path) }
}

extension JobProgress {
    init(_ progress: ImportProgress) {
        let phase: Phase =
            switch progress.phase {
            case .receiving: .receiving
            case .checking: .checking
            case .writing: .writing
            }
        self.init(
            phase: phase, done: Int64(progress.bytes), total: progress.totalBytes.map(Int64.init),
            items: Int64(progress.rows))
    }
}

/// The first rows that a file would change, and those that it would be refused.
private final class ShownVerdicts: Sendable {
    private let rows = Mutex<[RowVerdict]>([])

    func take(_ verdicts: [RowVerdict]) {
        rows.withLock { rows in
            rows += verdicts.filter { $0.kind != .unchanged }.prefix(
                max(0, NameplateRegistry.mostVerdicts - rows.count))
        }
    }

    var all: [RowVerdict] { rows.withLock { $0 } }
}
