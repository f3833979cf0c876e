package import Synchronization

/// The clock of a simulation: it stands still but for a millisecond a question, and is moved on.
package final class ChainClock: Sendable {
    private let time: Mutex<Int64>

    /// 2026-01-01T00:00:00Z, in microseconds since 1970 UTC, at first.
    package init() { time = Mutex(1_767_225_600_000_000) }

    package func now() -> Int64 {
        time.withLock { time in
            time += 1_000
            return time
        }
    }

    func move(to moment: Int64) { time.withLock { $0 = max($0, moment) } }

    static let second: Int64 = 1_000_000
    static let minute = 60 * second
    static let hour = 60 * minute
    static let day = 24 * hour
}
