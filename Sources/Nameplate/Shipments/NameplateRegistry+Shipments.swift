import Identifiers
package import Registry
package import Storage
package import SupplyChain

extension NameplateRegistry {
    /// A manufacturer's shipments that are for the principal, the newest first.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`.
    package func shipments(
        of slug: String, _ filter: ShipmentFilter, after place: RecordPlace?, limit: Int,
        as principal: Principal
    ) async throws -> (items: [Shipment], next: RecordPlace?) {
        try await database.read { reader in
            let manufacturer = try Manufacturers.require(slug, reader)
            try Access.require(principal, .readStock, .somewhere(manufacturer.id))
            var question = ShipmentQuestion()
            (question.state, question.isOpen) = (filter.state, filter.isOpen)
            question.areArriving = filter.areArriving
            let tops =
                try filter.place.map { [try Self.location($0, of: manufacturer, as: principal, reader)] }
                ?? LocationAccess.tops(of: manufacturer.id, as: principal, reader)
            question.places = try tops.map { tops in
                Set(
                    try tops.flatMap { top in
                        try Locations.subtree(of: top, limit: 10_000, reader).map(\.code)
                    })
            }
            return try ShipmentList.page(question, of: manufacturer.id, after: place, limit: limit, reader)
        }
    }

    /// A shipment by its number or its reference.
    /// - Throws: `manufacturer.unknown`, `shipment.unknown`, also where it is not for the principal; `access.forbidden`.
    package func shipment(_ name: String, of slug: String, as principal: Principal) async throws -> ShipmentAnswer {
        try await database.read { reader in
            let (manufacturer, shipment) = try Self.shipment(name, of: slug, as: principal, reader)
            return try Self.answer(shipment, of: manufacturer, as: principal, reader)
        }
    }

    /// What a shipment announces, line by line.
    /// - Throws: as ``shipment(_:of:as:)``.
    package func lines(
        ofShipment name: String, of slug: String, after ordinal: Int64 = -1, limit: Int, as principal: Principal
    ) async throws -> [AnnouncedLine] {
        try await database.read { reader in
            let (_, shipment) = try Self.shipment(name, of: slug, as: principal, reader)
            let lines = try ShipmentLines.page(of: shipment.number, after: ordinal, limit: limit, reader)
            return try Self.told(lines, reader)
        }
    }

    /// The scans of a shipment, newest first.
    /// - Throws: as ``shipment(_:of:as:)``.
    package func scans(
        ofShipment name: String, of slug: String, before place: (time: Int64, key: String)? = nil, limit: Int,
        as principal: Principal
    ) async throws -> [ScanLine] {
        try await database.read { reader in
            let (_, shipment) = try Self.shipment(name, of: slug, as: principal, reader)
            return try Self.told(
                ShipmentScans.latest(of: shipment.number, before: place, limit: limit, reader), reader)
        }
    }

    // MARK: Parts

    /// - Throws: `manufacturer.unknown`, `access.forbidden`, `shipment.unknown`.
    static func shipment(
        _ name: String, of slug: String, as principal: Principal, _ reader: any SQLReader
    ) throws -> (Manufacturer, Shipment) {
        let manufacturer = try Manufacturers.require(slug, reader)
        try Access.require(principal, .readStock, .somewhere(manufacturer.id))
        let found =
            try ShipmentNumber(parsing: name).flatMap { try Shipments.find($0, reader) }
            ?? Shipments.find(reference: name, of: manufacturer.id, reader)
        guard let found, found.manufacturer == manufacturer.id,
            try [found.source, found.destination].contains(where: {
                try allows(principal, .readStock, at: $0, of: manufacturer.id, reader)
            })
        else { throw Shipments.unknown }
        return (manufacturer, found)
    }

    /// Whether the principal may do something at the place with this code.
    static func allows(
        _ principal: Principal, _ permission: Permission, at code: String, of manufacturer: ID<Manufacturer>,
        _ reader: any SQLReader
    ) throws -> Bool {
        guard let place = try Locations.find(code: code, of: manufacturer, reader) else {
            return Access.allows(principal, permission, of: manufacturer)
        }
        return LocationAccess.allows(principal, permission, at: try Locations.line(to: place, reader))
    }

    static func answer(
        _ shipment: Shipment, of manufacturer: Manufacturer, as principal: Principal, _ reader: any SQLReader
    ) throws -> ShipmentAnswer {
        let progress = try ShipmentLines.progress(of: shipment.number, reader)
        return ShipmentAnswer(
            manufacturer: manufacturer, shipment: shipment,
            source: try Locations.find(code: shipment.source, of: manufacturer.id, reader),
            destination: try Locations.find(code: shipment.destination, of: manufacturer.id, reader),
            lines: progress.lines, announced: progress.announced, received: progress.received,
            verdicts: try ShipmentScans.counts(of: shipment.number, reader),
            scans: try told(
                ShipmentScans.latest(of: shipment.number, limit: ShipmentAnswer.mostScans, reader), reader),
            discrepancies: try told(
                StockDiscrepancies.list(
                    of: shipment.number, limit: ShipmentAnswer.mostDiscrepancies, reader), reader),
            mayShip: try allows(principal, .handleStock, at: shipment.source, of: manufacturer.id, reader),
            mayReceive: try allows(principal, .handleStock, at: shipment.destination, of: manufacturer.id, reader))
    }

    static func told(_ scans: [TakenScan], _ reader: any SQLReader) throws -> [ScanLine] {
        let units = try references(by: scans.compactMap(\.unit), reader)
        let models = try Models.byID(scans.compactMap { $0.unit == nil ? $0.model : nil }, reader)
        return scans.map { scan in
            ScanLine(
                scan: scan, unit: scan.unit.flatMap { units[$0] },
                model: scan.unit == nil ? scan.model.flatMap { models[$0] } : nil)
        }
    }

    private static func told(_ lines: [ShipmentLine], _ reader: any SQLReader) throws -> [AnnouncedLine] {
        let models = try Models.byID(lines.map(\.model), reader)
        let units = try references(by: lines.compactMap(\.goods.thing), reader)
        return try lines.map { line in
            var told = AnnouncedLine(line: line, model: models[line.model])
            switch line.goods {
            case .unit(let key), .container(let key): told.unit = units[key]
            case .range(let range, _):
                told.batch = try Batches.find(range.batch, reader)
                if let batch = told.batch, let writer = try RowlessSerials.writer(of: batch, reader) {
                    told.first = try writer.text(of: range.sequences.lowerBound)
                    told.last = try writer.text(of: range.sequences.upperBound)
                }
            case .pieces(let element): told.batch = try element.batch.flatMap { try Batches.find($0, reader) }
            }
            return told
        }
    }

    /// References to units of which perhaps nobody knows more than the number, such as cases that are announced.
    static func references(
        by keys: [UnitKey], _ reader: any SQLReader
    ) throws -> [UnitKey: UnitReference] {
        var known: [ID<Model>: UnitReference] = [:]
        var found: [UnitKey: UnitReference] = [:]
        for key in keys where found[key] == nil {
            guard var unit = try known[key.model] ?? reference(key, reader) else { continue }
            unit.serial = key.serial.text
            (known[key.model], found[key]) = (unit, unit)
        }
        return found
    }
}
