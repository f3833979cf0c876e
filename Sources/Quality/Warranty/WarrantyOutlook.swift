import Registry
package import Statistics

/// Which claims are to come of the units that are in the field, and what they will cost.
///
/// A unit may claim several times. So claims are taken as events of a process whose intensity depends on the age (see
/// ``EventIntensity``), fitted to the claims within the warranty, and added up over the ages of the units in the field.
package struct WarrantyOutlook: Sendable {
    package static let horizons = 1...120
    package static let confidence = 0.95

    /// What is asked.
    package struct Question: Hashable, Sendable {
        /// Months to look ahead.
        package var months: Int
        /// How long the warranty is, in months of service; nil: claims come at any age.
        package var warrantyMonths: Double?
        /// Units that will be sold in each coming month.
        package var plannedSales: Double

        package init(months: Int = 12, warrantyMonths: Double? = nil, plannedSales: Double = 0) {
            self.months = min(max(months, WarrantyOutlook.horizons.lowerBound), WarrantyOutlook.horizons.upperBound)
            self.warrantyMonths = warrantyMonths
            self.plannedSales = max(0, plannedSales)
        }
    }

    /// Claims from now on to the end of a month, and their cost in minor units.
    package struct Month: Sendable {
        /// From 1.
        package var month: Int
        package var claims: EventForecast.Period
        package var cost: MeanCost.Total?
    }

    package var question: Question
    /// Units in the field, and those of them within the warranty.
    package var inField: Int64
    package var underWarranty: Int64
    /// The greatest age in months at which somebody was at risk: beyond it, the intensity is extrapolated.
    package var observedMonths: Double
    package var intensity: Result<EventIntensity, NoAnswer>
    /// What a claim costs; `no-data` where none tells it.
    package var meanCost: Result<MeanCost, NoAnswer>
    package var months: Result<[Month], NoAnswer>
    /// What is still to come within the warranty of what is in the field now; `no-data` without a length of the warranty.
    package var reserve: Result<Month, NoAnswer>

    package init(_ sample: WarrantySample, _ question: Question) {
        self.question = question
        let tally = sample.whole
        let end = question.warrantyMonths.map { $0 * AgeMonth.days }
        let ages = tally.inField.sorted { $0.key < $1.key }
        let field = ages.map {
            IntervalLifeData.Suspensions(age: Double(max(0, $0.key)), count: Int(clamping: $0.value))
        }
        inField = ages.reduce(0) { $0.addingSaturated($1.value) }
        underWarranty = ages.reduce(0) { sum, age in
            Double(age.key) < end ?? .infinity ? sum.addingSaturated(age.value) : sum
        }
        var oldest: Int64 = 0
        tally.forEachSpan { span, _ in oldest = max(oldest, span.to) }
        observedMonths = min(Double(oldest), end ?? .infinity) / AgeMonth.days
        let intensity = Result { () throws(NoAnswer) in
            try EventIntensity(Self.stretches(tally, until: end), confidence: Self.confidence)
        }
        let meanCost = Result { () throws(NoAnswer) in
            try MeanCost(Self.costs(tally, sample.currency), confidence: Self.confidence)
        }
        (self.intensity, self.meanCost) = (intensity, meanCost)
        let cost = try? meanCost.get()
        func month(_ number: Int, _ period: EventForecast.Period) -> Month {
            Month(month: number, claims: period, cost: cost.map { $0.total(of: period.events, period.limits) })
        }
        months = Result { () throws(NoAnswer) in
            let forecast = try EventForecast(
                intensity.get(), units: field, horizon: question.months, period: AgeMonth.days,
                shipments: question.plannedSales > 0
                    ? Array(repeating: question.plannedSales, count: question.months) : [],
                until: end, confidence: Self.confidence)
            return forecast.periods.enumerated().map { month($0.offset + 1, $0.element) }
        }
        reserve = Result { () throws(NoAnswer) in
            guard let end, end > 0 else { throw .noData }
            let rest = try EventForecast(
                intensity.get(), units: field, horizon: 1, period: end, until: end, confidence: Self.confidence)
            guard let all = rest.periods.first else { throw .noData }
            return month(Int((question.warrantyMonths ?? 0).rounded(.up)), all)
        }
    }

    /// The lives of units between their claims, up to the end of the warranty.
    static func stretches(_ tally: WarrantyTally, until end: Double?) throws(NoAnswer) -> LifeTable {
        var (exits, entries): ([Double], [Double]) = ([], [])
        var (failed, counts): ([Bool], [Int]) = ([], [])
        func add(_ from: Double, _ to: Double, _ hasClaimed: Bool, _ count: Int64) {
            guard to > from else { return }
            exits.append(to)
            entries.append(from)
            failed.append(hasClaimed)
            counts.append(Int(clamping: count))
        }
        let end = end ?? .infinity
        for (span, count) in tally.quiet { add(Double(span.from), min(Double(span.to), end), false, count) }
        for story in tally.stories {
            var from = Double(story.span.from)
            for age in story.claims where Double(age) <= end {
                // Two claims on a day have no time between them.
                let begin = min(from, Double(age) - 1e-3)
                add(max(0, begin), Double(age), true, story.units)
                from = Double(age)
            }
            add(from, min(Double(story.span.to), end), false, story.units)
        }
        return try LifeTable(exits: exits, failed: failed, entries: entries, counts: counts)
    }

    private static func costs(_ tally: WarrantyTally, _ currency: String?) -> [Double] {
        tally.claims.flatMap { claim -> [Double] in
            guard let cost = claim.cost, cost.currency == currency else { return [] }
            // Only units that have a row have claims: one each.
            return Array(repeating: Double(cost.amount), count: Int(min(claim.units, 1_000)))
        }
    }
}
