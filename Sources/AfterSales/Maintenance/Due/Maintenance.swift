package import Identifiers
package import Registry

/// Tells what is to be done on a unit, by its life and its plans alone.
package enum Maintenance {
    /// How it stands with every task of the plans on a day: what is most urgent first.
    package static func due(_ life: UnitLife, plans: [MaintenancePlan], asOf: CivilDate) -> [MaintenanceDue] {
        let known = KnownLife(life, asOf)
        return plans.flatMap { plan in plan.tasks.map { due(known, plan, $0) } }.sorted(by: precedes)
    }

    /// What a unit's life tells up to a day.
    private struct KnownLife {
        let life: UnitLife
        let asOf: CivilDate
        let jobs: [MaintenanceJob]
        let readings: [UnitLife.Reading]
        /// What the meters had counted at the last reading.
        let meters: [UsageLimit.Meter: Int64]

        init(_ life: UnitLife, _ asOf: CivilDate) {
            self.life = life
            self.asOf = asOf
            jobs = life.jobs.filter { $0.fact.on <= asOf }
            readings = life.readings.filter { $0.on <= asOf }
            meters = Dictionary(readings.map { ($0.meter, $0.value) }, uniquingKeysWith: max)
        }

        func start(_ rules: [StartRule.Start]) -> (StartRule.Start, UnitLife.Fact)? {
            for rule in rules {
                if let fact = life.fact(of: rule), fact.on.lastDay <= asOf { return (rule, fact) }
            }
            return nil
        }
    }

    private static func due(
        _ known: KnownLife, _ plan: MaintenancePlan, _ task: MaintenanceTask
    ) -> MaintenanceDue {
        var due = MaintenanceDue(plan: plan.name, planTitle: plan.title, task: task, state: .unknown)
        let names = Set(((task.every?.usage ?? []) + (task.first?.usage ?? [])).map(\.meter))
        due.meters = names.sorted { $0.rawValue < $1.rawValue }.compactMap { meter in
            known.readings.last { $0.meter == meter }
        }
        guard let (rule, fact) = known.start(plan.starts) else { return due }
        var course = MaintenanceCourse(task, from: fact.on.lastDay)
        for job in known.jobs where job.task == due.name { course.take(job) }
        course.pass(to: known.asOf, known.meters)
        (due.past, due.missed) = course.history
        due.occurrence = course.open
        due.origin =
            task.schedule == .floating ? course.lastJob.map { .job($0) } ?? .start(rule, fact) : .start(rule, fact)
        if let end = known.life.end, end.fact.on <= known.asOf {
            due.state = .ended
        } else if course.isFinished {
            due.state = .finished
        } else {
            due.due = course.due
            tell(&due, known)
        }
        return due
    }

    private static func tell(_ due: inout MaintenanceDue, _ known: KnownLife) {
        let (place, tolerance) = (due.due, due.task.tolerance)
        let forecast = place.usage.compactMap { MeterPace.day(of: $0, known.readings) }.min()
        due.expectedOn = [place.on, forecast].compactMap(\.self).min()
        if let on = place.on { due.window = on.adding(days: -tolerance.days)...on.adding(days: tolerance.days) }
        guard place.on != nil || place.usage.contains(where: { known.meters[$0.meter] != nil }) else { return }
        if place.isOver(known.asOf, known.meters, tolerance) {
            due.state = .overdue
        } else {
            due.state = place.isInTime(known.asOf, known.meters, tolerance) ? .due : .later
        }
    }

    /// What is overdue first, then by the day on which it is expected, then by name.
    package static func precedes(_ left: MaintenanceDue, _ right: MaintenanceDue) -> Bool {
        (urgency(left), left.expectedOn ?? .last, left.name) < (urgency(right), right.expectedOn ?? .last, right.name)
    }

    private static func urgency(_ due: MaintenanceDue) -> Int {
        switch due.state {
        case .overdue: 0
        case .due: 1
        case .later: 2
        case .unknown: 3
        case .finished, .ended: 4
        }
    }
}

/// How fast a meter counts.
enum MeterPace {
    /// Readings of so many days before the last one tell the pace.
    private static let window = 365
    /// Readings that are nearer to one another tell nothing.
    private static let fewestDays = 14

    /// The day on which a meter reaches a limit: the day of the reading that shows it, or the day on which it will at the
    /// pace of its readings of the last year, by a straight line from the first of them to the last. Nil where they tell no pace.
    static func day(of limit: UsageLimit, _ readings: [UnitLife.Reading]) -> CivilDate? {
        let own = readings.filter { $0.meter == limit.meter }
        if let reached = own.first(where: { $0.value >= limit.most }) { return reached.on }
        guard let last = own.last, let first = own.first(where: { $0.on.days(until: last.on) <= window }) else {
            return nil
        }
        let days = first.on.days(until: last.on)
        let counted = last.value.subtractingSaturated(first.value)
        guard days >= fewestDays, counted > 0 else { return nil }
        let left = Double(limit.most.subtractingSaturated(last.value)) / Double(counted) * Double(days)
        guard left < 36_500 else { return nil }
        return last.on.adding(days: Int(left.rounded(.up)))
    }
}
