import Identifiers
package import Registry
package import Storage

/// Shipments: announced, cancelled, closed. Shipping is in `Shipments+Shipping`, receiving in ``Receiving``.
package enum Shipments {
    package static let unknown = RegistryError(
        .shipmentUnknown, "There is no such shipment, or it is not for you.", field: "shipment")

    package static let changedMeanwhile = RegistryError(
        .shipmentChanged, "The shipment has changed since you read it. Read it again and repeat the change.")

    /// Lines of one announcement.
    package static let mostLines = 10_000
    /// Those of them that name a part of a batch or pieces.
    package static let mostUncounted = 1_000

    package static func find(_ number: ShipmentNumber, _ reader: any SQLReader) throws -> Shipment? {
        try ShipmentRows.find(number.id, reader)
    }

    /// - Throws: `shipment.unknown`.
    package static func require(_ number: ShipmentNumber, _ reader: any SQLReader) throws -> Shipment {
        guard let found = try find(number, reader) else { throw unknown }
        return found
    }

    package static func find(
        reference: String, of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> Shipment? {
        try ShipmentRows.find(reference: reference, of: manufacturer, reader)
    }

    /// Announces what is to come.
    /// - Throws: `value.invalid`, `shipment.taken`, `unit.unknown`, `unit.state`, `batch.unknown`, `batch.room`,
    ///   `model.unknown`, with the field `lines[3]` where a line is wrong; `pick.unknown`, `pick.state`.
    package static func announce(
        _ draft: ShipmentDraft, of manufacturer: ID<Manufacturer>, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Shipment {
        guard draft.source.id != draft.destination.id else {
            throw RegistryError(
                .valueInvalid, "Goods go from one place to another; name two.", field: "destination")
        }
        try TextRules.check(draft.reference, field: "reference", limit: 80)
        // Of two announcements of the same goods at once the second sees the first.
        try transaction.claim(Claim("shipments", manufacturer), .exclusive)
        if let reference = draft.reference, let other = try find(reference: reference, of: manufacturer, transaction) {
            throw RegistryError(
                .shipmentTaken, "The shipment \(other.number.text) has this reference.", field: "reference")
        }
        if let time = draft.expectedAt, !(0...Self.latest).contains(time) {
            throw RegistryError(.valueInvalid, "Nothing is expected then; check the date.", field: "expectedAt")
        }
        let list = try draft.pick.map { try Picks.leaving($0, from: draft.source, transaction) }
        let goods = try draft.goods.isEmpty ? list.map { try Picks.picked(of: $0, transaction) } ?? [] : draft.goods
        var check = AnnouncementCheck(of: manufacturer, transaction)
        let lines = try check.lines(goods)
        var shipment = Shipment(
            number: ShipmentNumber(drawn: transaction.newID()), manufacturer: manufacturer, reference: draft.reference,
            source: draft.source.code, destination: draft.destination.code, pick: list?.number, state: .expected,
            expectedAt: draft.expectedAt, createdAt: transaction.now, rowVersion: 1)
        while try !ShipmentRows.insert(shipment, transaction) {
            shipment.number = ShipmentNumber(drawn: transaction.newID())
        }
        try ShipmentLines.insert(lines, units: check.units, of: shipment.number, transaction)
        try write("shipment.announce", shipment, as: principal, from: source, transaction)
        return shipment
    }

    /// 9999-12-31, in microseconds since 1970 UTC.
    private static let latest: Int64 = 253_402_214_400_000_000

    /// Says that nothing of it is sent.
    /// - Throws: `shipment.changed`, `shipment.state` once it was shipped.
    package static func cancel(
        _ shipment: Shipment, expecting version: Int64?, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> Shipment {
        var shipment = try current(shipment, expecting: version, transaction)
        guard shipment.state == .expected else {
            throw state(shipment, "only what is not shipped yet can be cancelled")
        }
        (shipment.state, shipment.closedAt) = (.cancelled, transaction.now)
        try ShipmentRows.update(&shipment, transaction)
        try ShipmentLines.close(shipment.number, transaction)
        try write("shipment.cancel", shipment, as: principal, from: source, transaction)
        return shipment
    }

    /// The shipment as it is once nobody else decides about it.
    /// - Throws: `shipment.changed`, `shipment.unknown`.
    static func current(
        _ shipment: Shipment, expecting version: Int64?, _ transaction: any SQLTransaction
    ) throws -> Shipment {
        try transaction.claim(Claim("shipment", shipment.number.id), .exclusive)
        let shipment = try require(shipment.number, transaction)
        guard version == nil || version == shipment.rowVersion else { throw changedMeanwhile }
        return shipment
    }

    static func state(_ shipment: Shipment, _ sentence: String) -> RegistryError {
        RegistryError(
            .shipmentState, "The shipment \(shipment.number.text) is '\(shipment.state.rawValue)': \(sentence).",
            field: "shipment")
    }

    static func write(
        _ action: String, _ shipment: Shipment, detail: String? = nil, as principal: Principal,
        from source: RequestSource, _ transaction: any SQLTransaction
    ) throws {
        try AuditTrail.write(
            action, subject: shipment.number.text, of: shipment.manufacturer, as: principal, from: source,
            detail: detail, transaction)
    }
}
