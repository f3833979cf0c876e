import Logging
import Synchronization

/// Tells the server's log who was not let in, or may not do what was tried. A flood of them fills no disk: beyond so many
/// within a minute only their number is told.
final class RefusalLog: Sendable {
    private struct Minute {
        var since: ContinuousClock.Instant
        var count = 0
    }
    private static let mostPerMinute = 300
    private let minute = Mutex(Minute(since: .now))
    private let logger: Logger

    init(_ logger: Logger) { self.logger = logger }

    /// Statuses of answers that refuse: who is not known, who may not, who has tried too often.
    static func isRefusal(_ status: Int) -> Bool { status == 401 || status == 403 || status == 429 }

    /// - Parameters:
    ///   - route: The pattern of the address, which holds no number that somebody asked for; nil where none fits.
    ///   - who: As the audit trail names him.
    func add(
        _ status: Int, _ route: String?, _ who: String, from network: String, requestID: String,
        at now: ContinuousClock.Instant = .now
    ) {
        let (count, untold) = minute.withLock { minute in
            var untold = 0
            if now - minute.since >= .seconds(60) {
                untold = max(0, minute.count - Self.mostPerMinute)
                minute = Minute(since: now)
            }
            minute.count += 1
            return (minute.count, untold)
        }
        if untold > 0 { logger.notice("Refused \(untold) more within a minute.") }
        guard count <= Self.mostPerMinute else { return }
        logger.notice("Refused the request \(requestID) (\(status)): \(route ?? "?") by \(who) from \(network).")
    }
}
