import AfterSales
import Registry

extension TitledTable {
    /// What is to be done on the units of a model, and when.
    static func maintenance(_ plans: [KeptPlan]) -> TitledTable {
        TitledTable(
            Words.text("maintenance.heading"),
            columns: ["task", "every", "tolerance", "needed"].map { .init(Words.text("maintenance.\($0)")) },
            rows: plans.flatMap { kept in
                kept.plan.tasks.map { task in
                    [
                        .init(title(task, kept)), .init(interval(task)), .init(tolerance(task)),
                        .init(
                            task.parts.map { $0.quantity > 1 ? "\($0.quantity) × \($0.model)" : $0.model }
                                .joined(separator: ", ")),
                    ]
                }
            })
    }

    private static func title(_ task: MaintenanceTask, _ kept: KeptPlan) -> String {
        kept.isForSome ? "\(task.title), \(Words.text("model.fitsSome"))" : task.title
    }

    private static func interval(_ task: MaintenanceTask) -> String {
        guard let first = task.first else { return task.every.map(Words.interval) ?? Words.text("maintenance.once") }
        guard let every = task.every.map(Words.interval) else {
            return Words.text("maintenance.onceAfter", ["first": Words.interval(first)])
        }
        return Words.text("maintenance.first", ["first": Words.interval(first), "every": every])
    }

    private static func tolerance(_ task: MaintenanceTask) -> String {
        let days = task.tolerance.days
        let parts = (days > 0 ? [Words.text("warranty.days", count: days)] : []) + task.tolerance.usage.map(Words.meter)
        return parts.isEmpty ? "" : "± " + parts.joined(separator: Words.text("warranty.or"))
    }
}
