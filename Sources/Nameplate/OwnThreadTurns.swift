import Registry
import Synchronization

/// Lets few at once do what takes much memory and time, each on a thread of its own; whoever comes then comes again.
final class OwnThreadTurns: Sendable {
    private let most: Int
    private let refusal: RegistryError
    private let running = Mutex(0)

    init(most: Int, refusal: RegistryError) {
        self.most = most
        self.refusal = refusal
    }

    /// Runs `body` on a thread of its own.
    /// - Throws: the refusal where as many as may are at it.
    func take<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        let isFree = running.withLock { running in
            guard running < most else { return false }
            running += 1
            return true
        }
        guard isFree else { throw refusal }
        defer { running.withLock { $0 -= 1 } }
        return try await onOwnThread(body)
    }
}

extension OwnThreadTurns {
    /// Hashing a password takes 128 MiB and half a second: two at once.
    static func ofPasswords() -> OwnThreadTurns {
        var error = RegistryError(.signInSlow, "Many are signing in at the moment. Try again in a few seconds.")
        error.retryAfter = 2
        return OwnThreadTurns(most: 2, refusal: error)
    }

    /// Reading a photo takes up to 300 MB and some seconds: two at once.
    static func ofPhotos() -> OwnThreadTurns {
        var error = RegistryError(
            .photoBusy, "Many photos are being read at the moment. Send it again in a few seconds.")
        error.retryAfter = 3
        return OwnThreadTurns(most: 2, refusal: error)
    }
}
