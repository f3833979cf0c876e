import Foundation

/// One kind of claims in one order of cells.
struct CohortLook {
    struct Standout {
        var cells: ClosedRange<Int>
        var statistic: Double
        var penalty: Double
    }

    /// A window may hold up to this share of the expected claims: beyond it, the rest is what stands out.
    static let greatestShare = 0.5

    let kind: Int
    let order: Int
    let cells: AgedCells
    let windows: [CohortWindow]
    /// All claims.
    let total: Int
    private let claims: [AgedClaims.Entry]
    /// Claims at each age, and unit-time.
    private let claimsOfAge: [Double]
    private let exposureOfAge: [Double]
    let counts: [Int]
    let expected: [Double]
    private let countsBefore: [Int]
    private let expectedBefore: [Double]

    /// Nil where there are too few claims to look at.
    init?(
        _ list: AgedClaims, _ cells: AgedCells, _ windows: [CohortWindow], _ exposure: [Double]
    ) throws(NoAnswer) {
        (kind, order, self.cells) = (list.kind, list.order, cells)
        var (kept, ofAge) = ([AgedClaims.Entry](), Array(repeating: 0.0, count: cells.ages))
        var (counts, sum) = (Array(repeating: 0, count: cells.cells), 0)
        for entry in list.entries {
            let cell = try entry.cell.checked(in: 0...cells.cells - 1)
            let age = try entry.age.checked(in: 0...cells.ages - 1)
            let count = try entry.count.checked(in: 0...100_000_000)
            guard exposure[age] > 0, cells.exposure[cell * cells.ages + age] > 0, count > 0 else { continue }
            kept.append(entry)
            ofAge[age] += Double(count)
            counts[cell] += count
            sum += count
            guard sum <= 100_000_000 else { throw .tooLarge }
        }
        guard sum >= CohortScan.fewestClaims else { return nil }
        var expected = Array(repeating: 0.0, count: cells.cells)
        for age in 0..<cells.ages where ofAge[age] > 0 {
            let hazard = ofAge[age] / exposure[age]
            for cell in 0..<cells.cells { expected[cell] += hazard * cells.exposure[cell * cells.ages + age] }
        }
        (claims, total, claimsOfAge, exposureOfAge) = (kept, sum, ofAge, exposure)
        (self.counts, self.expected) = (counts, expected)
        countsBefore = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        expectedBefore = expected.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
        let most = Double(sum) * Self.greatestShare
        let before = expectedBefore
        self.windows = windows.filter {
            let sum = before[$0.cells.upperBound + 1] - before[$0.cells.lowerBound]
            return sum > 0 && sum <= most
        }
    }

    func count(_ window: ClosedRange<Int>) -> Int {
        countsBefore[window.upperBound + 1] - countsBefore[window.lowerBound]
    }
    func expected(_ window: ClosedRange<Int>) -> Double {
        expectedBefore[window.upperBound + 1] - expectedBefore[window.lowerBound]
    }

    /// The windows that stand out most, that have no cell in common.
    func standouts() -> [Standout] {
        var found: [Standout] = []
        for window in windows {
            let claims = count(window.cells)
            guard claims >= CohortScan.fewestClaims else { continue }
            let statistic =
                ScanCells.conditionalRatio(Double(claims), expected(window.cells), of: Double(total)) - window.penalty
            if statistic > 0 {
                found.append(Standout(cells: window.cells, statistic: statistic, penalty: window.penalty))
            }
        }
        found.sort {
            ($1.statistic, $0.cells.count, $0.cells.lowerBound) < ($0.statistic, $1.cells.count, $1.cells.lowerBound)
        }
        var apart: [Standout] = []
        for standout in found where !apart.contains(where: { $0.cells.overlaps(standout.cells) }) {
            // Ages at which only its own units were in service tell nothing.
            let figures = figures(standout.cells)
            guard figures.claims >= CohortScan.fewestClaims else { continue }
            let statistic =
                ScanCells.conditionalRatio(Double(figures.claims), figures.share, of: Double(figures.total))
                - standout.penalty
            guard statistic > 0 else { continue }
            var told = standout
            told.statistic = min(standout.statistic, statistic)
            apart.append(told)
            if apart.count == CohortScan.mostApart { break }
        }
        return apart
    }

