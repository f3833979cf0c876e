/// How a unit was lost to whoever had it.
package enum TheftKind: String, CaseIterable, Sendable {
    /// Somebody took it.
    case stolen
    /// Nobody knows where it is.
    case lost
}
