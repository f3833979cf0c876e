package import AfterSales
package import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// What is to be done on a unit, and what was: for those who may know its history.
    /// - Throws: as ``unit(_:model:of:asOf:knownAt:as:)`` does; `access.forbidden` for everybody else.
    package func maintenance(
        ofUnit serial: String, model number: String, of slug: String, asOf: CivilDate? = nil, as principal: Principal
    ) async throws -> MaintenanceAnswer {
        let today = self.today
        return try await readUnit(serial, model: number, of: slug, as: principal) { found, reader in
            let answer = try Self.maintenance(of: found, asOf: asOf ?? today, on: today, as: principal, reader)
            guard let answer else {
                throw RegistryError(
                    .forbidden, "What was maintained is told to the unit's owner and to those who look after it.")
            }
            return answer
        }
    }

    /// The same of a unit of which the asker has an answer already; nil where they may not know.
    package func maintenance(
        of unit: UnitAnswer, asOf: CivilDate? = nil, as principal: Principal
    ) async throws -> MaintenanceAnswer? {
        let today = self.today
        return try await readUnit(unit) { found, reader in
            try Self.maintenance(of: found, asOf: asOf ?? today, on: today, as: principal, reader)
        }
    }

    /// Nil for whoever may not know the unit's days.
    static func maintenance(
        of found: FoundUnit, asOf: CivilDate, on today: CivilDate, as principal: Principal, _ reader: any SQLReader
    ) throws -> MaintenanceAnswer? {
        guard try view(of: found, as: principal, reader).exactDates else { return nil }
        let (tasks, life) = try MaintenanceDesk(on: today, reader).told(of: found.unit, found.model, asOf: asOf)
        let read = life.readings.filter { $0.on <= asOf }
        return MaintenanceAnswer(
            manufacturer: found.manufacturer, model: found.model, serial: found.unit.key.serial, asOf: asOf,
            tasks: tasks,
            meters: UsageLimit.Meter.allCases.compactMap { meter in read.last { $0.meter == meter } },
            lowReadings: life.lowReadings.filter { $0.on <= asOf })
    }

    /// What is due on units of a model within so many days, and what is overdue: what comes first, at most `limit` entries.
    /// - Parameter site: only units that stand at this place, as events name it: their own, or those of what they are in.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func dueMaintenance(
        of number: String, _ slug: String, within days: Int, site: String? = nil, limit: Int,
        as principal: Principal
    ) async throws -> [DueMaintenance] {
        let today = self.today
        let last = today.adding(days: max(0, min(days, 36_500)))
        let parts = try await inHalves(of: number, slug, site: site, as: principal) { model, after, end, reader in
            let scan = try MaintenanceScan(of: model, on: today, reader)
            return try Self.due(scan, after, end, asOf: today, until: last, site: site, limit: limit, reader)
        }
        return Self.list(parts.reduce(into: SoonestUnits<DueTask>(limit: limit)) { $0.merge($1) })
    }

    /// What is said of units of which one task is due.
    struct DueTask: Hashable, Sendable {
        var plan: String
        var task: MaintenanceTask
        var state: MaintenanceDue.State
        var occurrence: Int
        var due: MaintenanceDue.Place

        init(_ due: MaintenanceDue) {
            (plan, task, state, occurrence, self.due) = (due.plan, due.task, due.state, due.occurrence, due.due)
        }
    }

    private static func due(
        _ scan: MaintenanceScan, _ after: String?, _ end: String?, asOf today: CivilDate, until last: CivilDate,
        site: String?, limit: Int, _ reader: any SQLReader
    ) throws -> SoonestUnits<DueTask> {
        var soonest = SoonestUnits<DueTask>(limit: limit)
        try scan.forEach(after: after, last: end, asOf: today) { unit, tasks in
            let due = tasks.filter { $0.isToDo(by: last) }
            guard !due.isEmpty, try site.map({ try stands(unit, at: $0, reader) }) ?? true else { return true }
            for task in due { soonest.take(unit.serial, on: task.expectedOn ?? today, DueTask(task)) }
            return true
        }
        // One of two halves looks through the batches; what has no row stands where its batch was last seen.
        guard after == nil else { return soonest }
        try scan.forEachRowless(asOf: today) { part, tasks in
            guard try site.map({ try UnitPlaces.place(of: part.history.state(), reader) == $0 }) ?? true else {
                return true
            }
            for task in tasks where task.isToDo(by: last) {
                try soonest.take(part, on: task.expectedOn ?? today, DueTask(task), reader)
            }
            return true
        }
        try soonest.finish(reader)
        return soonest
    }

    /// Whether a unit stands at a place, by its own events or those of what it is in.
    static func stands(_ unit: UnitKey, at site: String, _ reader: any SQLReader) throws -> Bool {
        try Units.find(unit, reader).map { try UnitPlaces.place(of: $0, reader) } == site
    }

    private static func list(_ found: SoonestUnits<DueTask>) -> [DueMaintenance] {
        found.entries.map { entry in
            DueMaintenance(
                units: entry.units, plan: entry.words.plan, task: entry.words.task.name,
                title: entry.words.task.title, state: entry.words.state, occurrence: entry.words.occurrence,
                expectedOn: entry.on, due: entry.words.due)
        }
    }

    // MARK: Plans

    /// The plans of a manufacturer, or those that can concern a model. Everybody may read those of released models.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, also where the principal may not know of it.
    package func maintenancePlans(
        of slug: String, model number: String? = nil, as principal: Principal
    ) async throws -> [KeptPlan] {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let seesAll = Access.seesProduction(of: manufacturer.id, as: principal)
            if let number {
                let model = try Models.require(number, of: manufacturer, reader)
                guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
                let plans = try MaintenancePlans.list(of: model, reader)
                return seesAll ? plans : try plans.map { try $0.withholdingPopulation() }
            }
            let plans = try MaintenancePlans.list(of: manufacturer.id, reader)
            guard !seesAll else { return plans }
            return try plans.filter { kept in
                guard case .model(let number) = kept.plan.target else { return true }
                let model = try? Models.require(number, of: manufacturer, reader)
                return model.map { Self.visible($0, on: today, as: principal) } ?? false
            }.map { try $0.withholdingPopulation() }
        }
    }
}
