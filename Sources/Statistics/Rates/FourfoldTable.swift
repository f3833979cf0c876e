/// Reports counted by two questions: are they of the group, and have they the mark? Whether the group has the mark more often
/// than chance gives it.
///
/// Where group and mark have nothing to do with each other and the four margins are given, the count of both is hypergeometric,
/// so the test is exact however few there are, and needs no rate that would have to be estimated first (Fisher, 'The design of
/// experiments', 1935).
public struct FourfoldTable: Hashable, Sendable {
    /// How many of the group would have the mark, were it as frequent in it as in all reports.
    public let expected: Double
    /// How probable it is, were that so, that as many of the group have the mark as do, or more: the one-sided exact test.
    public let pValueAbove: Double

    /// The greatest number of reports.
    public static let most = 1_000_000_000

    /// - Parameters:
    ///   - both: reports of the group with the mark.
    ///   - group: all of the group.
    ///   - marked: all with the mark.
    ///   - total: all reports, 1 to ``most``.
    /// - Throws: ``NoAnswer/noData`` of no report, ``NoAnswer/tooLarge``, ``NoAnswer/outOfRange`` where the counts do not fit
    ///   each other.
    public init(both: Int, group: Int, marked: Int, of total: Int) throws(NoAnswer) {
        guard total != 0 else { throw .noData }
        guard total <= Self.most else { throw .tooLarge }
        guard total > 0, (0...total).contains(group), (0...total).contains(marked) else { throw .outOfRange }
        let (least, most) = (max(0, group + marked - total), min(group, marked))
        guard (least...most).contains(both) else { throw .outOfRange }
        expected = Double(group) * Double(marked) / Double(total)
        guard both > least else {
            pValueAbove = 1
            return
        }
        let law = Hypergeometric(group: group, marked: marked, total: total)
        // The tail that does not hold the mode is the one with few terms that count.
        pValueAbove =
            Double(both) > expected
            ? min(1, law.sum(from: both, by: 1, to: most)) : max(0, 1 - law.sum(from: both - 1, by: -1, to: least))
    }
}

/// How many of `group` are marked, of `total` of which `marked` are; neither none nor all are of the group, nor marked.
private struct Hypergeometric {
    let group: Int
    let marked: Int
    let total: Int

    /// By binomial densities, which lose no digits (Loader, 'Fast and accurate computation of binomial probabilities', 2000).
    private func density(_ both: Int) -> Double {
        let share = Double(group) / Double(total)
        let one = Binomial(trials: marked, probability: share).density(both)
        let other = Binomial(trials: total - marked, probability: share).density(group - both)
        return one * (other / Binomial(trials: total, probability: share).density(group))
    }

    /// The densities from a count outwards, until they add nothing.
    func sum(from start: Int, by step: Int, to end: Int) -> Double {
        var (count, term) = (start, density(start))
        var sum = term
        while count != end, term > sum * 1e-18 {
            let x = step > 0 ? count : count - 1
            let up =
                (Double(group - x) * Double(marked - x))
                / (Double(x + 1) * Double(total - group - marked + x + 1))
            term *= step > 0 ? up : 1 / up
            sum += term
            count += step
        }
        return sum
    }
}
