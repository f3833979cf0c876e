/// How a write stands to those of other processes on the same database. In SQLite, which has one writing process and one
/// writer in it, all are ordered.
package enum CommitOrder: Sendable {
    /// Beside others. Which of two came first only the database knows, and one may commit before another that began
    /// earlier.
    case free
    /// One after another: none that is ordered overtakes another, so what such writes count up has no gaps.
    case ordered
    /// Ordered, and each statement sees what others have committed by then. It makes nobody run again: for what only it
    /// may change.
    case numbering
}

/// What the writes of several processes must not decide at the same time (see ``SQLTransaction/claim(_:_:)``).
package struct Claim: Hashable, Sendable {
    package enum Strength: Sendable {
        /// Beside others that share it.
        case shared
        case exclusive
    }
    /// Names it among all claims of the database.
    let name: String

    /// - Parameters:
    ///   - kind: What sort of thing it is.
    ///   - id: Which one.
    package init(_ kind: String, _ id: some CustomStringConvertible) {
        name = "\(kind) \(id)"
    }
}
