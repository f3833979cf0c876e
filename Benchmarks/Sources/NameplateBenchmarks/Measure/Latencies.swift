import Synchronization

/// How long each of many operations took, collected while something else runs.
final class Latencies: Sendable {
    private let seconds = Mutex<[Double]>([])

    func add(_ duration: Duration) { seconds.withLock { $0.append(duration / .seconds(1)) } }

    var count: Int { seconds.withLock { $0.count } }

    /// The time that `share` of all operations stayed within; nil before the first.
    func percentile(_ share: Double) -> Double? {
        seconds.withLock { seconds in
            guard !seconds.isEmpty else { return nil }
            let sorted = seconds.sorted()
            return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
    }
}
