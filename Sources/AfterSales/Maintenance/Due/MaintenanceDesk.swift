package import Identifiers
package import Registry
package import Storage

/// Tells what is to be done on units one by one, within one read: plans are made ready once for each model.
package final class MaintenanceDesk {
    private let today: CivilDate
    private let reader: any SQLReader
    private let desk: CoverDesk
    private var models: [ID<Model>: ModelPlans] = [:]
    private var batches: [ID<Batch>: Batch?] = [:]

    package init(on today: CivilDate, _ reader: any SQLReader) {
        self.today = today
        self.reader = reader
        desk = CoverDesk(on: today, reader)
    }

    /// How it stands with the tasks of a unit, with a row or implied by its batch.
    package func due(of unit: UnitRow, _ model: Model, asOf: CivilDate) throws -> [MaintenanceDue] {
        guard !(try plans(of: model).plans.isEmpty) else { return [] }
        return try told(of: unit, model, asOf: asOf).tasks
    }

    /// The same, with the life that tells it.
    package func told(
        of unit: UnitRow, _ model: Model, asOf: CivilDate
    ) throws -> (tasks: [MaintenanceDue], life: UnitLife) {
        let life = try desk.facts(of: unit)
        return (Maintenance.due(life, plans: try plans(for: unit, model), asOf: asOf), life)
    }

    /// The plans that are for a unit.
    package func plans(for unit: UnitRow, _ model: Model) throws -> [MaintenancePlan] {
        try chosen(unit, try plans(of: model))
    }

    func due(of part: RowlessPart, _ plans: ModelPlans, asOf: CivilDate) throws -> [MaintenanceDue] {
        Maintenance.due(
            try desk.facts(of: part), plans: plans.chosen(plans.effectivity.applies(to: part)), asOf: asOf)
    }

    func plans(of model: Model) throws -> ModelPlans {
        if let known = models[model.id] { return known }
        let plans = try ModelPlans(of: model, on: today, reader)
        models[model.id] = plans
        return plans
    }

    private func batch(_ id: ID<Batch>) throws -> Batch? {
        if let known = batches[id] { return known }
        let found = try Batches.find(id, reader)
        batches[id] = .some(found)
        return found
    }

    private func chosen(_ unit: UnitRow, _ plans: ModelPlans) throws -> [MaintenancePlan] {
        guard plans.effectivity.asksForUnits else { return plans.all }
        let batch = try unit.batch.flatMap(batch)
        return plans.chosen(try plans.effectivity.applies(to: unit, batch: batch, reader))
    }
}
