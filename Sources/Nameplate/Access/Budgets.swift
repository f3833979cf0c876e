package import Registry
import Storage
import Synchronization

/// What an asker may still look up, as the header `RateLimit` tells it.
package struct BudgetState: Hashable, Sendable {
    /// The points of a window.
    package var points: Int64
    package var remaining: Int64
    /// Until the next window begins.
    package var secondsLeft: Int64
}

/// The budgets of all who ask, in this process's memory. Where several servers share a database each takes points from
/// it in portions; where one process has a file, it has all of them. What is refused never asks the database.
final class Budgets: Sendable {
    /// Points that were taken for a question that is being asked.
    struct Taken: Hashable, Sendable {
        fileprivate var asker: LookupBudget.Asker
        fileprivate var window: Int64
        var points: Int64
    }

    private struct Misses {
        var since: Int64
        var count = 0
    }

    private struct Contents {
        var windows: [LookupBudget.Asker: BudgetWindow] = [:]
        /// Of strangers, by the model whose numbers they tried.
        var misses: [ID<Model>: Misses] = [:]
        var sweptAt = Int64.min
    }

    /// So many askers have a window of their own; the others share one. Otherwise whoever has many addresses could fill
    /// the memory, or have his own window forgotten.
    private let capacity: Int
    /// How long after looking for windows that have ended one looks for more, in microseconds.
    private static let sweepPause: Int64 = 60_000_000
    /// Nil where this process has all points.
    private let database: (any Database)?
    private let contents = Mutex(Contents())

    init(_ database: any Database, capacity: Int = 100_000) {
        self.database = database.isShared ? database : nil
        self.capacity = capacity
    }

    /// Takes points for a question before it is asked.
    /// - Parameters:
    ///   - least: What the cheapest question that is not answered costs.
    ///   - most: What is taken where there is enough.
    /// - Throws: `budget.exhausted`.
    func take(least: Int64, most: Int64, for asker: LookupBudget.Asker, at now: Int64) async throws -> Taken {
        while true {
            let (own, taken, window) = contents.withLock { contents in
                let own = self.holder(asker, &contents, at: now)
                var window = Self.window(of: own, in: contents, isLeased: database != nil, at: now)
                // What the database may still have is asked for first.
                let isEnough = window.left >= most || window.unleased == 0
                let taken = isEnough ? window.take(least: least, most: most) : nil
                contents.windows[own] = window
                return (own, taken, window)
            }
            if let taken { return Taken(asker: own, window: window.since, points: taken) }
            guard let database, window.unleased > 0 else { throw Self.exhausted(asker, until: window.end, at: now) }
            let lease = try await database.write { try BudgetLeases.take(own, $0) }
            contents.withLock { contents in
                var window = Self.window(of: own, in: contents, isLeased: true, at: now)
                window.add(lease)
                contents.windows[own] = window
            }
        }
    }

    /// Gives back what was taken for a question, less what it cost.
    func settle(_ taken: Taken, cost: Int64) {
        contents.withLock { contents in
            guard contents.windows[taken.asker]?.since == taken.window else { return }
            contents.windows[taken.asker]?.settle(taken: taken.points, cost: cost)
        }
    }

    /// Why a question is not answered for which what was taken is not enough.
    func refusal(of taken: Taken, at now: Int64) -> RegistryError {
        Self.exhausted(taken.asker, until: taken.window + LookupBudget.window, at: now)
    }

    /// Counts that a stranger has tried a number of a model in vain.
    /// - Returns: Whether the model is contested.
    func countMiss(of model: ID<Model>, at now: Int64) -> Bool {
        contents.withLock { contents in
            var misses = contents.misses[model] ?? Misses(since: now)
            if now - misses.since >= LookupBudget.window { misses = Misses(since: now) }
            misses.count += 1
            contents.misses[model] = misses
            return misses.count > LookupBudget.uncontestedMisses
        }
    }

    /// What an asker has left.
    func state(of asker: LookupBudget.Asker, at now: Int64) -> BudgetState {
        contents.withLock { contents in
            let own = contents.windows[asker] == nil && contents.windows.count >= capacity ? .others : asker
            let window = Self.window(of: own, in: contents, isLeased: database != nil, at: now)
            return BudgetState(
                points: LookupBudget.points(of: own), remaining: window.remaining,
                secondsLeft: Self.seconds(until: window.end, at: now))
        }
    }

    /// Whose window an asker spends from.
    private func holder(_ asker: LookupBudget.Asker, _ contents: inout Contents, at now: Int64) -> LookupBudget.Asker {
        guard contents.windows[asker] == nil, contents.windows.count >= capacity else { return asker }
        if now - Self.sweepPause >= contents.sweptAt {
            contents.sweptAt = now
            contents.windows = contents.windows.filter { !$0.value.hasEnded(at: now) }
            contents.misses = contents.misses.filter { now - $0.value.since < LookupBudget.window }
        }
        return contents.windows.count < capacity ? asker : .others
    }

    private static func window(
        of asker: LookupBudget.Asker, in contents: Contents, isLeased: Bool, at now: Int64
    ) -> BudgetWindow {
        if let known = contents.windows[asker], !known.hasEnded(at: now) { return known }
        return BudgetWindow(of: asker, since: now, isLeased: isLeased)
    }

    private static func seconds(until end: Int64, at now: Int64) -> Int64 { max(1, (end - now + 999_999) / 1_000_000) }

    private static func exhausted(_ asker: LookupBudget.Asker, until end: Int64, at now: Int64) -> RegistryError {
        let seconds = seconds(until: end, at: now)
        let minutes = (seconds + 59) / 60
        let again = "Look up again in \(minutes) \(minutes == 1 ? "minute" : "minutes")"
        var error: RegistryError
        if case .account = asker {
            error = RegistryError(
                .budgetExhausted,
                "Too many numbers that are not known were looked up with your account within an hour. \(again).")
        } else {
            error = RegistryError(
                .budgetExhausted,
                "Too many numbers that are not known were looked up from your network within an hour. \(again), or sign "
                    + "in: whoever is known may ask ten times as often.")
        }
        error.retryAfter = Int(seconds)
        return error
    }
}
