package import Registry
import Statistics

/// What warranty has cost, by when units were made or sold and by month in service: the Nevada table.
///
/// A month in service is 365/12 days. Units are at risk in it as long as they are under observation, so that the claims of a cell
/// over its unit-months are a rate, whether the month is over for all of them or not; these rates add up to the claims of a unit
/// by an age (Nelson, 'Recurrent Events Data Analysis for Product Repairs', 2003).
package struct WarrantyTable: Sendable {
    /// Months in service beyond this are left out: 30 years.
    package static let mostMonths = 360

    /// How a cell compares with the same month in service of all other rows.
    package enum Alarm: String, CaseIterable, Sendable {
        /// No unit was at risk, here or elsewhere.
        case untested
        /// Not more than what chance explains.
        case fine
        /// As many claims or more, and as uneven, come with a probability below 0.1 where the rates are equal.
        case caution
        /// … below 0.01.
        case critical
    }

    package struct Cell: Hashable, Sendable {
        /// Units that were at risk in some of the month.
        package var atRisk: Int64 = 0
        /// Units that were at risk from its beginning to its end.
        package var whole: Int64 = 0
        package var unitMonths = 0.0
        package var claims: Int64 = 0
        /// Of the claims in the table's currency, in minor units.
        package var cost: Int64 = 0
        /// Some units of the row have yet to come to the end of this month.
        package var isPartial = false
        package var alarm = Alarm.untested
        /// Exact and two-sided; nil where there is nothing to compare.
        package var pValue: Double?
        /// Claims of a unit up to the end of the month, its exposure considered; nil where nobody was at risk.
        package var claimsPerUnit: Double?
        /// Their cost in minor units.
        package var costPerUnit: Double?
    }

    package struct Row: Sendable {
        package var label: FleetLabel
        package var population: Population
        /// Units in service: what was sold.
        package var units: Int64
        /// By month in service, from 0.
        package var cells: [Cell]
        /// All claims, also those that have no month in service.
        package var claims: Int64 = 0
        package var cost: Int64 = 0
        /// Claims of units that were not seen at risk before, or beyond the table's months: in no cell.
        package var outside: Int64 = 0
        /// Claims whose cost is not told.
        package var withoutCost: Int64 = 0
        /// Claims in other currencies.
        package var otherCurrency: Int64 = 0
        /// Claims by the calendar month of the failure: 12 times the year and the month from 0.
        package var byMonth: [Int: Int64] = [:]

        package var claimsPerUnitSold: Double? { units > 0 ? Double(claims) / Double(units) : nil }
        package var costPerUnitSold: Double? { units > 0 ? Double(cost) / Double(units) : nil }
    }

    package var rows: [Row]
    /// All rows together.
    package var total: Row
    package var currency: String?

    /// How many months in service the table has.
    package var months: Int { total.cells.count }

    package init(_ sample: WarrantySample) {
        currency = sample.currency
        let currency = sample.currency
        // Units that were never in service make no row.
        rows = sample.groups.filter { $0.tally.units > 0 }.map {
            Self.row($0.label, $0.population, $0.tally, currency)
        }
        total = Self.row(.whole, sample.question.fleet.population.population, sample.whole, currency)
        for index in rows.indices { test(&rows[index]) }
    }

    private static func row(
        _ label: FleetLabel, _ population: Population, _ tally: WarrantyTally, _ currency: String?
    ) -> Row {
        var row = Row(label: label, population: population, units: tally.units, cells: [])
        var youngest: Int64?
        tally.forEachSpan { span, count in
            expose(span, count, &row.cells)
            if span.isOpen { youngest = min(youngest ?? span.to, span.to) }
        }
        for claim in tally.claims {
            row.claims.addSaturated(claim.units)
            row.byMonth[claim.month, default: 0].addSaturated(claim.units)
            var cost: Int64 = 0
            if let told = claim.cost {
                if told.currency == currency {
                    cost = told.amount.multipliedSaturated(by: claim.units)
                } else {
                    row.otherCurrency.addSaturated(claim.units)
                }
            } else {
                row.withoutCost.addSaturated(claim.units)
            }
            row.cost.addSaturated(cost)
            guard let age = claim.age, case let month = self.month(ofEvent: age), row.cells.indices.contains(month)
            else {
                row.outside.addSaturated(claim.units)
                continue
            }
            row.cells[month].claims.addSaturated(claim.units)
            row.cells[month].cost.addSaturated(cost)
        }
        if let youngest {
            for month in row.cells.indices where Double(youngest) < Double(month + 1) * AgeMonth.days {
                row.cells[month].isPartial = true
            }
        }
        accumulate(&row.cells)
        return row
    }

    /// An event at the end of a day belongs to the month of that day.
    static func month(ofEvent age: Int64) -> Int { Int(Double(max(0, age - 1)) / AgeMonth.days) }

    private static func expose(_ span: WarrantyTally.Span, _ count: Int64, _ cells: inout [Cell]) {
        let (first, last) = (Double(span.from), Double(span.to))
        var month = Int(first / AgeMonth.days)
        while Double(month) * AgeMonth.days < last, month < mostMonths {
            while cells.count <= month { cells.append(Cell()) }
            let (begin, end) = (Double(month) * AgeMonth.days, Double(month + 1) * AgeMonth.days)
            cells[month].atRisk.addSaturated(count)
            if first <= begin, last >= end { cells[month].whole.addSaturated(count) }
            cells[month].unitMonths += (min(last, end) - max(first, begin)) / AgeMonth.days * Double(count)
            month += 1
        }
    }

    private static func accumulate(_ cells: inout [Cell]) {
        var (claims, cost): (Double?, Double?) = (0, 0)
        for month in cells.indices {
            let cell = cells[month]
            // Beyond a month in which nobody was at risk, nothing is known of a unit from its beginning.
            if cell.unitMonths > 0 {
                claims = claims.map { $0 + Double(cell.claims) / cell.unitMonths }
                cost = cost.map { $0 + Double(cell.cost) / cell.unitMonths }
            } else {
                (claims, cost) = (nil, nil)
            }
            (cells[month].claimsPerUnit, cells[month].costPerUnit) = (claims, cost)
        }
    }

    /// Against all other rows in the same month in service. Given the sum, the claims of a cell are binomial, so that the test
    /// is exact (Przyborowski and Wilenski 1940).
    private func test(_ row: inout Row) {
        for month in row.cells.indices {
            let (cell, all) = (row.cells[month], total.cells[month])
            let others = (claims: all.claims - cell.claims, unitMonths: all.unitMonths - cell.unitMonths)
            // Sums in another order differ in their last digits.
            guard cell.unitMonths > 0, others.unitMonths > 1e-6 else { continue }
            row.cells[month].alarm = .fine
            guard cell.claims > 0,
                let own = ExponentialRate(failures: Int(cell.claims), unitDays: cell.unitMonths, daysPerYear: 1),
                let other = ExponentialRate(failures: Int(others.claims), unitDays: others.unitMonths, daysPerYear: 1),
                let comparison = RateComparison(own, with: other)
            else { continue }
            row.cells[month].pValue = comparison.pValue
            guard own.annualRate > other.annualRate else { continue }
            row.cells[month].alarm =
                comparison.pValue < 0.01 ? .critical : comparison.pValue < 0.1 ? .caution : .fine
        }
    }
}
