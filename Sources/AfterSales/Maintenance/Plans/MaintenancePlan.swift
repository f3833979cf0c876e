import Identifiers
package import Registry

/// What is to be done on units in use, and when: a list of tasks for the units of some models.
package struct MaintenancePlan: Hashable, Sendable {
    /// Names the plan within its target: 'service', 'calibration'. Of several plans with one name that for the narrowest
    /// target counts.
    package var name: String
    package var title: String?
    package var target: ModelTarget
    /// Which units of the target; nil for all.
    package var population: String?
    /// What the tasks count from, in order: the first of which the day is known decides.
    package var starts: [StartRule.Start]
    package var tasks: [MaintenanceTask]

    package init(
        _ name: String, of target: ModelTarget = .everything, starts: [StartRule.Start] = Self.usualStarts,
        _ tasks: [MaintenanceTask]
    ) {
        self.name = name
        self.target = target
        self.starts = starts
        self.tasks = tasks
    }

    package static let usualStarts: [StartRule.Start] = [.installation, .delivery, .sale]
}

/// One job of a plan that is done once, or again and again.
package struct MaintenanceTask: Hashable, Sendable {
    /// What happens to the following ones when a job is done early or late.
    package enum Schedule: String, CaseIterable, Sendable {
        /// They stay where they are: each year in May, at every 10,000 km.
        case fixed
        /// The next one counts from the day and the meter of the job.
        case floating
    }

    /// Names the task within its plan: 'filter'.
    package var name: String
    package var title: String
    /// The first time, after the start; nil where it is as far as from one to the next.
    package var first: MaintenanceInterval?
    /// From one to the next; nil for a task that is done once.
    package var every: MaintenanceInterval?
    package var schedule: Schedule
    package var tolerance: MaintenanceTolerance
    /// The document that says how it is done, by its reference.
    package var procedure: String?
    package var parts: [Part]
    /// How long it takes.
    package var minutes: Int?

    /// What is needed for it.
    package struct Part: Hashable, Sendable {
        package var model: String
        package var quantity: Int

        package init(_ model: String, quantity: Int = 1) {
            self.model = model
            self.quantity = quantity
        }
    }

    package init(
        _ name: String, title: String, first: MaintenanceInterval? = nil, every: MaintenanceInterval? = nil,
        schedule: Schedule = .floating, tolerance: MaintenanceTolerance = MaintenanceTolerance()
    ) {
        self.name = name
        self.title = title
        self.first = first
        self.every = every
        self.schedule = schedule
        self.tolerance = tolerance
        parts = []
    }
}

/// How far it is to a job: a time, what meters count, or both, whichever comes first.
package struct MaintenanceInterval: Hashable, Sendable {
    package var time: Period?
    package var usage: [UsageLimit]

    package init(_ time: Period? = nil, _ usage: [UsageLimit] = []) {
        self.time = time
        self.usage = usage
    }

    /// What the meter counts; nil where it does not matter.
    func limit(of meter: UsageLimit.Meter) -> Int64? { usage.first { $0.meter == meter }?.most }

    /// '12 months or 15000 km'.
    package var text: String { ((time.map { [$0.text] } ?? []) + usage.map(\.text)).joined(separator: " or ") }
}

/// A job within so many days, and so much of each meter, before or after it is due is in time.
package struct MaintenanceTolerance: Hashable, Sendable {
    package var days: Int
    package var usage: [UsageLimit]

    package init(days: Int = 0, _ usage: [UsageLimit] = []) {
        self.days = days
        self.usage = usage
    }

    func limit(of meter: UsageLimit.Meter) -> Int64 { usage.first { $0.meter == meter }?.most ?? 0 }
}
