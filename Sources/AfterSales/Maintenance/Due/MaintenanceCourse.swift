import Identifiers
import Registry

/// Follows one task through a unit's life: when it was due, what was done, when it is due next.
///
/// - **Floating**: the next one counts from the day and the meters of the job that was done; from when it was due, where it
///   was left out.
/// - **Fixed**: the n-th one is due the first interval and n - 1 times the next one after the start. A job counts for the one
///   that is open; for the next one, if that could be done in time by then, and what was open is missed. A job before the
///   middle between two counts for neither.
/// - A time with months is due on the same day of the month, or the last one of a shorter month.
struct MaintenanceCourse {
    /// No task is due more often.
    private static let most: Int64 = 1_000_000_000_000
    private let task: MaintenanceTask
    private let start: CivilDate
    private var past: [MaintenanceDue.Past] = []
    private var missed = 0
    /// The one that is to be done.
    private(set) var open = 1
    private(set) var isFinished = false
    /// The next one of a floating task, and the job that it counts from.
    private var floating: MaintenanceDue.Place
    private(set) var lastJob: UnitLife.Fact?

    init(_ task: MaintenanceTask, from start: CivilDate) {
        self.task = task
        self.start = start
        floating = (task.first ?? task.every ?? MaintenanceInterval()).place(after: start, [:])
    }

    /// When the open one is due.
    var due: MaintenanceDue.Place { task.schedule == .floating ? floating : place(of: open) }

    /// The times before, the last first, and how many of them were missed.
    var history: (past: [MaintenanceDue.Past], missed: Int) {
        (Array(past.reversed().prefix(MaintenanceDue.mostPast)), missed)
    }

    // MARK: Jobs

    mutating func take(_ job: MaintenanceJob) {
        guard !isFinished else { return note(.extra, nil, nil, job.fact) }
        if task.schedule == .fixed { takeUp(job) }
        let due = due
        guard job.kind == .skipped || task.schedule == .floating || !isTooEarly(job) else {
            return note(.extra, nil, nil, job.fact)
        }
        note(job.kind == .done ? .done : .skipped, open, due, job.fact)
        // After what was left out, the next one counts from when it was due.
        lastJob = job.kind == .done ? job.fact : UnitLife.Fact(due.on ?? job.fact.on, job.fact.event)
        guard let every = task.every else {
            isFinished = true
            return
        }
        open += 1
        floating =
            job.kind == .done
            ? every.place(after: job.fact.on, job.meters) : every.place(after: due.on ?? job.fact.on, due.meters)
    }

    /// Misses what is over on a day, when meters had counted so much.
    mutating func pass(to day: CivilDate, _ meters: [UsageLimit.Meter: Int64]) {
        guard task.schedule == .fixed, !isFinished else { return }
        miss(upTo: reached(on: day, meters))
    }

    /// Goes on to the one that a job of a fixed task counts for.
    private mutating func takeUp(_ job: MaintenanceJob) {
        let reached = reached(on: job.fact.on, job.meters)
        miss(upTo: reached)
        guard reached >= open, task.every != nil, place(of: open + 1).isInTime(job.fact.on, job.meters, task.tolerance)
        else { return }
        miss(upTo: open + 1)
    }

    /// All before the occurrence that are open are missed.
    private mutating func miss(upTo occurrence: Int) {
        guard occurrence > open else { return }
        missed += occurrence - open
        for index in max(open, occurrence - MaintenanceDue.mostPast)..<occurrence {
            note(.missed, index, place(of: index), nil)
        }
        open = occurrence
    }

    private func isTooEarly(_ job: MaintenanceJob) -> Bool {
        let (last, next) = (open > 1 ? place(of: open - 1) : MaintenanceDue.Place(on: start), place(of: open))
        var known = false
        if let due = next.on, let before = last.on {
            known = true
            if before.days(until: job.fact.on) * 2 >= before.days(until: due) { return false }
        }
        for limit in next.usage {
            guard let counted = job.meters[limit.meter] else { continue }
            known = true
            let before = last.meters[limit.meter] ?? 0
            if counted - before >= (limit.most - before) / 2 { return false }
        }
        return known
    }

    private mutating func note(
        _ outcome: MaintenanceDue.Past.Outcome, _ occurrence: Int?, _ due: MaintenanceDue.Place?,
        _ fact: UnitLife.Fact?
    ) {
        let late = due?.on.flatMap { on in fact.map { on.days(until: $0.on) } }
        past.append(
            MaintenanceDue.Past(outcome: outcome, occurrence: occurrence, due: due, fact: fact, daysLate: late))
    }

    // MARK: Fixed places

