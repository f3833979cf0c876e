import Identifiers
package import Registry
import Storage
package import SupplyChain

/// What somebody announces.
package struct ShipmentOrder: Sendable {
    package var manufacturer: String
    /// Names of the places.
    package var source: String
    package var destination: String
    package var reference: String?
    /// Microseconds since 1970 UTC.
    package var expectedAt: Int64?
    /// Found by ``NameplateRegistry/announced(_:of:as:)``.
    package var goods: [AnnouncedGoods] = []
    /// The number or reference of the pick list whose goods it takes: those that are picked where no others are named.
    package var pick: String?

    package init(of manufacturer: String, from source: String, to destination: String) {
        (self.manufacturer, self.source, self.destination) = (manufacturer, source, destination)
    }
}

extension Commands {
    /// Announces goods that go from a place to another.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`, and what ``Shipments`` throws.
    package func announceShipment(_ order: ShipmentOrder) throws -> ShipmentAnswer {
        let manufacturer = try Manufacturers.require(order.manufacturer, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        let from = try place(order.source, "source") { try handled($0, of: manufacturer) }
        // Whoever sends goods somewhere need not see what stands there.
        let to = try place(order.destination, "destination") {
            try Locations.require(named: $0, of: manufacturer.id, transaction)
        }
        guard !to.details.isRetired else {
            throw RegistryError(
                .valueInvalid, "'\(to.code)' is not used any more; choose another place.", field: "destination")
        }
        let goods = try order.goods.map { goods -> ShipmentLine.Goods in
            switch goods {
            case .goods(let goods): return goods
            case .container(let code):
                if let key = try Containers.key(code, of: manufacturer, transaction) { return .container(key) }
                changedCatalogue = true
                return .container(
                    try Containers.keyMakingModel(
                        code, of: manufacturer, as: principal, from: source, transaction))
            }
        }
        var draft = ShipmentDraft(
            from: from, to: to, reference: order.reference, expectedAt: order.expectedAt, goods)
        draft.pick = try order.pick.map {
            try NameplateRegistry.pick($0, of: order.manufacturer, as: principal, transaction).1.number
        }
        return try answer(
            Shipments.announce(draft, of: manufacturer.id, as: principal, from: source, transaction), of: manufacturer)
    }

    /// Says that a shipment has left.
    /// - Parameter time: nil for now.
    /// - Throws: `manufacturer.unknown`, `shipment.unknown`, `access.forbidden`, and what ``Shipments`` throws.
    package func ship(
        _ name: String, of slug: String, at time: ZonedTime? = nil, notes: [String] = [], expecting version: Int64?
    ) throws -> ShipmentAnswer {
        let (manufacturer, shipment) = try shipment(name, of: slug, handledAt: \.source)
        var report = ShippingReport(time: time?.microseconds ?? now, isNow: time == nil)
        (report.zoneOffset, report.notes) = (time?.offsetMinutes ?? 0, notes)
        let shipped = try Shipments.ship(
            shipment, report, expecting: version, as: principal, from: source, recorder)
        return try answer(shipped.shipment, of: manufacturer)
    }

    /// Says that nothing of a shipment is sent.
    /// - Throws: as ``ship(_:of:at:notes:expecting:)``.
    package func cancelShipment(_ name: String, of slug: String, expecting version: Int64?) throws -> ShipmentAnswer {
        let (manufacturer, shipment) = try shipment(name, of: slug, handledAt: \.source)
        return try answer(
            Shipments.cancel(shipment, expecting: version, as: principal, from: source, transaction), of: manufacturer)
    }

    /// Says that nothing more of a shipment is awaited.
    /// - Throws: as ``ship(_:of:at:notes:expecting:)``.
    package func closeShipment(_ name: String, of slug: String, expecting version: Int64?) throws -> ShipmentAnswer {
        let (manufacturer, shipment) = try shipment(name, of: slug, handledAt: \.destination)
        let closed = try Shipments.close(
            shipment, expecting: version, as: principal, from: source, transaction)
        return try answer(closed.shipment, of: manufacturer)
    }

    // MARK: Discrepancies

    /// Gives a discrepancy to somebody who may see the stock; nil takes it from whoever has it.
    /// - Throws: `manufacturer.unknown`, `discrepancy.unknown`, `account.unknown`, `access.forbidden`, and what
    ///   ``StockDiscrepancies`` throws.
    package func assignDiscrepancy(
        _ id: ID<StockDiscrepancy>, to name: String?, of slug: String, expecting version: Int64?
    ) throws -> DiscrepancyLine {
        let discrepancy = try handled(id, of: slug)
        let owner = try name.map { name in
            let account = try Accounts.require(name, transaction)
            let person = Principal(.account(account.id), grants: account.grants)
            guard Access.allows(person, .readStock, .somewhere(discrepancy.manufacturer)) else {
                throw RegistryError(
                    .accountUnknown, "'\(name.prefix(80))' does not work for this manufacturer.", field: "owner")
            }
            return account.id
        }
        return try told(
            StockDiscrepancies.assign(
                discrepancy, to: owner, expecting: version, as: principal, from: source, transaction))
    }

    /// Settles a discrepancy, with a reason; without a resolution it is open again.
    /// - Throws: as ``assignDiscrepancy(_:to:of:expecting:)``; `reason.invalid`.
    package func resolveDiscrepancy(
        _ id: ID<StockDiscrepancy>, as resolution: StockDiscrepancy.Resolution?, reason: String?, of slug: String,
        expecting version: Int64?
    ) throws -> DiscrepancyLine {
        let discrepancy = try handled(id, of: slug)
        return try told(
            StockDiscrepancies.resolve(
                discrepancy, as: resolution, reason: reason, expecting: version, as: principal, from: source,
                transaction))
    }

    // MARK: Parts

    private func place(_ name: String, _ field: String, _ find: (String) throws -> Location) throws -> Location {
        do {
            return try find(name)
        } catch var error as RegistryError where error.field == "location" {
            error.field = field
            throw error
        }
    }

    private func shipment(
        _ name: String, of slug: String, handledAt place: KeyPath<Shipment, String>
    ) throws -> (Manufacturer, Shipment) {
        let (manufacturer, shipment) = try NameplateRegistry.shipment(name, of: slug, as: principal, transaction)
        guard
            try NameplateRegistry.allows(
                principal, .handleStock, at: shipment[keyPath: place], of: manufacturer.id, transaction)
        else { throw LocationAccess.forbidden(.handleStock) }
        return (manufacturer, shipment)
    }

    /// A discrepancy that the principal sees, at a place where it handles goods.
    private func handled(_ id: ID<StockDiscrepancy>, of slug: String) throws -> StockDiscrepancy {
        let found = try NameplateRegistry.discrepancy(id, of: slug, as: principal, transaction)
        let places = [found.place, found.otherPlace].compactMap(\.self)
        let mayHandle = try places.contains {
            try NameplateRegistry.allows(principal, .handleStock, at: $0, of: found.manufacturer, transaction)
        }
        guard mayHandle else { throw LocationAccess.forbidden(.handleStock) }
        return found
    }

    private func answer(_ shipment: Shipment, of manufacturer: Manufacturer) throws -> ShipmentAnswer {
        try NameplateRegistry.answer(shipment, of: manufacturer, as: principal, transaction)
    }

    private func told(_ discrepancy: StockDiscrepancy) throws -> DiscrepancyLine {
        guard let told = try NameplateRegistry.told([discrepancy], transaction).first else {
            throw StockDiscrepancies.unknown
        }
        return told
    }
}
