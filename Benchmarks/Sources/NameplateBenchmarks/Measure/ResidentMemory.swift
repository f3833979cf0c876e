import Foundation
import Synchronization

/// Watches how much memory the process holds resident, mapped files included.
final class ResidentMemory: Sendable {
    private let highest = Mutex(0)

    /// The most bytes seen while `body` ran, looked at every 50 ms.
    static func highest(while body: () async throws -> Void) async throws -> Int {
        let watch = ResidentMemory()
        let task = Task {
            while !Task.isCancelled {
                watch.look()
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
        defer { task.cancel() }
        try await body()
        watch.look()
        return watch.highest.withLock { $0 }
    }

    /// The second number of `/proc/self/statm`: resident pages (proc_pid_statm(5)).
    private func look() {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return }
        let numbers = text.split(separator: " ").compactMap { Int($0) }
        guard numbers.count > 1 else { return }
        highest.withLock { $0 = max($0, numbers[1] * Int(getpagesize())) }
    }
}
