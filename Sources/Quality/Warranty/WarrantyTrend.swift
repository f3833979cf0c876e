import Identifiers
package import Registry
package import Statistics

/// Whether newer units claim more or less than older ones: claims in the first months in service, month by month of their
/// manufacture or sale.
package struct WarrantyTrend: Sendable {
    /// The first months in service that are looked at.
    package static let windows = [3, 6, 12]
    package static let confidence = 0.95

    package struct Point: Sendable {
        package var label: FleetLabel
        package var population: Population
        /// Claims within the window.
        package var claims: Int64
        /// Units times the months of the window in which they were at risk, over its months.
        package var units: Double
        /// Claims per unit in the window with exact limits; nil where nobody was at risk.
        package var rate: ExponentialRate?
        /// Some units have yet to come to the end of the window.
        package var isPartial: Bool
    }

    package struct Series: Sendable {
        /// Months in service.
        package var window: Int
        package var points: [Point]
        package var verdict: Verdict
    }

    /// The newest quarter whose units have all come to the end of the window, against the four quarters before.
    package enum Verdict: Sendable {
        /// There is no such quarter, or nothing before it.
        case cannotBeTold
        case told(quarter: String, RateComparison?, Change)
    }

    package enum Change: String, CaseIterable, Sendable {
        /// The upper limit of the ratio is below 1.
        case fell
        case notShown
        /// The lower limit is above 1.
        case rose
    }

    package var series: [Series]

    package init(_ table: WarrantyTable) {
        series = Self.windows.map { window in
            let points = table.rows.map { Self.point($0, window) }
            return Series(window: window, points: points, verdict: Self.verdict(points, window))
        }
    }

    private static func point(_ row: WarrantyTable.Row, _ window: Int) -> Point {
        let cells = row.cells.prefix(window)
        let claims = cells.reduce(Int64(0)) { $0.addingSaturated($1.claims) }
        let units = cells.reduce(0.0) { $0 + $1.unitMonths } / Double(window)
        return Point(
            label: row.label, population: row.population, claims: claims, units: units,
            rate: ExponentialRate(
                failures: Int(claims), unitDays: units, daysPerYear: 1, confidence: confidence),
            isPartial: cells.count < window && row.units > 0 || cells.contains(where: \.isPartial))
    }

    private static func verdict(_ points: [Point], _ window: Int) -> Verdict {
        var quarters: [Int: [Point]] = [:]
        for point in points {
            guard case .named(let text) = point.label, let month = try? CivilDate(parsing: text),
                let number = month.month
            else { continue }
            quarters[month.year * 4 + (number - 1) / 3, default: []].append(point)
        }
        let complete = quarters.filter { $0.value.allSatisfy { !$0.isPartial && $0.rate != nil } }
        guard let newest = complete.keys.max(), let own = rate(quarters[newest] ?? [], window) else {
            return .cannotBeTold
        }
        let before = (1...4).flatMap { quarters[newest - $0] ?? [] }
        guard let other = rate(before, window),
            let comparison = RateComparison(own, with: other, confidence: confidence)
        else { return .cannotBeTold }
        let change: Change =
            comparison.limits.lower > 1
            ? .rose : comparison.limits.upper.map { $0 < 1 } ?? false ? .fell : .notShown
        return .told(quarter: "\(newest / 4)-Q\(newest % 4 + 1)", comparison, change)
    }

    private static func rate(_ points: [Point], _ window: Int) -> ExponentialRate? {
        ExponentialRate(
            failures: Int(points.reduce(Int64(0)) { $0.addingSaturated($1.claims) }),
            unitDays: points.reduce(0.0) { $0 + $1.units }, daysPerYear: 1, confidence: confidence)
    }
}
