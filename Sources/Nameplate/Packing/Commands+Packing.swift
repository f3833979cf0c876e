package import Identifiers
package import Registry
import Storage
package import SupplyChain

/// What somebody asks to be done with goods.
package struct GoodsOrder: Sendable {
    package var manufacturer: String
    /// Found by ``NameplateRegistry/goods(_:of:as:)``.
    package var goods: [Goods] = []
    /// The SSCC of the container; nil where a new one is to be made.
    package var container: String?
    /// A name of the place.
    package var location: String?
    /// Nil for now.
    package var time: ZonedTime?
    package var notes: [String] = []

    package init(of manufacturer: String) { self.manufacturer = manufacturer }
}

/// What was done with goods.
package struct GoodsAnswer: Sendable {
    package var manufacturer: Manufacturer
    package var container: UnitReference?
    package var location: Location?
    /// What was packed, unpacked or moved, one by one; parts of batches are counted alone.
    package var units: [UnitReference]
    /// How many things that are, with units of parts of batches.
    package var count: Int64
    package var events: [RecordedEvent]
}

extension Commands {
    /// Puts goods into a container; makes the number of a new one where none is named.
    /// - Throws: `manufacturer.unknown`, `location.unknown`, `access.forbidden`, `value.invalid`, what ``SSCC`` says of the
    ///   number, and what ``Packing`` throws.
    package func pack(_ order: GoodsOrder) throws -> GoodsAnswer {
        let (manufacturer, location) = try place(of: order)
        guard let location else { throw GoodsOrder.placeMissing }
        try checkCount(order.goods)
        let code =
            try order.container.map { try Self.container($0) }
            ?? Containers.newCode(of: manufacturer, transaction)
        let isNew = try Containers.key(code, of: manufacturer, transaction) == nil
        let key = try Containers.keyMakingModel(code, of: manufacturer, as: principal, from: source, transaction)
        if isNew { changedCatalogue = true }
        let event = try Packing.pack(
            order.goods.map(\.key), into: key, change(order, at: location), of: manufacturer.id, recorder)
        return try answer(manufacturer, key, location, [event])
    }

    /// Takes goods out of a container: those that are named, or all that is in it.
    /// - Throws: as ``pack(_:)``; `unit.unknown` for a container that nobody has seen.
    package func unpack(_ order: GoodsOrder) throws -> GoodsAnswer {
        let (manufacturer, asked) = try place(of: order)
        let code = try Self.container(order.container ?? "")
        guard let key = try Containers.key(code, of: manufacturer, transaction),
            let container = try Units.find(key, transaction)
        else {
            throw RegistryError(.unitUnknown, "No case or pallet has the SSCC \(code.text).", field: "container")
        }
        // Without a place it happens where the container is.
        if asked == nil {
            try require(.handleStock, at: UnitPlaces.place(of: container, transaction), of: manufacturer)
        }
        if !order.goods.isEmpty { try checkCount(order.goods) }
        let events = try Packing.unpack(
            order.goods.isEmpty ? nil : order.goods.map(\.key), from: key, change(order, at: asked),
            of: manufacturer.id, recorder)
        return try answer(manufacturer, key, asked, events)
    }

    /// Puts goods in another place; a container takes with it what is in it.
    /// - Throws: as ``pack(_:)``.
    package func moveGoods(_ order: GoodsOrder) throws -> GoodsAnswer {
        let (manufacturer, location) = try place(of: order)
        guard let location else { throw GoodsOrder.placeMissing }
        try checkCount(order.goods)
        let event = try Packing.move(
            order.goods.map(\.key), change(order, at: location), of: manufacturer.id, recorder)
        return try answer(manufacturer, nil, location, [event])
    }

    // MARK: What commands about goods share

    private static func container(_ text: String) throws(RegistryError) -> SSCC {
        if let code = Goods.container(text) { return code }
        do {
            return try SSCC(parsing: text.dropFirst(Goods.mark(before: text)))
        } catch {
            let place = error.position.map { $0 + Goods.mark(before: text) }
            throw RegistryError(.valueInvalid, error.sentence, field: "container", position: place)
        }
    }

    /// The place where something is done, one at which the principal handles goods.
    func place(of order: GoodsOrder) throws -> (Manufacturer, Location?) {
        let manufacturer = try Manufacturers.require(order.manufacturer, transaction)
        try Access.require(principal, .handleStock, .somewhere(manufacturer.id))
        return (manufacturer, try order.location.map { try handled($0, of: manufacturer) })
    }

    /// - Parameter place: the text by which events name it; nil where something is nowhere known.
    /// - Throws: `access.forbidden`.
    func require(_ permission: Permission, at place: String?, of manufacturer: Manufacturer) throws {
        let known = try place.flatMap { try Locations.find(named: $0, of: manufacturer.id, transaction) }
        if let known {
            try LocationAccess.require(principal, permission, at: Locations.line(to: known, transaction))
        } else {
            try Access.require(principal, permission, .site(manufacturer.id, place))
        }
    }

    func checkCount(_ goods: [Goods]) throws(RegistryError) {
        guard (1...Packing.most).contains(goods.count) else {
            throw RegistryError(.valueInvalid, "Name 1 to \(Packing.most) things at a time.", field: "items")
        }
    }

    func change(_ order: GoodsOrder, at location: Location?) -> GoodsChange {
        var change = GoodsChange(time: order.time?.microseconds ?? now, isNow: order.time == nil)
        change.zoneOffset = order.time?.offsetMinutes ?? 0
        (change.location, change.notes) = (location?.code, order.notes)
        return change
    }

    func answer(
        _ manufacturer: Manufacturer, _ container: UnitKey?, _ location: Location?, _ events: [RecordedEvent]
    ) throws -> GoodsAnswer {
        let ranges = events.flatMap(\.draft.ranges)
        let units = try NameplateRegistry.references(events.flatMap(\.draft.units), transaction)
        let ranged = ranges.reduce(Int64(0)) { $0.addingSaturated(Int64($1.sequences.count)) }
        return GoodsAnswer(
            manufacturer: manufacturer,
            container: try container.flatMap { try NameplateRegistry.reference($0, transaction) },
            location: location, units: units, count: Int64(units.count).addingSaturated(ranged), events: events)
    }
}

extension GoodsOrder {
    static let placeMissing = RegistryError(
        .valueInvalid, "Say in which place; list them with 'nameplate locations list'.", field: "location")
}
