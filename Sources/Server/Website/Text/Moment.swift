package import Identifiers
import Registry

/// An instant with its zone, taken apart for people to read.
package struct Moment: Sendable {
    /// The day that the calendar showed where it happened.
    package let date: CivilDate
    package let hour: Int
    package let minute: Int
    package let second: Int
    package let offsetMinutes: Int

    /// - Parameters:
    ///   - microseconds: since 1970 UTC; outside the years 1 to 9999 the nearest day counts.
    ///   - offsetMinutes: minutes east of UTC where it happened, from −1439 to 1439; others count as 0.
    package init(microseconds: Int64, offsetMinutes: Int = 0) {
        let offset = (-1439...1439).contains(offsetMinutes) ? offsetMinutes : 0
        // Whole seconds, rounded down: the offset cannot overflow those.
        let seconds = Self.floorDivide(microseconds, 1_000_000) + Int64(offset) * 60
        let days = Self.floorDivide(seconds, 86_400)
        let secondOfDay = Int(seconds - days * 86_400)
        self.date = CivilDate(microseconds: microseconds, zoneOffset: offset)
        self.hour = secondOfDay / 3600
        self.minute = secondOfDay / 60 % 60
        self.second = secondOfDay % 60
        self.offsetMinutes = offset
    }

    /// `2024`.
    package var yearText: String { String(date.year) }
    /// `14 March`.
    package var dayText: String { date.dayAndMonthText }
    /// `14 March 2024`.
    package var dateText: String { date.text }
    /// `09:32 +01:00`, or `08:32 UTC`.
    package var clockText: String {
        "\(Self.two(hour)):\(Self.two(minute)) \(offsetMinutes == 0 ? "UTC" : offsetText)"
    }
    /// `2024-03-14`, for the `datetime` attribute.
    package var machineDate: String { date.isoText }
    /// `2024-03-14T09:32:05+01:00`, for the `datetime` attribute.
    package var machineText: String {
        "\(machineDate)T\(Self.two(hour)):\(Self.two(minute)):\(Self.two(second))" + zoneText
    }
    /// `+01:00`, or `Z`.
    package var zoneText: String { offsetMinutes == 0 ? "Z" : offsetText }

    private var offsetText: String {
        let size = offsetMinutes.magnitude
        return "\(offsetMinutes < 0 ? "-" : "+")\(Self.two(Int(size / 60))):\(Self.two(Int(size % 60)))"
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
