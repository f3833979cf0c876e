import Quality
import Statistics

/// How often the search for emerging issues is wrong, and how late: simulated fleets, searched once a week, without any defect and
/// with one that was planted. `--rounds` fleets of each kind are made, at least twelve.
enum SimulateDefects {
    private static let units = 150_000.0
    private static let rate = 0.02

    static func run(_ setting: Setting) async throws -> [Finding] {
        let fleets = max(12, setting.rounds)
        var findings: [Finding] = []
        for kind in SimulatedFleet.Kind.allCases {
            let of = kind == .manyLooks ? "12 faults and a component" : "3 faults"
            let falseCards = try falseCards(kind, fleets / 3)
            findings.append(
                Finding(
                    "false issues of a simulated fleet with \(of), a year", target: "<= 1",
                    measured: Figures.three(falseCards), isMet: falseCards <= 1))
            for (ratio, most) in [(4.0, 20), (2.0, 60)] {
                let delay = try delay(kind, fleets, ratio: ratio, by: most)
                findings.append(
                    Finding(
                        "defects of \(Int(ratio)) times the base rate found by their \(most)th claim",
                        target: ">= 90 %",
                        measured: "\(Figures.three(delay.share * 100)) %, at claim \(delay.claims) in the median",
                        isMet: delay.share >= 0.9))
                findings.append(
                    Finding(
                        "of their serial range named then; of what is named theirs", target: ">= 80 %",
                        measured: "\(Figures.three(delay.covered * 100)) %; \(Figures.three(delay.exact * 100)) %",
                        isMet: delay.covered >= 0.8 && delay.exact >= 0.8))
            }
        }
        return findings
    }

    /// Of fleets without a defect, searched from their first half year to the end of their fourth year. What is found again counts
    /// once.
    private static func falseCards(_ kind: SimulatedFleet.Kind, _ fleets: Int) throws -> Double {
        var (cards, weeks) = (0, 0)
        for seed in 0..<UInt64(fleets) {
            var fleet = SimulatedFleet(kind, units: units, rate: rate, seed: 1_000 + seed)
            var open: [CohortScan.Finding] = []
            for week in 1...208 {
                fleet.live()
                guard week > 26 else { continue }
                weeks += 1
                for finding in try fleet.search(level: EmergingSearch.level) {
                    let isKnown = open.contains {
                        $0.kind == finding.kind && ($0.order != finding.order || $0.cells.overlaps(finding.cells))
                    }
                    if !isKnown {
                        open.append(finding)
                        cards += 1
                    }
                }
            }
        }
        return Double(cards) / (Double(weeks) / 52)
    }

    private struct Delay {
        /// Found in time.
        var share: Double
        /// The claim at which they were found, the median.
        var claims: Int
        /// How much of the true range is named when the last claim has come, and how much of what is named is true, on average.
        var covered: Double
        var exact: Double
    }

    private static func delay(
        _ kind: SimulatedFleet.Kind, _ fleets: Int, ratio: Double, by most: Int
    ) throws -> Delay {
        var (found, reached) = ([Int](), 0)
        var (covered, exact) = ([Double](), [Double]())
        for seed in 0..<UInt64(fleets) {
            var fleet = SimulatedFleet(kind, units: units, rate: rate, seed: 2_000 + seed)
            fleet.plant(ratio: ratio)
            guard let defect = fleet.defect else { continue }
            var (first, last): (Int?, ClosedRange<Int>?) = (nil, nil)
            while fleet.week < 312 {
                fleet.live()
                guard fleet.defectClaims >= CohortScan.fewestClaims else { continue }
                guard fleet.defectClaims <= most else { break }
                let hit = try fleet.search(level: EmergingSearch.level).first {
                    $0.kind == defect.fault && $0.order == 0 && $0.cells.overlaps(defect.cells)
                }
                guard let hit else { continue }
                first = first ?? fleet.defectClaims
                last = hit.cells
            }
            guard fleet.defectClaims >= most else { continue }
            reached += 1
            guard let first, let last else { continue }
            found.append(first)
            let common = Double(last.clamped(to: defect.cells).count)
            covered.append(common / Double(defect.cells.count))
            exact.append(common / Double(last.count))
        }
        func mean(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count) }
        return Delay(
            share: reached > 0 ? Double(found.count) / Double(reached) : 0,
            claims: found.isEmpty ? 0 : found.sorted()[found.count / 2], covered: mean(covered), exact: mean(exact))
    }
}
