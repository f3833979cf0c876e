import Registry
import Synchronization

/// Hashing a password takes 128 MiB and half a second: two at once, and whoever comes then comes again.
final class PasswordTurns: Sendable {
    private static let most = 2
    private let running = Mutex(0)

    /// Runs `body` on a thread of its own.
    /// - Throws: `signIn.slow` where two are at it.
    func take<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        let isFree = running.withLock { running in
            guard running < Self.most else { return false }
            running += 1
            return true
        }
        guard isFree else {
            var error = RegistryError(.signInSlow, "Many are signing in at the moment. Try again in a few seconds.")
            error.retryAfter = 2
            throw error
        }
        defer { running.withLock { $0 -= 1 } }
        return try await onOwnThread(body)
    }
}
