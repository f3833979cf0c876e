import Registry
package import Statistics

/// What is counted of a group of units: all that rates, curves and comparisons need to know of ten million.
package struct FleetTally: Hashable, Sendable {
    /// Days of age between which a unit was under observation.
    package struct Span: Hashable, Sendable {
        package var from: Int64
        package var to: Int64
    }
    /// A unit that failed, or several with the same history.
    package struct Story: Hashable, Sendable {
        package var span: Span
        /// Ages at its failures in days, rising.
        package var failures: [Int64]
        /// What failed at each of these ages.
        package var codes: [String]
        package var units: Int64
    }

    /// Units in service by the last day.
    package private(set) var units: Int64 = 0
    /// Units of the group that are known and not in service yet.
    package private(set) var notInService: Int64 = 0
    package private(set) var unitDays: Int64 = 0
    package private(set) var failures: Int64 = 0
    package private(set) var failedUnits: Int64 = 0
    /// Failures of units that were never seen at risk before: they are no part of any rate.
    package private(set) var unseenFailures: Int64 = 0
    package private(set) var bases: [ServiceLife.Basis: Int64] = [:]
    package private(set) var leavings: [ServiceLife.Leaving: Int64] = [:]
    /// Units that count until their last report.
    package private(set) var observed: Int64 = 0
    /// How many units did not fail, by their span.
    package private(set) var quiet: [Span: Int64] = [:]
    package private(set) var stories: [Story] = []
    /// By fault code: failures.
    package private(set) var codes: [String: Int64] = [:]

    package init() {}

    /// Counts `count` units whose lives are alike. Numbers past the range of `Int64` stay at its end.
    mutating func add(
        _ life: ServiceLife?, count: Int64, _ rule: ExposureRule, until lastDay: Int64,
        counting counts: (String) -> Bool
    ) {
        guard let life, let exposure = life.exposure(rule, until: lastDay, counting: counts) else {
            notInService.addSaturated(count)
            return
        }
        units.addSaturated(count)
        unitDays.addSaturated(exposure.days.multipliedSaturated(by: count))
        if let basis = life.basis { bases[basis, default: 0].addSaturated(count) }
        if exposure.hasLeft, let leaving = life.leaving { leavings[leaving, default: 0].addSaturated(count) }
        if life.reportsItself { observed.addSaturated(count) }
        for code in exposure.unseenFailures {
            unseenFailures.addSaturated(count)
            codes[code, default: 0].addSaturated(count)
        }
        let span = Span(from: exposure.from, to: exposure.to)
        guard !exposure.failures.isEmpty else {
            if span.to > span.from { quiet[span, default: 0].addSaturated(count) }
            return
        }
        failedUnits.addSaturated(count)
        failures.addSaturated(Int64(exposure.failures.count).multipliedSaturated(by: count))
        for failure in exposure.failures { codes[failure.code, default: 0].addSaturated(count) }
        stories.append(
            Story(
                span: span, failures: exposure.failures.map(\.age), codes: exposure.failures.map(\.code), units: count))
    }

    /// Takes out one unit that was counted with this life, so that it can be held against the others.
    mutating func remove(
        _ life: ServiceLife?, _ rule: ExposureRule, until lastDay: Int64, counting counts: (String) -> Bool
    ) {
        var own = FleetTally()
        own.add(life, count: 1, rule, until: lastDay, counting: counts)
        units -= own.units
        notInService -= own.notInService
        unitDays -= own.unitDays
        failures -= own.failures
        failedUnits -= own.failedUnits
        unseenFailures -= own.unseenFailures
        observed -= own.observed
        bases.merge(own.bases) { $0 - $1 }
        leavings.merge(own.leavings) { $0 - $1 }
        codes.merge(own.codes) { $0 - $1 }
        for span in own.quiet.keys {
            let left = (quiet[span] ?? 0) - 1
            quiet[span] = left > 0 ? left : nil
        }
        for story in own.stories {
            guard
                let index = stories.firstIndex(where: {
                    $0.span == story.span && $0.failures == story.failures && $0.codes == story.codes
                })
            else { continue }
            stories[index].units -= 1
            if stories[index].units == 0 { stories.remove(at: index) }
        }
        bases = bases.filter { $0.value > 0 }
        leavings = leavings.filter { $0.value > 0 }
        codes = codes.filter { $0.value > 0 }
    }

    package mutating func add(_ other: FleetTally) {
        units.addSaturated(other.units)
        notInService.addSaturated(other.notInService)
        unitDays.addSaturated(other.unitDays)
        failures.addSaturated(other.failures)
        failedUnits.addSaturated(other.failedUnits)
        unseenFailures.addSaturated(other.unseenFailures)
        observed.addSaturated(other.observed)
        bases.merge(other.bases) { $0.addingSaturated($1) }
        leavings.merge(other.leavings) { $0.addingSaturated($1) }
        quiet.merge(other.quiet) { $0.addingSaturated($1) }
        stories += other.stories
        codes.merge(other.codes) { $0.addingSaturated($1) }
    }

    /// All of several groups.
    package static func sum(_ tallies: some Sequence<FleetTally>) -> FleetTally {
        tallies.reduce(into: FleetTally()) { $0.add($1) }
    }

    // MARK: What statistics ask

    /// Failures per unit and year of 365 days; nil where no unit was in service for a day.
    package func rate(_ confidence: Double = 0.95) -> ExponentialRate? {
        guard unitDays > 0 else { return nil }
        return ExponentialRate(failures: Int(failures), unitDays: Double(unitDays), confidence: confidence)
    }

    /// How long units lived until they failed first, in days.
    package func lifeTable() throws(NoAnswer) -> LifeTable {
        var exits: [Double] = []
        var (failed, entries, counts): ([Bool], [Double], [Int]) = ([], [], [])
        func add(from: Int64, to: Int64, _ hasFailed: Bool, _ count: Int64) {
            exits.append(Double(to))
            failed.append(hasFailed)
            entries.append(Double(from))
            counts.append(Int(count))
        }
        for (span, count) in quiet { add(from: span.from, to: span.to, false, count) }
        for story in stories {
            if let first = story.failures.first { add(from: story.span.from, to: first, true, story.units) }
        }
        return try LifeTable(exits: exits, failed: failed, entries: entries, counts: counts)
    }

    /// When units failed, each time, and until when they were under observation.
    package func histories() throws(NoAnswer) -> [RepairHistory] {
        var histories: [RepairHistory] = []
        histories.reserveCapacity(quiet.count + stories.count)
        for (span, count) in quiet {
            histories.append(
                try RepairHistory(start: Double(span.from), end: Double(span.to), units: Int(count)))
        }
        for story in stories {
            histories.append(
                try RepairHistory(
                    start: Double(story.span.from), end: Double(story.span.to), events: story.failures.map(Double.init),
                    units: Int(story.units)))
        }
        return histories
    }

    /// Failures and unit-days by month of age, of 365/12 days: the hazard as it was seen. Months without any unit are left out.
    package func months(_ most: Int = 1_200) -> [AgeMonth] {
        var days: [Int: Double] = [:]
        var failed: [Int: Int64] = [:]
        func expose(_ span: Span, _ count: Int64) {
            var month = Int(Double(span.from) / AgeMonth.days)
            while Double(month) * AgeMonth.days < Double(span.to), month < most {
                let from = max(Double(span.from), Double(month) * AgeMonth.days)
                let to = min(Double(span.to), Double(month + 1) * AgeMonth.days)
                days[month, default: 0] += (to - from) * Double(count)
                month += 1
            }
        }
        for (span, count) in quiet { expose(span, count) }
        for story in stories {
            expose(story.span, story.units)
            for age in story.failures {
                // A failure at the end of a day belongs to the month of that day.
                let month = Int(Double(max(0, age - 1)) / AgeMonth.days)
                if month < most { failed[month, default: 0].addSaturated(story.units) }
            }
        }
        return days.keys.sorted().map { AgeMonth(month: $0, failures: failed[$0] ?? 0, unitDays: days[$0] ?? 0) }
    }
}

/// What happened to units in one month of their age.
package struct AgeMonth: Hashable, Sendable {
    package static let days = 365.0 / 12

    /// From 0: the first month in service.
    package var month: Int
    package var failures: Int64
    package var unitDays: Double

    /// Failures per unit and year with exact limits; nil without exposure.
    package func rate(_ confidence: Double = 0.95) -> ExponentialRate? {
        ExponentialRate(failures: Int(failures), unitDays: unitDays, confidence: confidence)
    }
}
