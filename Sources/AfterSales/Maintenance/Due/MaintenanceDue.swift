package import Identifiers
package import Registry

/// How it stands with one task of one unit on a day.
package struct MaintenanceDue: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Its time has not come.
        case later
        /// It may be done now, and is in time.
        case due
        /// Its time is over.
        case overdue
        /// It was done or left out, and does not come again.
        case finished
        /// No event from which it counts is known, or no reading of its meter.
        case unknown
        /// The unit is no more.
        case ended
    }

    /// When something is due: on a day, or when a meter has counted so much, whichever comes first.
    package struct Place: Hashable, Sendable {
        package var on: CivilDate?
        package var usage: [UsageLimit]

        package init(on: CivilDate? = nil, _ usage: [UsageLimit] = []) {
            self.on = on
            self.usage = usage
        }
    }

    /// What became of one time that a task was due.
    package struct Past: Hashable, Sendable {
        package enum Outcome: String, CaseIterable, Sendable {
            case done
            /// Somebody left it out and said so.
            case skipped
            /// The next one was due before anything was done.
            case missed
            /// Done too early to count for a time that it was due.
            case extra
        }
        package var outcome: Outcome
        /// From 1; nil for what counts for none.
        package var occurrence: Int?
        package var due: Place?
        /// Nil for what was missed.
        package var fact: UnitLife.Fact?
        /// Days after the day on which it was due; negative where it came before.
        package var daysLate: Int?
    }

    /// What the next one counts from.
    package enum Origin: Hashable, Sendable {
        case start(StartRule.Start, UnitLife.Fact)
        case job(UnitLife.Fact)
    }

    package var plan: String
    package var planTitle: String?
    package var task: MaintenanceTask
    package var state: State
    /// The how-manieth time it is, from 1.
    package var occurrence: Int = 1
    package var due = Place()
    /// From this day on it is in time, and until that day.
    package var window: ClosedRange<CivilDate>?
    /// The day on which it is due, or on which the meter will have counted enough at the pace of the last year.
    package var expectedOn: CivilDate?
    package var origin: Origin?
    /// The meters that it goes by, and what they had counted when they were last read.
    package var meters: [UnitLife.Reading] = []
    /// What became of the times before, the last first; at most ``mostPast``.
    package var past: [Past] = []
    /// How many times were missed, also those that are not listed.
    package var missed = 0

    package static let mostPast = 50

    /// The task as the ledger names it.
    package var name: String { MaintenanceJob.name(plan, task.name) }

    /// Whether it is to be done by a day.
    package func isToDo(by last: CivilDate) -> Bool {
        switch state {
        case .due, .overdue: true
        case .later: expectedOn.map { $0 <= last } ?? false
        case .finished, .unknown, .ended: false
        }
    }
}
