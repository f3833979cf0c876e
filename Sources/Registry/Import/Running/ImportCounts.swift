/// What writing a row does, or would do.
package enum RowEffect: Sendable {
    case created
    case updated([FieldChange])
    /// All that the row says is known already.
    case unchanged
}

/// How many rows an import has, and what they do.
package struct ImportCounts: Hashable, Sendable {
    package var rows = 0
    package var created = 0
    package var updated = 0
    package var unchanged = 0

    package init() {}

    mutating func add(_ effect: RowEffect) {
        rows += 1
        switch effect {
        case .created: created += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        }
    }

    static func + (left: ImportCounts, right: ImportCounts) -> ImportCounts {
        var sum = left
        sum.rows += right.rows
        sum.created += right.created
        sum.updated += right.updated
        sum.unchanged += right.unchanged
        return sum
    }
}
