package import Identifiers
package import Registry
package import Storage

/// Tells what is to be done on all units of a model: those that have a row in the order of their find keys (see
/// ``LifeScan``), the others by parts of their batches.
package final class MaintenanceScan {
    private let model: Model
    private let plans: ModelPlans
    private let desk: MaintenanceDesk
    private let reader: any SQLReader

    package init(of model: Model, on today: CivilDate, _ reader: any SQLReader) throws {
        self.model = model
        self.reader = reader
        desk = MaintenanceDesk(on: today, reader)
        plans = try desk.plans(of: model)
    }

    /// Whether there is anything to tell.
    package var hasPlans: Bool { !plans.plans.isEmpty }

    /// Hands the units that have a row to `body`, with their tasks, until it answers `false`.
    package func forEach(
        after: String? = nil, last: String? = nil, asOf: CivilDate,
        _ body: (UnitKey, [MaintenanceDue]) throws -> Bool
    ) throws {
        guard hasPlans else { return }
        try LifeScan(of: model.id, reader).forEachPage(after: after, last: last) { page in
            for unit in page {
                guard try body(unit.key, try due(of: unit, asOf)) else { return false }
            }
            return true
        }
    }

    private func due(of unit: LifeScan.Unit, _ asOf: CivilDate) throws -> [MaintenanceDue] {
        if let life = unit.life, !plans.effectivity.asksForUnits {
            return Maintenance.due(life, plans: plans.all, asOf: asOf)
        }
        guard let row = try UnitRows.find(unit.key, reader) else { return [] }
        guard let life = unit.life else { return try desk.due(of: row, model, asOf: asOf) }
        return Maintenance.due(life, plans: try desk.plans(for: row, model), asOf: asOf)
    }

    /// Hands the parts of batches that have no row to `body`, with their tasks, until it answers `false`.
    package func forEachRowless(asOf: CivilDate, _ body: (RowlessPart, [MaintenanceDue]) throws -> Bool) throws {
        guard hasPlans else { return }
        try plans.effectivity.rowlessParts(of: model.id, reader).forEach(leavingOut: [:]) { part in
            try body(part, try desk.due(of: part, plans, asOf: asOf))
        }
    }
}
