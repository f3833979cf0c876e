/// Which cohorts of a fleet have more claims than the ages of their units explain, of all that are looked at together.
///
/// Of each kind of claim, each window of neighbouring cells is held against all other cells of its order at equal ages: were the
/// hazard of an age the same everywhere, its claims would fall to the window by its share of the unit-time at that age. So the
/// claims to be expected are Σ C(age) u(age)/U(age), as in the log-rank test (Mantel, Cancer Chemotherapy Reports 50, 1966), and
/// given all claims those of the window are no more spread than a binomial number (Hoeffding, Annals of Mathematical Statistics
/// 27, 1956). What stands out is measured by the logarithm of the likelihood ratio of that number (Kulldorff, Communications in
/// Statistics 26, 1997), less a penalty for the number of windows of its length.
///
/// One correction for the many looks: the whole search is repeated on simulated claims of a fleet in which age alone matters, with
/// the same windows, kinds and orders. The p-value of a finding tells how often the greatest figure of such a search, whatever it
/// is of, reaches the finding's.
public struct CohortScan: Sendable {
    /// A cohort that has too many claims of a kind.
    public struct Finding: Hashable, Sendable {
        /// Which kind of claims, from 0.
        public let kind: Int
        /// Which order of cells, from 0.
        public let order: Int
        /// Which cells of it.
        public let cells: ClosedRange<Int>
        /// Claims at ages at which other cells had units too.
        public let claims: Int
        /// Claims that would have come had the cohort failed at each age as all others did; 0 where these never did.
        public let expected: Double
        /// Claims of all others.
        public let otherClaims: Int
        /// By how much it stands out.
        public let statistic: Double
        /// How often a fleet in which age alone matters shows as much anywhere, (1 + reached)/(1 + replicates).
        public let pValue: Double

        /// How many times the expected claims came, with exact limits: the claims of the others, from which the expected ones come,
        /// are uncertain too (Przyborowski and Wilenski, Biometrika 31, 1940). Nil where nothing was expected.
        public func ratio(confidence: Double = 0.95) -> RateComparison? {
            guard
                let own = ExponentialRate(
                    failures: claims, unitDays: expected, daysPerYear: 1, confidence: confidence),
                let others = ExponentialRate(
                    failures: otherClaims, unitDays: Double(otherClaims), daysPerYear: 1, confidence: confidence)
            else { return nil }
            return RateComparison(own, with: others, confidence: confidence)
        }
    }

    /// Up to so many findings of a kind in an order, that have no cell in common.
    public static let mostApart = 3
    /// Fewer claims than these are no finding.
    public static let fewestClaims = 3

    /// What stands out, most first, up to a p-value of `greatestPValue`.
    public let findings: [Finding]
    /// How many windows were looked at, of all kinds together.
    public let windows: Int

    /// - Parameters:
    ///   - orders: the cells, in each of the orders in which units are looked at.
    ///   - claims: of one kind in one order each. A claim at an age at which no unit of its cell was in service is left out.
    ///   - greatestPValue: findings with a greater one are left out, more than 0, up to 1.
    ///   - replicates: how many times to simulate, 1...10,000; the least p-value is 1/(1 + replicates).
    ///   - seed: of the simulation: the same gives the same p-values.
    /// - Throws: ``NoAnswer/outOfRange`` of an order, a cell, an age or a number of claims beyond its range, ``NoAnswer/tooLarge`` of
    ///   more than 10⁸ claims of a kind.
    public init(
        _ orders: [AgedCells], claims: [AgedClaims], greatestPValue: Double = 0.05, replicates: Int = 199,
        seed: UInt64 = 1
    ) throws(NoAnswer) {
        guard greatestPValue > 0, greatestPValue <= 1 else { throw .outOfRange }
        let replicates = try replicates.checked(in: 1...10_000)
        let windowsOfOrder = orders.map { $0.windows() }
        let exposureOfAge = orders.map { $0.exposureOfAge }
        var looks: [CohortLook] = []
        for list in claims {
            guard orders.indices.contains(list.order) else { throw .outOfRange }
            let look = try CohortLook(
                list, orders[list.order], windowsOfOrder[list.order], exposureOfAge[list.order])
            if let look { looks.append(look) }
        }
        windows = looks.reduce(0) { $0 + $1.windows.count }
        let seen = looks.map { $0.standouts() }
        guard seen.contains(where: { !$0.isEmpty }) else {
            findings = []
            return
        }
        let logs = LogarithmTable(looks.map(\.total).max() ?? 0)
        var greatest: [Double] = []
        var simulations: [ScanSimulation] = []
        for (index, look) in looks.enumerated() {
            simulations.append(try look.simulation(seed: seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15))
        }
        let ready = looks.map { ReadyLook($0) }
        for _ in 0..<replicates {
            var statistic = 0.0
            for index in looks.indices {
                statistic = max(statistic, ready[index].greatest(simulations[index].next(), logs, above: statistic))
            }
            greatest.append(statistic)
        }
        var findings: [Finding] = []
        for (look, standouts) in zip(looks, seen) {
            for standout in standouts {
                // What differs by rounding alone is equal.
                let limit = standout.statistic - 1e-9 * abs(standout.statistic)
                let reached = greatest.reduce(0) { $0 + ($1 >= limit ? 1 : 0) }
                let pValue = Double(1 + reached) / Double(1 + replicates)
                guard pValue <= greatestPValue else { continue }
                findings.append(look.finding(look.refined(standout.cells), standout.statistic, pValue))
            }
        }
        self.findings = findings.sorted {
            ($1.statistic, $0.kind, $0.order, $0.cells.lowerBound)
                < ($0.statistic, $1.kind, $1.order, $1.cells.lowerBound)
        }
    }
}
