/// Times in answers: RFC 3339 in UTC to the microsecond, such as 2026-07-14T09:30:00.250000Z.
enum TimeText {
    /// - Parameter microseconds: Since 1970 UTC.
    static func text(_ microseconds: Int64) -> String {
        let moment = Moment(microseconds: microseconds)
        let remainder = microseconds % 1_000_000
        let fraction = String(remainder < 0 ? remainder + 1_000_000 : remainder)
        let padding = String(repeating: "0", count: 6 - fraction.utf8.count)
        return moment.machineText.dropLast() + "." + padding + fraction + "Z"
    }
}
