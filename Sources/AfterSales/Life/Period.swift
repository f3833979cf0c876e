/// A number of days, or of months as the calendar has them.
package enum Period: Hashable, Sendable {
    case days(Int)
    case months(Int)

    /// '14 days', '1 month'.
    package var text: String {
        switch self {
        case .days(let count): "\(count) \(count == 1 ? "day" : "days")"
        case .months(let count): "\(count) \(count == 1 ? "month" : "months")"
        }
    }
}
