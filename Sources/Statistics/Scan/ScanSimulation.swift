import CBoostMath

/// Counts of the cells of a scan as they would be without any cluster.
struct ScanSimulation {
    private var random: SplitMix64
    private let cells: ScanCells
    private let alias: AliasTable
    /// How many of a fixed number of claims are drawn cell by cell, as a share of the expected ones.
    private let share: Double

    init(_ cells: ScanCells, seed: UInt64) {
        random = SplitMix64(seed: seed)
        self.cells = cells
        alias = AliasTable(cells.expected)
        let total = Double(cells.total)
        // A little less than all, so that seldom more are drawn than there are; few are drawn one by one at once.
        share = total < 8 * Double(cells.counts.count) ? 0 : max(0, 1 - 4 / total.squareRoot())
    }

    /// The counts of one more replicate.
    mutating func next() -> [Int32] {
        switch cells.model {
        case .expectation: return poisson(1).counts
        case .conditional:
            // Poisson counts, given their sum, are multinomial; what lacks of the sum is drawn one by one.
            var (counts, sum) = ([Int32](repeating: 0, count: cells.counts.count), 0)
            if share > 0 {
                repeat { (counts, sum) = poisson(share) } while sum > cells.total
            }
            for _ in sum..<cells.total { counts[alias.draw(&random)] += 1 }
            return counts
        }
    }

    private mutating func poisson(_ share: Double) -> (counts: [Int32], sum: Int) {
        var sum = 0
        var counts = [Int32](repeating: 0, count: cells.expected.count)
        for (cell, mean) in cells.expected.enumerated() {
            let count = boost_poisson(mean * share, &random.state)
            counts[cell] = Int32(truncatingIfNeeded: count)
            sum += Int(count)
        }
        return (counts, sum)
    }
}

/// Draws cells by their weights, in a time that does not depend on how many there are
/// (Vose, 'A linear algorithm for generating random numbers with a given distribution', IEEE TSE 17, 1991).
struct AliasTable {
    /// The probability to stay at a cell, in units of 2⁻⁶⁴, and the cell to go to otherwise.
    private var rows: [(stay: UInt64, other: Int)]

    /// - Parameter weights: 0 or more, at least one of them.
    init(_ weights: [Double]) {
        let sum = weights.reduce(0, +)
        rows = weights.indices.map { (UInt64.max, $0) }
        guard sum > 0 else { return }
        var scaled = weights.map { $0 / sum * Double(weights.count) }
        var small = scaled.indices.filter { scaled[$0] < 1 }
        var large = scaled.indices.filter { scaled[$0] >= 1 }
        while let less = small.last, let more = large.last {
            small.removeLast()
            rows[less] = (UInt64(scaled[less] * 0x1p63) << 1, more)
            scaled[more] -= 1 - scaled[less]
            if scaled[more] < 1 {
                large.removeLast()
                small.append(more)
            }
        }
    }

    func draw(_ random: inout SplitMix64) -> Int {
        let (row, fraction) = random.next().multipliedFullWidth(by: UInt64(rows.count))
        let chosen = rows[Int(row)]
        return fraction < chosen.stay ? Int(row) : chosen.other
    }
}
