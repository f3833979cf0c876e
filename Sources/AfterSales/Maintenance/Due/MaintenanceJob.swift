package import Identifiers
package import Registry

/// A task of a plan that was done on a unit, or left out, as the ledger tells it: a business transaction of the type
/// `maintenance` or `maintenance_skipped` that names plan and task.
package struct MaintenanceJob: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case done = "maintenance"
        case skipped = "maintenance_skipped"
    }
    package var kind: Kind
    /// 'service/filter'.
    package var task: String
    package var fact: UnitLife.Fact
    /// What the meters had counted in all by then, where that is known.
    package var meters: [UsageLimit.Meter: Int64]

    package init(
        _ kind: Kind, _ task: String, _ fact: UnitLife.Fact, meters: [UsageLimit.Meter: Int64] = [:]
    ) {
        self.kind = kind
        self.task = task
        self.fact = fact
        self.meters = meters
    }

    /// How the ledger names a task.
    package static func name(_ plan: String, _ task: String) -> String { "\(plan)/\(task)" }

    /// The business transaction that says it.
    package static func transaction(
        _ kind: Kind, _ plan: String, _ task: String
    ) -> EventDetails.BusinessTransaction {
        EventDetails.BusinessTransaction(type: kind.rawValue, id: name(plan, task))
    }
}
