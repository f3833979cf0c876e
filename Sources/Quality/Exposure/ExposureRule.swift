package import Identifiers

/// How time in service is counted: what every answer says beside its figures.
///
/// A unit is in service from the day of its sale, its installation or its registration, whichever came first. Goods that left for
/// somebody of whom nothing was heard since count from a stated lag later. A unit leaves when it is scrapped, stolen, taken back
/// or replaced; one that reports itself is under observation until its last report, any other until the last day of the question.
package struct ExposureRule: Hashable, Sendable {
    /// Until when units that are still in service count.
    package enum Until: String, CaseIterable, Sendable {
        /// Those that report themselves until their last report, the others until the last day.
        case automatic
        /// All until the last that was reported of them.
        case lastReport = "last-report"
        /// All until the last day.
        case lastDay = "last-day"
    }

    package static let lagDays: ClosedRange<Int64> = 0...3_650

    package var until = Until.automatic
    /// From shipping to service where nobody tells, in days.
    package var salesLag: Int64 = 60

    package init(until: Until = .automatic, salesLag: Int64 = 60) {
        self.until = until
        self.salesLag = min(max(salesLag, Self.lagDays.lowerBound), Self.lagDays.upperBound)
    }
}

/// What of a life counts in an answer, in whole days of UTC.
struct Exposure {
    /// The age at which the unit came under observation and at which that ended.
    var from: Int64
    var to: Int64
    /// Ages at the failures under observation, each greater than `from` and at most `to`, and their codes.
    var failures: [(age: Int64, code: String)] = []
    /// Failures of a unit that was never seen at risk before.
    var unseenFailures: [String] = []
    /// Accepted claims, with the ages at their failures; no age where the unit was not seen at risk before.
    var claims: [(age: Int64?, claim: ServiceLife.Claim)] = []
    /// Whether it left in that time.
    var hasLeft = false
    /// The day on which it came into service.
    var enteredOn: Int64 = 0
    /// Its age on the last day of the question, observed until then or not; nil where it has left.
    var ageOnLastDay: Int64?

    var days: Int64 { to - from }
}

extension ServiceLife {
    static func day(_ time: Int64) -> Int64 {
        let (quotient, remainder) = time.quotientAndRemainder(dividingBy: 86_400_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// - Parameters:
    ///   - lastDay: the last day of the question, in days since 1970.
    ///   - counts: whether failures of a code count.
    /// - Returns: nil where the unit was not yet in service.
    func exposure(_ rule: ExposureRule, until lastDay: Int64, counting counts: (String) -> Bool) -> Exposure? {
        guard let enteredAt, let basis else { return nil }
        var entered = Self.day(enteredAt)
        let failed = failures.map { (day: Self.day($0.time), code: $0.code) }.filter { $0.day <= lastDay }
        if basis == .shipped {
            entered += rule.salesLag
            // What failed was in use by then, whatever the lag.
            if let first = failed.first { entered = min(entered, first.day) }
            if let first = claims.first, Self.day(first.decidedAt) <= lastDay {
                entered = min(entered, Self.day(first.failedAt))
            }
        }
        guard entered <= lastDay else { return nil }
        var end = lastDay
        let isObserved = rule.until == .lastReport || rule.until == .automatic && reportsItself
        if isObserved, let lastAt { end = min(end, max(entered, Self.day(lastAt))) }
        var exposure = Exposure(from: ageAtEntry, to: ageAtEntry)
        if let left = leftAt.map({ Self.day($0) }), left <= end { (end, exposure.hasLeft) = (max(left, entered), true) }
        for failure in failed where failure.day <= end && counts(failure.code) {
            if basis == .seen, failure.day == entered {
                exposure.unseenFailures.append(failure.code)
            } else {
                // A day that was begun counts.
                exposure.failures.append((ageAtEntry + max(1, failure.day - entered), failure.code))
            }
        }
        exposure.enteredOn = entered
        exposure.ageOnLastDay = exposure.hasLeft ? nil : ageAtEntry + lastDay - entered
        for claim in claims where Self.day(claim.decidedAt) <= lastDay && counts(claim.code) {
            let day = Self.day(claim.failedAt)
            let isUnseen = day < entered || basis == .seen && day == entered
            // What was decided after a unit had left failed before.
            exposure.claims.append((isUnseen ? nil : ageAtEntry + max(1, min(day, end) - entered), claim))
        }
        let last = max(exposure.failures.last?.age ?? 0, exposure.claims.compactMap(\.age).max() ?? 0)
        exposure.to = max(ageAtEntry + end - entered, last)
        return exposure
    }

    /// The unit's age at a time in whole days; 0 before it was in service, nil where it never was.
    func age(at time: Int64, _ rule: ExposureRule) -> Int64? {
        guard let enteredAt, let basis else { return nil }
        var entered = Self.day(enteredAt)
        if basis == .shipped {
            entered += rule.salesLag
            if let first = failures.first { entered = min(entered, Self.day(first.time)) }
        }
        return ageAtEntry + max(0, Self.day(time) - entered)
    }
}
