package import Registry

/// For how long a unit was down, as its service orders tell.
package struct UnitAvailability: Hashable, Sendable {
    /// The time that is looked at; microseconds since 1970 UTC.
    package var times: ClosedRange<Int64>
    /// For how much of it the unit was down, in whole minutes.
    package var downMinutes: Int64

    /// Operational availability: up time by up time and down time, 0...1 (IEC 60050-192:2015).
    package var ratio: Double {
        let all = Double(times.upperBound - times.lowerBound) / 60_000_000
        return all <= 0 ? 1 : max(0, 1 - Double(downMinutes) / all)
    }

    /// Over so many days at most.
    package static let days: Int64 = 365

    /// - Parameters:
    ///   - orders: all of the unit. Two of the same time count once.
    ///   - inUseSince: when the unit came into use, where that is known.
    /// - Returns: nil where no order tells since when the unit was down.
    package init?(of orders: [ServiceOrder], inUseSince: Int64?, now: Int64) {
        let first = max(now - Self.days * 86_400_000_000, inUseSince ?? .min)
        guard first < now else { return nil }
        var downs: [ClosedRange<Int64>] = []
        for order in orders where order.state != .cancelled {
            guard let from = order.details.downSince else { continue }
            let until = order.details.backSince ?? now
            guard from <= until, until >= first, from <= now else { continue }
            downs.append(max(from, first)...min(until, now))
        }
        guard !downs.isEmpty else { return nil }
        var (sum, end): (Int64, Int64) = (0, first)
        for down in downs.sorted(by: { $0.lowerBound < $1.lowerBound }) where down.upperBound > end {
            sum += down.upperBound - max(down.lowerBound, end)
            end = down.upperBound
        }
        (times, downMinutes) = (first...now, sum / 60_000_000)
    }
}
