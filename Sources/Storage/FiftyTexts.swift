/// The texts of statements that take fifty of them: `IN ($2, $3, … $51)`.
package enum FiftyTexts {
    /// Fifty values each; those that the last ones have too many of are the first of them again.
    package static func values(_ texts: [String]) -> [[SQLValue]] {
        stride(from: 0, to: texts.count, by: 50).map { start in
            (start..<start + 50).map { .text($0 < texts.count ? texts[$0] : texts[start]) }
        }
    }
}
