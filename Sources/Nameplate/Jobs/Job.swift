package import Registry

/// Long work that somebody has begun from a page: it goes on while they are elsewhere, tells how far it is, can be
/// cancelled, and keeps its result for a day.
package struct Job: Sendable, Identifiable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Says what a file would do.
        case preview
        case `import`
        case export
        case labels
        /// Re-reads all data.
        case audit
        case backup
    }

    package enum State: Sendable {
        case running
        case done(Result)
        /// - Parameter error: `CancellationError` where it was cancelled.
        case ended(any Error)
    }

    /// What came out of it.
    package enum Result: Sendable {
        case report(ImportReport, shown: [RowVerdict])
        case file(JobFile)
        case audit(AuditReport)
    }

    package let id: ID<Job>
    package let kind: Kind
    /// What it is about, for its owner: the name of a table or a batch.
    package let subject: String
    /// Where its owner goes on, as whoever began it says.
    package let target: String
    /// In microseconds since 1970 UTC.
    package let began: Int64
    package internal(set) var ended: Int64?
    package internal(set) var progress = JobProgress()
    package internal(set) var state = State.running
    /// What is being written cannot be stopped half way.
    package internal(set) var isCancellable = true

    /// What came out of it; nil while it runs.
    /// - Throws: What ended it without.
    package var result: Result? {
        get throws {
            switch state {
            case .running: nil
            case .done(let result): result
            case .ended(let error): throw error
            }
        }
    }

    package var isRunning: Bool { if case .running = state { true } else { false } }

    /// How long it will still take, in microseconds, going on as fast as it went; nil while that cannot be told.
    package func timeLeft(at now: Int64) -> Int64? {
        guard isRunning, let total = progress.total, progress.done > 0, total >= progress.done else { return nil }
        let elapsed = now - progress.began
        guard elapsed >= 1_000_000 else { return nil }
        return Int64(Double(elapsed) * Double(total - progress.done) / Double(progress.done))
    }
}

/// How far a job is within its phase.
package struct JobProgress: Hashable, Sendable {
    package enum Phase: String, CaseIterable, Sendable {
        case waiting, receiving, checking, writing
    }
    package var phase = Phase.waiting
    /// Of the unit in which the whole is told.
    package var done: Int64 = 0
    /// Nil where nobody knows beforehand.
    package var total: Int64?
    /// Rows, labels or the like so far, for people.
    package var items: Int64 = 0
    /// When the phase began, in microseconds since 1970 UTC.
    var began: Int64 = 0

    package init(phase: Phase = .waiting, done: Int64 = 0, total: Int64? = nil, items: Int64 = 0) {
        self.phase = phase
        self.done = done
        self.total = total
        self.items = items
    }
}

/// A file that a job has made: it can be fetched as often as wanted until the job is forgotten.
package struct JobFile: Sendable {
    /// As it is called where it is saved.
    package var name: String
    package var contentType: String
    package var size: Int
    let path: String
}
