import NIOCore

/// How fast a body comes, by the time that the other side lets pass while the server waits for it.
struct BodyPace {
    private var bytes = 0
    private var waited = TimeAmount.zero
    private var askedAt: NIODeadline?

    /// The server waits for more from now on. - Returns: False where it does already.
    mutating func wait(at now: NIODeadline) -> Bool {
        guard askedAt == nil else { return false }
        askedAt = now
        return true
    }

    mutating func received(_ count: Int, at now: NIODeadline) {
        if let askedAt { waited = waited + (now - askedAt) }
        askedAt = nil
        bytes += count
    }

    /// How long the next piece may take.
    func patience(_ limits: ConnectionLimits) -> TimeAmount {
        let altogether = limits.bodyWait + .seconds(Int64(bytes / limits.bytesPerSecond))
        return max(.zero, min(limits.pause, altogether - waited))
    }
}