    /// When the n-th one is due, from 1.
    private func place(of occurrence: Int) -> MaintenanceDue.Place {
        let first = task.first ?? task.every ?? MaintenanceInterval()
        guard occurrence > 1, let every = task.every else { return first.place(after: start, [:]) }
        var place = MaintenanceDue.Place()
        switch (first.time, every.time) {
        case (.months(let months)?, .months(let more)?):
            place.on = start.adding(months: months.saturatingSum(more, times: occurrence - 1))
        case (let time, .months(let more)?):
            let from = time.map(start.adding) ?? start
            place.on = from.adding(months: 0.saturatingSum(more, times: occurrence - 1))
        case (let time, .days(let more)?):
            let from = time.map(start.adding) ?? start
            place.on = from.adding(days: 0.saturatingSum(more, times: occurrence - 1))
        case (_, nil): break
        }
        place.usage = every.usage.map { limit in
            let times = Int64(occurrence - 1)
            let begin = first.limit(of: limit.meter) ?? 0
            let (product, overflow) = limit.most.multipliedReportingOverflow(by: times)
            return UsageLimit(limit.meter, overflow ? .max : product.addingSaturated(begin))
        }
        return place
    }

    /// The last one that is due on a day, when meters have counted so much; 0 for none.
    private func reached(on day: CivilDate, _ meters: [UsageLimit.Meter: Int64]) -> Int {
        guard let every = task.every else { return place(of: 1).isReached(day, meters) ? 1 : 0 }
        var count = place(of: 1).isReached(day, meters) ? 1 : 0
        if let time = every.time {
            // A first guess that is never too high, for no interval is longer than its longest months.
            let days =
                switch time {
                case .days(let count): count
                case .months(let count): count * 31
                }
            let passed = max(0, (place(of: 1).on ?? start).days(until: day))
            var reached = max(count, passed / max(1, days))
            while let next = place(of: reached + 1).on, next <= day, next < .last { reached += 1 }
            count = max(count, reached)
        }
        for limit in every.usage {
            guard let counted = meters[limit.meter] else { continue }
            let begin = task.first.map { $0.limit(of: limit.meter) ?? 0 } ?? limit.most
            guard counted >= begin else { continue }
            let times = (counted - begin) / limit.most
            // Where the first time has no such meter, that counts from nothing for the second one.
            let last = begin == 0 && times == 0 ? 0 : times.addingSaturated(1)
            count = max(count, Int(clamping: min(last, Self.most)))
        }
        return count
    }
}

extension MaintenanceInterval {
    /// So far after a day and what meters had counted by then; a meter that is not known counts from nothing.
    func place(after day: CivilDate, _ meters: [UsageLimit.Meter: Int64]) -> MaintenanceDue.Place {
        MaintenanceDue.Place(
            on: time.map(day.adding),
            usage.map { UsageLimit($0.meter, $0.most.addingSaturated(meters[$0.meter] ?? 0)) })
    }
}

extension MaintenanceDue.Place {
    var meters: [UsageLimit.Meter: Int64] {
        Dictionary(usage.map { ($0.meter, $0.most) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether its day has come, or a meter has counted enough.
    func isReached(_ day: CivilDate, _ meters: [UsageLimit.Meter: Int64]) -> Bool {
        on.map { $0 <= day } ?? false
            || usage.contains { limit in (meters[limit.meter]).map { $0 >= limit.most } ?? false }
    }

    /// Whether it may be done: it is due, or will be within the tolerance.
    func isInTime(
        _ day: CivilDate, _ meters: [UsageLimit.Meter: Int64], _ tolerance: MaintenanceTolerance
    ) -> Bool {
        if let on, on.days(until: day) >= -tolerance.days { return true }
        return usage.contains { limit in
            guard let counted = meters[limit.meter] else { return false }
            return counted.addingSaturated(tolerance.limit(of: limit.meter)) >= limit.most
        }
    }

    /// Whether its time is over: more than the tolerance has passed.
    func isOver(_ day: CivilDate, _ meters: [UsageLimit.Meter: Int64], _ tolerance: MaintenanceTolerance) -> Bool {
        if let on, on.days(until: day) > tolerance.days { return true }
        return usage.contains { limit in
            guard let counted = meters[limit.meter] else { return false }
            return counted > limit.most.addingSaturated(tolerance.limit(of: limit.meter))
        }
    }
}

extension CivilDate {
    fileprivate func adding(_ period: Period) -> CivilDate {
        switch period {
        case .days(let count): adding(days: count)
        case .months(let count): adding(months: count)
        }
    }
}

extension Int {
    /// More days, and more months, than the calendar has: what adds so many ends with its last day.
    private static let mostOfCalendar = 4_000_000

    /// This and so many times another one.
    fileprivate func saturatingSum(_ other: Int, times: Int) -> Int {
        let (product, overflow) = other.multipliedReportingOverflow(by: times)
        let (sum, overflows) = addingReportingOverflow(product)
        return overflow || overflows ? Self.mostOfCalendar : Swift.min(sum, Self.mostOfCalendar)
    }
}
