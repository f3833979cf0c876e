package import AfterSales
package import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// A service order by its number, however it is typed.
    /// - Throws: `order.unknown`, also where it is not for the principal.
    package func serviceOrder(_ number: String, as principal: Principal) async throws -> ServiceAnswer {
        let today = self.today
        return try await database.read {
            try Self.answer(try Self.serviceOrder(number, as: principal, $0), on: today, as: principal, $0)
        }
    }

    static func serviceOrder(
        _ number: String, as principal: Principal, _ reader: any SQLReader
    ) throws -> ServiceOrder {
        guard let number = ServiceOrderNumber(parsing: number) else { throw ServiceOrders.unknown }
        return try ServiceOrders.require(number, as: principal, reader)
    }

    static func answer(
        _ order: ServiceOrder, on today: CivilDate, as principal: Principal, _ reader: any SQLReader
    ) throws -> ServiceAnswer {
        guard let manufacturer = try Manufacturers.find(order.manufacturer, reader),
            let model = try Models.find(order.unit.model, reader)
        else { throw ServiceOrders.unknown }
        return ServiceAnswer(
            manufacturer: manufacturer, model: model, order: order,
            steps: try ServiceSteps.list(of: order.number.id, reader),
            possible: ServiceWorkflow.machine.steps(from: order.state),
            repeats: try order.repeats.flatMap { try? ServiceOrders.require($0, as: principal, reader) }?.number,
            thefts: try thefts(of: order.unit, on: today, reader))
    }

    /// Which service orders somebody wants to see, in the words of a request.
    package struct ServiceFilter: Sendable {
        package var state: ServiceState?
        /// Only those at which something is to be done.
        package var isOpen = false
        package var model: String?
        package var faultCode: String?
        package var site: String?

        package init() {}
    }

    /// The service orders of a manufacturer that are for the principal: all, or those of their workshops, the newest first.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `access.forbidden`.
    package func serviceOrders(
        of slug: String, _ filter: ServiceFilter, after place: ServiceList.Place?, limit: Int, as principal: Principal
    ) async throws -> [ListedServiceOrder] {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            let sites = try Self.sites(filter.site, manufacturer, as: principal)
            var question = ServiceQuestion()
            (question.state, question.isOpen, question.faultCode) = (filter.state, filter.isOpen, filter.faultCode)
            question.model = try filter.model.map { number in
                let model = try Models.require(number, of: manufacturer, reader)
                guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
                return model.id
            }
            var found: [ServiceOrder] = []
            for site in sites {
                question.site = site
                found += try ServiceList.page(question, of: manufacturer.id, after: place, limit: limit, reader)
            }
            found.sort { ($0.openedAt, $0.number.value) > ($1.openedAt, $1.number.value) }
            found = Array(found.prefix(limit))
            let models = try Models.byID(found.map(\.unit.model), reader)
            return found.map { ListedServiceOrder(model: models[$0.unit.model], order: $0) }
        }
    }

    /// The workshops whose orders are for the principal; one that is nil stands for all.
    private static func sites(
        _ asked: String?, _ manufacturer: Manufacturer, as principal: Principal
    ) throws -> [String?] {
        if Access.allows(principal, .serviceUnits, of: manufacturer.id) { return [asked] }
        let own = ServiceAccess.sites(of: principal, manufacturer.id).filter { asked == nil || $0 == asked }
        if own.isEmpty { try Access.require(principal, .serviceUnits, of: manufacturer.id) }
        return own
    }

    /// The service orders about a unit that are for the principal.
    package func serviceOrders(aboutUnit unit: UnitAnswer, as principal: Principal) async throws -> UnitServiceAnswer {
        let now = moment
        return try await database.read { reader in
            let key = UnitKey(unit.model.id, unit.serial)
            return try Self.serviceOrders(aboutUnit: key, now: now, as: principal, reader)
        }
    }

    static func serviceOrders(
        aboutUnit key: UnitKey, now: Int64, as principal: Principal, _ reader: any SQLReader
    ) throws -> UnitServiceAnswer {
        guard Access.allows(principal, .serviceUnits, .anything) else { return UnitServiceAnswer(orders: []) }
        let all = try ServiceList.all(of: key, reader)
        let own = all.filter { ServiceAccess.allows(principal, on: $0) }
        // A part of the orders would tell a part of the time.
        guard own.count == all.count, let unit = try Units.find(key, reader) else {
            return UnitServiceAnswer(orders: own)
        }
        return UnitServiceAnswer(
            orders: own,
            // What has come to its end is not down any more.
            availability: UnitAvailability(
                of: all, inUseSince: unit.state.serviceFrom, now: min(now, unit.state.endedAt ?? now)))
    }

    /// Whether the principal repairs units of a manufacturer.
    package func mayService(_ manufacturer: ID<Manufacturer>, as principal: Principal) -> Bool {
        Access.allows(principal, .serviceUnits, .somewhere(manufacturer))
    }

    /// What cured a symptom or a fault of a model, and how often: that of its code and of those below it.
    /// - Parameter batch: only units of it.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `batch.unknown`, `fault.unknown`, `access.forbidden`.
    package func cures(
        of code: String, model number: String, of slug: String, batch: String? = nil, as principal: Principal
    ) async throws -> [ServiceRepairs.Cure] {
        let today = self.today
        return try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .serviceUnits, .somewhere(manufacturer.id))
            let model = try Models.require(number, of: manufacturer, reader)
            guard Self.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
            let batch = try batch.map { try Batches.require($0, of: model, reader).id }
            let codes = try FaultCodes.list(for: model, reader)
            guard codes.isEmpty || codes.contains(where: { $0.code == code }) else {
                throw RegistryError(
                    .faultUnknown, "'\(code.prefix(80))' is no fault code of \(model.number.text).", field: "fault")
            }
            return try ServiceRepairs.cures(
                of: FaultCode.codes(from: code, among: codes), model: model.id, batch: batch, reader)
        }
    }

    /// How repairs of a manufacturer's models went that were completed within some days: the models with the most first.
    /// - Throws: `manufacturer.unknown`, `access.forbidden`.
    package func repairFigures(
        of slug: String, from: CivilDate? = nil, until: CivilDate? = nil, as principal: Principal
    ) async throws -> [NamedRepairFigures] {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readProduction, of: manufacturer.id)
            let (first, last) = (from?.firstMicrosecond ?? .min, until?.lastMicrosecond ?? .max)
            guard first <= last else { return [] }
            let found = try ServiceRepairs.figures(of: manufacturer.id, completed: first...last, reader)
            let models = try Models.byID(found.map(\.model), reader)
            return found.map { NamedRepairFigures(model: models[$0.model]?.number.text, figures: $0) }
        }
    }
}
