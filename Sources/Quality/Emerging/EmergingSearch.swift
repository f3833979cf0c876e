package import Identifiers
package import Registry
import Statistics
package import Storage

/// What a search for emerging issues found.
package struct EmergingFinding: Sendable {
    package var model: Model
    /// The fault, or the widest of those that the same units have.
    package var code: String
    package var cohort: Cohort
    /// The same units, in the language of populations.
    package var population: Population
    package var figures: EmergingFigures
    /// What else the same claims could be explained by, the most telling first: wider and narrower faults, other orders.
    package var also: [EmergingExplanation]
}

/// Figures of a cohort with too many claims.
package struct EmergingFigures: Hashable, Sendable, Codable {
    /// Units that had a claim, each counted once.
    package var claims: Int64
    /// How many would have had one, had the cohort failed at each age as all others did.
    package var expected: Double
    /// Claims over those expected, with exact limits at 95 %; nil where nothing was expected.
    package var ratio: Double?
    package var lower: Double?
    package var upper: Double?
    /// How often a search of a fleet in which age alone matters shows as much anywhere.
    package var pValue: Double

    init(_ finding: CohortScan.Finding) {
        claims = Int64(finding.claims)
        expected = finding.expected
        let comparison = finding.ratio()
        (ratio, lower, upper) = (comparison?.ratio, comparison?.limits.lower, comparison?.limits.upper)
        pValue = finding.pValue
    }

    package init(
        claims: Int64, expected: Double, ratio: Double?, lower: Double?, upper: Double?, pValue: Double
    ) {
        (self.claims, self.expected, self.ratio) = (claims, expected, ratio)
        (self.lower, self.upper, self.pValue) = (lower, upper, pValue)
    }
}

/// Another way to see the claims of a finding.
package struct EmergingExplanation: Hashable, Sendable, Codable {
    package var code: String
    package var cohort: Cohort
    package var claims: Int64
    package var ratio: Double?
}

/// What a search looked at.
package struct EmergingScope: Hashable, Sendable {
    package var lastDay: CivilDate
    package var models: Int64 = 0
    /// In service by the last day.
    package var units: Int64 = 0
    package var claims: Int64 = 0
    /// Windows of cells that were looked at, of all kinds together.
    package var windows: Int64 = 0
}

/// Looks for cohorts whose claims exceed what the ages of their units explain, among all models of a manufacturer at once.
package struct EmergingSearch: Sendable {
    /// Of a fleet in which age alone matters hardly one night in five shows something at this level. Nights resemble each other, so that of
    /// a simulated fleet it is about one card a year: `docs/quality.md` tells how that was measured.
    package static let level = 0.18
    /// A cohort that fails less than this many times as often as the others is no issue, however surely it does.
    package static let leastRatio = 1.3
    package static let replicates = 199

    package private(set) var findings: [EmergingFinding] = []
    package private(set) var scope: EmergingScope

    /// - Parameters:
    ///   - models: those that are searched.
    ///   - progress: how many models have been read.
    package init(
        _ models: [Model], in population: PopulationScope, codes: [FaultCode], until lastDay: CivilDate,
        _ rule: ExposureRule, _ reader: any SQLReader, progress: (Int) -> Void = { _ in }
    ) throws {
        scope = EmergingScope(lastDay: lastDay)
        let wider = WiderFaults(codes)
        var fleets: [FleetCells] = []
        for (index, model) in models.enumerated() {
            progress(index)
            let fleet = try FleetCells(
                model, in: population, until: lastDay, rule, kinds: { wider.codes(for: $0) }, reader)
            scope.models += 1
            scope.units.addSaturated(fleet.units)
            if !fleet.claims.isEmpty { fleets.append(fleet) }
        }
        progress(models.count)
        try search(fleets, reader)
    }

    private mutating func search(_ fleets: [FleetCells], _ reader: any SQLReader) throws {
        var (orders, places): ([AgedCells], [(fleet: Int, order: Int)]) = ([], [])
        var (lists, kinds): ([AgedClaims], [(fleet: Int, code: String)]) = ([], [])
        for (index, fleet) in fleets.enumerated() {
            scope.claims.addSaturated(fleet.failed.reduce(0 as Int64) { $0.addingSaturated($1.units) })
            let first = orders.count
            var asked: [Int] = []
            for (order, entry) in fleet.orders.enumerated() where entry.cells.count > 1 {
                guard
                    let cells = try? AgedCells(
                        exposure: entry.exposure, ages: AgedExposure.months, isOrdered: entry.order.isOrdered)
                else { continue }
                orders.append(cells)
                places.append((index, order))
                asked.append(order)
            }
            for code in fleet.claims.keys.sorted() {
                for (offset, order) in asked.enumerated() {
                    var list = fleet.claims(of: code, in: order, kind: kinds.count)
                    list.order = first + offset
                    lists.append(list)
                }
                kinds.append((index, code))
            }
        }
        let scan = try CohortScan(
            orders, claims: lists, greatestPValue: Self.level, replicates: Self.replicates,
            seed: UInt64(bitPattern: Int64(scope.lastDay.dayNumber)))
        scope.windows = Int64(scan.windows)
        // What most of the same units tell again, by another code or in another order, is one issue.
        var taken: [(fleet: Int, units: Set<Int>, index: Int)] = []
        for finding in scan.findings {
            let (fleetIndex, order) = places[finding.order]
            let (fleet, code) = (fleets[fleetIndex], kinds[finding.kind].code)
            let figures = EmergingFigures(finding)
            guard figures.ratio.map({ $0 >= Self.leastRatio }) ?? true,
                figures.lower.map({ $0 > 1 }) ?? true
            else {
                continue
            }
            let units = fleet.units(of: code, in: order, finding.cells)
            let cohort = Cohort(fleet.orders[order].order, fleet.orders[order].cells[finding.cells])
            let same = taken.first { other in
                other.fleet == fleetIndex
                    && 2 * other.units.intersection(units).count >= min(units.count, other.units.count)
            }
            if let same {
                findings[same.index].also.append(
                    EmergingExplanation(
                        code: code, cohort: cohort, claims: figures.claims, ratio: figures.ratio))
                continue
            }
            taken.append((fleetIndex, units, findings.count))
            findings.append(
                EmergingFinding(
                    model: fleet.model, code: code, cohort: cohort,
                    population: try cohort.population(of: fleet.model, reader), figures: figures, also: []))
        }
    }
}
