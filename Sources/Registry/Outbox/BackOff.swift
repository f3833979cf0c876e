/// When a delivery that has failed is tried again: after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20 and 24 hours, as
/// Standard Webhooks proposes (https://github.com/standard-webhooks/standard-webhooks, "Deliverability and reliability").
/// Up to a fifth is added by chance, so that what failed together does not come back together.
package enum BackOff {
    private static let pauses: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
    /// After so many attempts a delivery is dead.
    package static let attempts = pauses.count + 1
    /// The longest pause that the other side may ask for, in seconds.
    private static let longestWish: Int64 = 86_400

    /// Microseconds until the next attempt; nil where there is none.
    /// - Parameters:
    ///   - attempts: how many there have been, from 1.
    ///   - wish: what the other side asked for, in seconds; the longer of the two counts.
    ///   - chance: any number, of which the addition is made.
    package static func pause(after attempts: Int64, wish: Int64? = nil, chance: Int64) -> Int64? {
        guard attempts >= 1, attempts <= Int64(pauses.count) else { return nil }
        let pause = pauses[Int(attempts) - 1] * 1_000_000
        let addition = Int64(chance.magnitude % UInt64(pause / 5))
        let wished = min(max(wish ?? 0, 0), longestWish) * 1_000_000
        return max(pause + addition, wished)
    }
}
