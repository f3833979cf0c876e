import Identifiers
import Registry
import Synchronization

/// Tells whether a number was looked up in vain again and again, without keeping it: in memory alone, by a 64-bit hash under a
/// key that Swift draws when the program starts (SipHash) and a month, with which all of them are forgotten.
final class Repetitions: Sendable {
    /// A number is repeated from this look-up on.
    private static let first = 5
    /// Numbers that are told apart; where there are more, those that were looked up once are forgotten.
    private static let most = 20_000

    private struct Contents {
        var month: CivilDate?
        var counts: [Int: Int] = [:]
    }
    private let contents = Mutex(Contents())

    /// Counts a look-up of a text. - Returns: Whether it was looked up several times before.
    func isRepeated(_ text: String, of plate: UnknownPlate, in month: CivilDate) -> Bool {
        var hasher = Hasher()
        hasher.combine(FindKey.fold(text))
        hasher.combine(plate)
        let hash = hasher.finalize()
        return contents.withLock { contents in
            if contents.month != month { contents = Contents(month: month) }
            if contents.counts.count >= Self.most {
                contents.counts = contents.counts.filter { $0.value > 1 }
                if contents.counts.count >= Self.most { contents.counts = [:] }
            }
            let count = contents.counts[hash, default: 0] + 1
            contents.counts[hash] = count
            return count >= Self.first
        }
    }
}
