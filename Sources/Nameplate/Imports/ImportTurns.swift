import Synchronization

/// Lets one import at a time be checked and written: what one has found to be free the other may not take meanwhile.
final class ImportTurns: Sendable {
    private struct Line {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private let line = Mutex(Line())

    func take<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        await withCheckedContinuation { continuation in
            let goesOn = line.withLock { line in
                if line.isTaken { line.waiting.append(continuation) }
                defer { line.isTaken = true }
                return !line.isTaken
            }
            if goesOn { continuation.resume() }
        }
        defer {
            let next = line.withLock { line in
                line.isTaken = !line.waiting.isEmpty
                return line.waiting.isEmpty ? nil : line.waiting.removeFirst()
            }
            next?.resume()
        }
        return try await body()
    }
}
