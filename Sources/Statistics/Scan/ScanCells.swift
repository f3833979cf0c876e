import Foundation

/// The cells of a scan.
struct ScanCells {
    let counts: [Int32]
    /// Units or expected claims of each, as given.
    let baseline: [Double]
    /// Expected claims of each.
    let expected: [Double]
    let model: PoissonScan.Model
    /// Claims of all.
    let total: Int

    init(counts: [Int], baseline: [Double], model: PoissonScan.Model) throws(NoAnswer) {
        guard counts.count == baseline.count else { throw .unequalLengths }
        var (claims, sum) = (0, 0.0)
        for (count, base) in zip(counts, baseline) {
            claims += try count.checked(in: 0...1_000_000_000)
            guard claims <= 1_000_000_000, try base.checked(in: 0...1e50) > 0 || count == 0 else { throw .outOfRange }
            sum += base
        }
        guard sum > 0 else { throw .noData }
        let scale: Double
        switch model {
        case .conditional: scale = Double(claims) / sum
        case .expectation:
            guard sum <= 1e9 else { throw .outOfRange }
            scale = 1
        }
        self.counts = counts.map { Int32($0) }
        self.baseline = baseline
        expected = baseline.map { $0 * scale }
        self.model = model
        total = claims
    }

    /// For each first cell of a window the cell after the greatest last one.
    func ends(greatestShare: Double, greatestCells: Int) -> [Int] {
        // Sums in another order differ by rounding.
        let limit = baseline.reduce(0, +) * greatestShare * (1 + 1e-12)
        var (end, sum) = (0, 0.0)
        return baseline.indices.map { start in
            if end < start { (end, sum) = (start, 0) }
            while end < baseline.count, end - start < greatestCells, sum + baseline[end] <= limit {
                sum += baseline[end]
                end += 1
            }
            defer { sum = max(0, sum - (end > start ? baseline[start] : 0)) }
            return end
        }
    }

    /// The logarithm of the likelihood ratio of a window.
    func ratio(_ count: Int, _ expected: Double) -> Double {
        let count = Double(count)
        switch model {
        case .conditional: return Self.conditionalRatio(count, expected, of: Double(total))
        case .expectation:
            return count > expected && expected > 0 ? count * log(count / expected) + expected - count : 0
        }
    }

    /// The same given all claims; 0 of no more claims than expected.
    static func conditionalRatio(_ count: Double, _ expected: Double, of total: Double) -> Double {
        guard count > expected, expected > 0 else { return 0 }
        let inside = count * log(count / expected)
        let (rest, restExpected) = (total - count, total - expected)
        return rest > 0 && restExpected > 0 ? inside + rest * log(rest / restExpected) : inside
    }

    func greatestRatio(_ ends: [Int]) -> Double {
        var greatest = 0.0
        for (start, end) in ends.enumerated() {
            var (count, sum) = (0, 0.0)
            for cell in start..<end {
                count += Int(counts[cell])
                sum += expected[cell]
                if Double(count) > sum { greatest = max(greatest, ratio(count, sum)) }
            }
        }
        return greatest
    }

    /// For each window the fewest claims with which its ratio reaches `ratio`.
    func thresholds(_ ends: [Int], ratio wanted: Double) -> ScanThresholds {
        var fewest: [Int32] = []
        fewest.reserveCapacity(ends.indices.reduce(0) { $0 + ends[$1] - $1 })
        for (start, end) in ends.enumerated() {
            var (count, sum) = (1, 0.0)
            for cell in start..<end {
                sum += expected[cell]
                // It rises with what is expected.
                count = fewestClaims(from: count, expected: sum, ratio: wanted)
                fewest.append(Int32(count))
            }
        }
        return ScanThresholds(ends: ends, fewest: fewest)
    }

    /// The fewest claims, `first` or more, with which a window reaches a ratio; more than there can be where none do.
    private func fewestClaims(from first: Int, expected: Double, ratio wanted: Double) -> Int {
        let none = Int(Int32.max)
        guard first < none, expected > 0 else { return expected > 0 ? none : first }
        let most = model == .conditional ? total : none - 1
        guard first <= most, ratio(most, expected) >= wanted else { return none }
        var (low, high, step) = (first, first, 1)
        while ratio(high, expected) < wanted {
            low = high + 1
            high = min(most, high + step)
            step *= 2
        }
        while low < high {
            let middle = low + (high - low) / 2
            if ratio(middle, expected) >= wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }

    func window(_ cells: ClosedRange<Int>) -> PoissonScan.Window {
        let observed = cells.reduce(0) { $0 + Int(counts[$1]) }
        let sum = cells.reduce(0) { $0 + expected[$1] }
        let ratio = Double(observed) / sum
        switch model {
        case .expectation: return .init(cells: cells, observed: observed, expected: sum, ratio: ratio)
        case .conditional:
            let rest = Double(total - observed) / (Double(total) - sum)
            return .init(cells: cells, observed: observed, expected: sum, ratio: rest > 0 ? ratio / rest : nil)
        }
    }
}

/// For each window the fewest claims that make it stand out, so that a simulation needs no logarithm.
struct ScanThresholds {
    let ends: [Int]
    /// By first cell, then by last.
    let fewest: [Int32]

    /// Whether any window has as many claims.
    func isReached(by counts: [Int32]) -> Bool {
        fewest.withUnsafeBufferPointer { fewest in
            counts.withUnsafeBufferPointer { counts in
                var window = 0
                for start in 0..<ends.count {
                    var sum: Int32 = 0
                    for cell in start..<ends[start] {
                        sum &+= counts[cell]
                        if sum >= fewest[window] { return true }
                        window += 1
                    }
                }
                return false
            }
        }
    }

    /// Of the windows with as many claims that of fewest cells, then the first.
    func best(_ counts: [Int32]) -> ClosedRange<Int>? {
        var best: ClosedRange<Int>?
        var window = 0
        for start in ends.indices {
            var sum: Int32 = 0
            for cell in start..<ends[start] {
                sum &+= counts[cell]
                if sum >= fewest[window], best.map({ cell - start + 1 < $0.count }) ?? true { best = start...cell }
                window += 1
            }
        }
        return best
    }
}
