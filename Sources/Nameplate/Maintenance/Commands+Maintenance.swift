package import AfterSales
package import Identifiers
package import Registry
import Storage

extension Commands {
    /// Sets the plans of a document, which is JSON.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`, and what ``MaintenancePlans`` throws.
    package func setMaintenancePlans(_ document: String, of slug: String) throws -> [KeptPlan] {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        return try MaintenancePlans.set(
            document: document, of: manufacturer, as: principal, from: source, transaction)
    }

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `maintenance.planUnknown`.
    package func removeMaintenancePlan(_ id: ID<KeptPlan>, of slug: String) throws {
        let manufacturer = try Manufacturers.require(slug, transaction)
        try Access.require(principal, .editCatalogue, of: manufacturer.id)
        try MaintenancePlans.remove(id, of: manufacturer, as: principal, from: source, transaction)
    }

    /// Records that a task was done on a unit, or left out.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.forbidden`, `maintenance.taskUnknown`,
    ///   `meter.backwards`, `reason.invalid` where somebody leaves something out and says no reason.
    package func recordMaintenance(_ report: MaintenanceReport) throws -> RecordedEvent {
        let (manufacturer, model, unit) = try recordedUnit(report.unit, report.manufacturer)
        let (plan, task) = try task(report.task, of: unit, model)
        var draft = try self.draft(report.time, of: unit, readings: report.readings, report.note)
        draft.businessStep = report.kind == .done ? .inspecting : .other
        draft.businessLocation = report.location
        draft.details.transactions = [MaintenanceJob.transaction(report.kind, plan, task)]
        if !report.parts.isEmpty { draft.details.fitted = report.parts }
        if report.kind == .skipped { _ = try Reason(report.note) }
        try MeterRules.check(draft, of: unit, transaction)
        return try record(draft, of: manufacturer.id)
    }

    /// Records what the meters of a unit show.
    /// - Throws: as above.
    package func recordReadings(
        _ readings: [MeterReport], ofUnit name: UnitName, of slug: String, at time: ZonedTime? = nil,
        note: String? = nil
    ) throws -> RecordedEvent {
        let (manufacturer, _, unit) = try recordedUnit(name, slug)
        guard !readings.isEmpty else {
            throw RegistryError(.valueInvalid, "Say what a meter shows, such as km=15000.", field: "readings")
        }
        var draft = try self.draft(time, of: unit, readings: readings, note)
        draft.businessStep = .sensorReporting
        try MeterRules.check(draft, of: unit, transaction)
        return try record(draft, of: manufacturer.id)
    }

    private func recordedUnit(_ name: UnitName, _ slug: String) throws -> (Manufacturer, Model, UnitRow) {
        let (manufacturer, model) = try require(slug, name.model, .record)
        guard let unit = try Units.find(UnitKey(model.id, name.serial), transaction) else {
            throw NameplateRegistry.unknown(name.serial, name.model, of: manufacturer)
        }
        return (manufacturer, model, unit)
    }

    private func draft(
        _ time: ZonedTime?, of unit: UnitRow, readings: [MeterReport], _ note: String?
    ) throws -> EventDraft {
        if time == nil { try recorder.moveOn(past: unit.key) }
        var draft = EventDraft(time: time?.microseconds ?? transaction.now)
        draft.zoneOffset = time?.offsetMinutes ?? 0
        draft.units = [unit.key]
        draft.notes = note.map { [$0] } ?? []
        if !readings.isEmpty { draft.details.readings = readings.map(\.reading) }
        return draft
    }

    private static func listed(_ names: [String]) -> String {
        names.prefix(20).joined(separator: ", ") + (names.count > 20 ? " …" : "")
    }

    /// The plan and the task of a unit that a name means.
    private func task(_ name: String, of unit: UnitRow, _ model: Model) throws -> (plan: String, task: String) {
        let day = CivilDate(microseconds: transaction.now)
        let plans = try MaintenanceDesk(on: day, transaction).plans(for: unit, model)
        let found = plans.flatMap { plan in
            plan.tasks.map { (plan.name, $0.name) }.filter { name == $0.1 || name == MaintenanceJob.name($0.0, $0.1) }
        }
        guard let first = found.first, found.count == 1 else {
            let names = plans.flatMap { plan in plan.tasks.map { MaintenanceJob.name(plan.name, $0.name) } }
            throw RegistryError(
                .maintenanceTaskUnknown,
                found.isEmpty
                    ? "The unit's plans have no task '\(name.prefix(60))'. "
                        + (names.isEmpty ? "There is no plan for it." : "There are: \(Self.listed(names)).")
                    : "Several plans have a task '\(name.prefix(60))'; name the plan too: "
                        + found.map { MaintenanceJob.name($0.0, $0.1) }.joined(separator: ", ") + ".", field: "task")
        }
        return first
    }
}
