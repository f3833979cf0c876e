import Synchronization

/// A clock that moves only when a test moves it, in microseconds since 1970 UTC.
final class TestClock: Sendable {
    /// 2026-01-01T00:00:00Z.
    static let start: Int64 = 1_767_225_600_000_000
    static let day: Int64 = 86_400_000_000

    private let time = Mutex(TestClock.start)

    var now: Int64 { time.withLock { $0 } }

    func advance(by microseconds: Int64) { time.withLock { $0 += microseconds } }
}
