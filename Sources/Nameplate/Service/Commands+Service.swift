package import AfterSales
import Identifiers
package import Registry
import Storage

extension Commands {
    /// Opens a service order about a unit.
    /// - Parameter site: for which workshop of the principal's; nil for the only one.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `unit.unknown`, `access.forbidden`, and what ``ServiceOrders``
    ///   throws.
    package func openServiceOrder(
        _ details: ServiceDetails, aboutUnit text: String, model number: String, of slug: String,
        at site: String? = nil, receives: Bool = false
    ) throws -> ServiceAnswer {
        let manufacturer = try Manufacturers.require(slug, transaction)
        let workshop = try ServiceAccess.workshop(of: principal, manufacturer.id, at: site)
        let model = try Models.require(number, of: manufacturer, transaction)
        let today = CivilDate(microseconds: transaction.now)
        guard NameplateRegistry.visible(model, on: today, as: principal) else { throw Models.unknown(of: manufacturer) }
        let serial = try SerialNumber(parsing: text)
        guard let unit = try Units.find(UnitKey(model.id, serial), transaction) else {
            throw NameplateRegistry.unknown(serial, number, of: manufacturer)
        }
        let order = try ServiceOrders.open(
            details, for: unit, of: model, at: workshop, as: principal, from: source, transaction)
        return try receives ? move(order, by: ServiceMove(.receive), expecting: nil) : answer(order)
    }

    /// Says other things in a service order.
    /// - Throws: `order.unknown`, and what ``ServiceOrders`` throws.
    package func updateServiceOrder(
        _ number: String, _ details: ServiceDetails, expecting version: Int64?
    ) throws -> ServiceAnswer {
        let order = try NameplateRegistry.serviceOrder(number, as: principal, transaction)
        return try answer(
            ServiceOrders.update(
                order, details, of: model(of: order), expecting: version, as: principal, from: source, transaction))
    }

    /// Moves a service order on.
    /// - Throws: `order.unknown`, and what ``ServiceOrders`` throws.
    package func moveServiceOrder(
        _ number: String, by move: ServiceMove, expecting version: Int64?
    ) throws -> ServiceAnswer {
        try self.move(
            NameplateRegistry.serviceOrder(number, as: principal, transaction), by: move, expecting: version)
    }

    /// Files a claim for what an order says, as a draft, and links the two.
    /// - Throws: `order.unknown`, `order.locked` where there is one already, and what ``fileClaim(_:aboutUnit:model:of:at:submits:)``
    ///   throws.
    package func claimServiceOrder(_ number: String, expecting version: Int64?) throws -> ServiceAnswer {
        let order = try NameplateRegistry.serviceOrder(number, as: principal, transaction)
        guard version == nil || version == order.rowVersion else { throw ServiceOrders.changedMeanwhile }
        if let claim = order.claim {
            throw RegistryError(.orderLocked, "The claim \(claim.text) was filed for this order.")
        }
        let (model, details) = (try model(of: order), order.details)
        guard let manufacturer = try Manufacturers.find(order.manufacturer, transaction) else {
            throw ServiceOrders.unknown
        }
        var claim = ClaimDetails(
            details.charge == .goodwill ? .goodwill : .claim, complaint: details.complaint,
            currency: details.currency, lines: details.lines)
        (claim.faultCode, claim.causalPart, claim.reading) = (details.faultCode, details.causalPart, details.reading)
        claim.reference = order.number.text
        claim.failedOn = CivilDate(microseconds: details.downSince ?? order.openedAt)
        claim.repairedOn = order.completedAt.map { CivilDate(microseconds: $0) }
        let filed = try fileClaim(
            claim, aboutUnit: order.unit.serial.text, model: model.number.text, of: manufacturer.slug, at: order.site)
        return try answer(
            ServiceOrders.link(order, to: filed.claim.number, as: principal, from: source, transaction))
    }

    private func move(_ order: ServiceOrder, by move: ServiceMove, expecting version: Int64?) throws -> ServiceAnswer {
        let moved = try ServiceOrders.move(
            order, by: move, of: model(of: order), expecting: version, as: principal, from: source, recorder,
            transaction)
        try reportRemedy(of: moved, by: move)
        return try answer(moved)
    }

    private func answer(_ order: ServiceOrder) throws -> ServiceAnswer {
        try NameplateRegistry.answer(
            order, on: CivilDate(microseconds: transaction.now), as: principal, transaction)
    }

    private func model(of order: ServiceOrder) throws -> Model {
        guard let model = try Models.find(order.unit.model, transaction) else { throw ServiceOrders.unknown }
        return model
    }
}
