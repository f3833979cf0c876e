/// Ids for statements that ask for fifty rows at once, `WHERE id IN ($1, $2, …, $50)`: one text for however many there are.
package enum FiftyIDs {
    private static let atOnce = 50

    /// The values of each run of the statement; those that the last has too many of are 0, which is nobody's id.
    package static func values(_ ids: [Int64]) -> [[SQLValue]] {
        stride(from: 0, to: ids.count, by: atOnce).map { start in
            (start..<start + atOnce).map { .integer($0 < ids.count ? ids[$0] : 0) }
        }
    }
}
