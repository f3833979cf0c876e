/// Where in an order of cells (serial numbers, weeks of manufacture) claims crowd together, and whether by chance.
///
/// Every window of neighbouring cells is compared with what was to be expected of it. The greatest logarithm of the
/// likelihood ratio over all windows is compared with the greatest ones of simulated data without any cluster, which is
/// what corrects for the many looks (Kulldorff, 'A spatial scan statistic', Communications in Statistics 26, 1997; Neill,
/// 'Expectation-based scan statistics for monitoring spatial time series data', Int. J. of Forecasting 25, 2009).
public struct PoissonScan: Hashable, Sendable {
    /// What a window is compared with.
    public enum Model: String, Hashable, Sendable, CaseIterable {
        /// The rest of the cells, given the number of all claims: c ln(c/e) + (C − c) ln((C − c)/(C − e)). For a baseline of
        /// units, or of expected claims whose level is not known.
        case conditional = "kulldorff"
        /// The baseline as expected claims: c ln(c/e) + e − c. It also finds that all cells are too high.
        case expectation
    }

    /// A range of cells.
    public struct Window: Hashable, Sendable {
        /// Which cells, from 0.
        public let cells: ClosedRange<Int>
        /// Claims in them.
        public let observed: Int
        /// Claims that were to be expected.
        public let expected: Double
        /// How many times as often as elsewhere (conditional) or as expected claims came; nil where there are none
        /// elsewhere.
        public let ratio: Double?
    }

    /// The window that stands out most, of several alike the one of fewest cells, then the first; nil where none has more
    /// claims than expected.
    public let window: Window?
    /// Its logarithm of the likelihood ratio; 0 where there is none.
    public let logLikelihoodRatio: Double
    /// How often simulated data without a cluster have a window that stands out as much or more:
    /// (1 + their number)/(1 + replicates). Equal ones count, or else few claims would always look significant.
    public let pValue: Double
    /// How many windows were looked at.
    public let windows: Int

    /// The greatest number of windows.
    public static let greatestWindows = 20_000_000
    /// The greatest number of windows times replicates.
    public static let greatestWork = 10_000_000_000

    /// - Parameters:
    ///   - counts: claims of each cell, together up to 10⁹.
    ///   - baseline: units or expected claims of each cell, 0 or more, more than 0 where there are claims; expected claims
    ///     together up to 10⁹.
    ///   - greatestShare: the greatest share of the baseline that a window may hold, more than 0, up to 1.
    ///   - greatestCells: the greatest number of cells of a window; nil: any.
    ///   - replicates: how many times to simulate, 1...1,000,000; the least p-value is 1/(1 + replicates).
    ///   - seed: of the simulation: the same gives the same p-value.
    /// - Throws: ``NoAnswer/noData`` where the baseline is 0, ``NoAnswer/unequalLengths``, ``NoAnswer/outOfRange`` for a
    ///   parameter beyond its range, ``NoAnswer/tooLarge`` of too many windows or too much work.
    public init(
        counts: [Int], baseline: [Double], model: Model = .conditional, greatestShare: Double = 0.5,
        greatestCells: Int? = nil, replicates: Int = 999, seed: UInt64 = 1
    ) throws(NoAnswer) {
        let cells = try ScanCells(counts: counts, baseline: baseline, model: model)
        guard greatestShare > 0, greatestShare <= 1 else { throw .outOfRange }
        let longest = try (greatestCells ?? counts.count).checked(in: 1...Int.max)
        let replicates = try replicates.checked(in: 1...1_000_000)
        let ends = cells.ends(greatestShare: greatestShare, greatestCells: longest)
        windows = ends.indices.reduce(0) { $0 + ends[$1] - $1 }
        guard windows <= Self.greatestWindows, windows * replicates <= Self.greatestWork else { throw .tooLarge }
        let greatest = cells.greatestRatio(ends)
        logLikelihoodRatio = greatest
        guard greatest > 0 else {
            window = nil
            pValue = 1
            return
        }
        // What differs by rounding alone is equal.
        let thresholds = cells.thresholds(ends, ratio: greatest * (1 - 1e-9))
        window = thresholds.best(cells.counts).map { cells.window($0) }
        var simulation = ScanSimulation(cells, seed: seed)
        var reached = 0
        for _ in 0..<replicates where thresholds.isReached(by: simulation.next()) { reached += 1 }
        pValue = Double(1 + reached) / Double(1 + replicates)
    }
}
