package import Registry
import Synchronization

/// Who has asked in vain whether units are real, and how long each must wait: the more in vain, the longer.
///
/// It is kept in this process's memory, beside the budgets of look-ups, which bound the same across servers.
final class VerificationGuesses: Sendable {
    /// So many questions in vain cost no time: people miscopy.
    static let free = 10
    /// A wait never takes longer, in microseconds: an hour.
    static let longest: Int64 = 3_600_000_000
    /// After so long without a question in vain all is forgotten: a day.
    private static let memory: Int64 = 24 * longest
    /// So many of strangers within an hour about one model are told to its maker, with those that were not answered.
    static let alarming = 100
    private static let capacity = 100_000

    private struct Misses {
        var count = 0
        var lastAt: Int64
        /// What was last asked for in vain: whoever is refused is taken to go on.
        var model: ID<Model>?
    }

    /// A model at whose numbers somebody guesses.
    struct Alarm: Hashable, Sendable {
        var model: ID<Model>
        /// How often within the hour.
        var count: Int
    }

    private struct ModelMisses {
        var since: Int64
        var count = 0
        var alarmedOn: Int64 = .min
    }

    private struct Contents {
        var askers: [LookupBudget.Asker: Misses] = [:]
        var models: [ID<Model>: ModelMisses] = [:]
        var alarms: [Alarm] = []
    }

    private let contents = Mutex(Contents())

    /// - Throws: `budget.exhausted` with when to ask again.
    func admit(_ asker: LookupBudget.Asker, at now: Int64) throws(RegistryError) {
        let until: Int64? = contents.withLock { contents in
            guard let misses = contents.askers[asker] else { return nil }
            if now - misses.lastAt >= Self.memory {
                contents.askers[asker] = nil
                return nil
            }
            let until = misses.lastAt + Self.wait(after: misses.count)
            guard until > now else { return nil }
            if let model = misses.model { Self.count(model, &contents, at: now) }
            return until
        }
        guard let until else { return }
        let seconds = max(1, (until - now + 999_999) / 1_000_000)
        var error = RegistryError(
            .budgetExhausted,
            "Too many numbers were asked for that are not known. Ask again in \(seconds) "
                + (seconds == 1 ? "second." : "seconds."))
        error.retryAfter = Int(seconds)
        throw error
    }

    /// How long one waits after so many questions in vain, in microseconds: each doubles it.
    static func wait(after count: Int) -> Int64 {
        guard count >= free else { return 0 }
        return min(longest, 1_000_000 << Int64(min(count - free, 30)))
    }

    /// The models whose makers must be told, each once a day, since this was last asked.
    func takeAlarms() -> [Alarm] {
        contents.withLock { contents in
            guard !contents.alarms.isEmpty else { return [] }
            defer { contents.alarms = [] }
            return contents.alarms
        }
    }

    /// Counts a question in vain.
    func countMiss(by asker: LookupBudget.Asker, of model: ID<Model>?, at now: Int64) {
        contents.withLock { contents in
            if contents.askers.count >= Self.capacity, contents.askers[asker] == nil {
                contents.askers = contents.askers.filter { now - $0.value.lastAt < Self.longest }
            }
            if contents.askers.count < Self.capacity || contents.askers[asker] != nil {
                var misses = contents.askers[asker] ?? Misses(lastAt: now)
                misses.count += 1
                misses.lastAt = now
                misses.model = model ?? misses.model
                contents.askers[asker] = misses
            }
            if let model { Self.count(model, &contents, at: now) }
        }
    }

    private static func count(_ model: ID<Model>, _ contents: inout Contents, at now: Int64) {
        var misses = contents.models[model] ?? ModelMisses(since: now)
        if now - misses.since >= longest { (misses.since, misses.count) = (now, 0) }
        misses.count += 1
        defer { contents.models[model] = misses }
        let day = now / memory
        guard misses.count >= alarming, misses.alarmedOn != day else { return }
        misses.alarmedOn = day
        contents.alarms.append(Alarm(model: model, count: misses.count))
    }
}