    /// Where a standout most likely begins and ends, all windows about it being as likely beforehand: each edge with a probability of
    /// 60 % no further out, so that about as much of the true range is missed as is named beside it. (The likeliest window begins at
    /// its first claim and ends at its last, and is too short.)
    func refined(_ window: ClosedRange<Int>) -> ClosedRange<Int> {
        guard cells.isOrdered else { return window }
        let reach = window.count
        let firsts = max(0, window.lowerBound - reach)...min(window.upperBound, window.lowerBound + reach)
        let lasts = max(window.lowerBound, window.upperBound - reach)...min(cells.cells - 1, window.upperBound + reach)
        var greatest = 0.0
        var ratios: [(first: Int, last: Int, ratio: Double)] = []
        for first in firsts {
            for last in max(first, lasts.lowerBound)...max(first, lasts.upperBound) {
                let (claims, sum) = (count(first...last), expected(first...last))
                guard sum <= Double(total) * Self.greatestShare else { continue }
                let ratio = ScanCells.conditionalRatio(Double(claims), sum, of: Double(total))
                greatest = max(greatest, ratio)
                if ratio > greatest - 20 { ratios.append((first, last, ratio)) }
            }
        }
        var (atFirst, atLast) = (Array(repeating: 0.0, count: cells.cells), Array(repeating: 0.0, count: cells.cells))
        var sum = 0.0
        for (first, last, ratio) in ratios {
            let weight = exp(ratio - greatest)
            atFirst[first] += weight
            atLast[last] += weight
            sum += weight
        }
        func edge(_ weights: [Double], _ share: Double) -> Int {
            var left = sum * share
            for (cell, weight) in weights.enumerated() where weight > 0 {
                left -= weight
                if left <= 0 { return cell }
            }
            return window.lowerBound
        }
        let (first, last) = (edge(atFirst, 0.6), edge(atLast, 0.4))
        return first <= last ? first...last : window
    }

    /// Figures of a window at the ages at which others had units too.
    private func figures(
        _ window: ClosedRange<Int>
    ) -> (claims: Int, share: Double, total: Int, expected: Double) {
        let own = cells.exposure(of: window)
        var ownClaims = Array(repeating: 0, count: cells.ages)
        for entry in claims where window.contains(entry.cell) { ownClaims[entry.age] += entry.count }
        var (sum, share, all, expected) = (0, 0.0, 0, 0.0)
        for age in 0..<cells.ages {
            let others = exposureOfAge[age] - own[age]
            // Sums in another order differ by rounding.
            guard others > 1e-9 * exposureOfAge[age] else { continue }
            sum += ownClaims[age]
            all += Int(claimsOfAge[age])
            share += claimsOfAge[age] * own[age] / exposureOfAge[age]
            expected += own[age] * (claimsOfAge[age] - Double(ownClaims[age])) / others
        }
        return (sum, share, all, expected)
    }

    func finding(_ window: ClosedRange<Int>, _ statistic: Double, _ pValue: Double) -> CohortScan.Finding {
        let figures = figures(window)
        return CohortScan.Finding(
            kind: kind, order: order, cells: window, claims: figures.claims, expected: figures.expected,
            otherClaims: figures.total - figures.claims, statistic: statistic, pValue: pValue)
    }

    func simulation(seed: UInt64) throws(NoAnswer) -> ScanSimulation {
        ScanSimulation(try ScanCells(counts: counts, baseline: expected, model: .conditional), seed: seed)
    }
}

/// A look with all that does not change between simulations.
struct ReadyLook {
    private struct Window {
        var start: Int
        var end: Int
        var penalty: Double
        var expected: Double
        /// Logarithms of the expected claims in and out of it.
        var inside: Double
        var outside: Double
    }

    private let windows: [Window]
    private let total: Int

    init(_ look: CohortLook) {
        total = look.total
        let total = Double(look.total)
        windows = look.windows.map { window in
            let expected = look.expected(window.cells)
            return Window(
                start: window.cells.lowerBound, end: window.cells.upperBound + 1, penalty: window.penalty,
                expected: expected, inside: log(expected), outside: log(max(total - expected, .leastNormalMagnitude)))
        }
    }

    /// The greatest figure of all windows; `least` where none has more.
    func greatest(_ counts: [Int32], _ logs: LogarithmTable, above least: Double) -> Double {
        var before = [Int32](repeating: 0, count: counts.count + 1)
        var sum: Int32 = 0
        for (cell, count) in counts.enumerated() {
            sum &+= count
            before[cell + 1] = sum
        }
        var greatest = least
        before.withUnsafeBufferPointer { before in
            for window in windows {
                let claims = Int(before[window.end] - before[window.start])
                guard claims >= CohortScan.fewestClaims, Double(claims) > window.expected else { continue }
                let rest = total - claims
                var statistic = Double(claims) * (logs[claims] - window.inside) - window.penalty
                if rest > 0 { statistic += Double(rest) * (logs[rest] - window.outside) }
                if statistic > greatest { greatest = statistic }
            }
        }
        return greatest
    }
}

/// Logarithms of whole numbers.
struct LogarithmTable {
    private let logs: [Double]

    init(_ greatest: Int) { logs = (0...max(1, greatest)).map { log(Double(max(1, $0))) } }

    subscript(_ number: Int) -> Double { logs[number] }
}
