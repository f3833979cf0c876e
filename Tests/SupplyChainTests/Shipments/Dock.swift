import Identifiers
import Registry
import Storage
import SupplyChain

/// A maker with works, a shop and a depot, and goods that stand in the works.
struct Dock: Sendable {
    let registry: TestRegistry
    let theModel: Model
    let batch: Batch
    let part: ID<Model>
    let containers: ID<Model>
    let works: Location
    let shop: Location
    let depot: Location
    private let keys: [Int64: UnitKey]

    var maker: ID<Manufacturer> { theModel.manufacturer }
    /// Without a serial format: `S1` to `S5` are known.
    var model: ID<Model> { theModel.id }
    /// With one: 20 are issued.
    var numbered: ID<Model> { batch.model }

    static func with(_ engine: Engine, _ body: (Dock) async throws -> Void) async throws {
        try await engine.withRegistry { registry in try await body(try await make(registry)) }
    }

    private static func make(_ registry: TestRegistry) async throws -> Dock {
        let dock = try await registry.write { desk in
            let maker = try desk.manufacturer()
            func place(_ code: String, _ kind: LocationKind, in parent: String? = nil) throws -> Location {
                var draft = LocationDraft()
                (draft.kind, draft.parent) = (kind, parent)
                return try Locations.add(code, draft, of: maker, as: .administrator, desk.transaction)
            }
            let works = try place("works", .plant)
            _ = try place("works-a", .plant, in: "works")
            _ = try place("works-hold", .quarantine, in: "works")
            let batch = try desk.issue(20, of: try desk.model("N-1", of: maker, format: "N{seq:4}"))
            let pallet = try Containers.keyMakingModel(
                try SSCC(parsing: "395204710000000122"), of: maker, as: .administrator, desk.transaction)
            let keys = try (1...20).map { ($0, try desk.unit($0, of: batch)) } as [(Int64, UnitKey)]
            return Dock(
                registry: registry, theModel: try desk.model(of: maker), batch: batch,
                part: try desk.model("PART", of: maker).id, containers: pallet.model, works: works,
                shop: try place("shop", .shop), depot: try place("depot", .warehouse),
                keys: Dictionary(uniqueKeysWithValues: keys))
        }
        try await registry.write { desk in
            for serial in ["S1", "S2", "S3", "S4", "S5"] { try desk.register(serial, of: dock.theModel) }
        }
        registry.clock.advance(by: 1_000_000)
        try await dock.record { draft in
            draft.units = ["S1", "S2", "S3", "S4", "S5"].map { dock.unit($0) }
            (draft.ranges, draft.businessLocation) = ([dock.range(1...20)], "works")
        }
        try await dock.record { draft in
            draft.details.quantities = [EventDetails.Quantity(200, of: dock.part)]
            (draft.action, draft.businessLocation) = (.add, "works")
        }
        registry.clock.advance(by: 1_000_000)
        return dock
    }

    func unit(_ serial: String) -> UnitKey {
        guard let number = try? SerialNumber(parsing: serial) else { preconditionFailure("a serial number") }
        return UnitKey(model, number)
    }

    func container(_ code: String) -> UnitKey { UnitKey(containers, unit(code).serial) }

    func numberedUnit(_ sequence: Int64) -> UnitKey { keys[sequence] ?? unit("?") }

    func range(_ sequences: ClosedRange<Int64>) -> EventDraft.SequenceRange {
        let first = batch.issue?.sequences.lowerBound ?? 1
        return EventDraft.SequenceRange(
            batch: batch.id, sequences: (sequences.lowerBound + first - 1)...(sequences.upperBound + first - 1))
    }

    func record(_ change: @escaping @Sendable (inout EventDraft) -> Void) async throws {
        try await registry.write { desk in
            var draft = EventDraft(time: desk.transaction.now)
            change(&draft)
            try desk.record(draft, of: theModel.manufacturer)
        }
    }

    func pack(_ units: [UnitKey], into container: UnitKey) async throws {
        try await record { draft in
            (draft.type, draft.action, draft.parent, draft.units) = (.aggregation, .add, container, units)
            (draft.businessStep, draft.businessLocation) = (.packing, "works")
        }
        registry.clock.advance(by: 1_000_000)
    }

    func announce(
        _ goods: [ShipmentLine.Goods], from source: Location? = nil, to destination: Location? = nil,
        reference: String? = nil
    ) async throws -> Shipment {
        try await registry.write { desk in
            try Shipments.announce(
                ShipmentDraft(
                    from: source ?? works, to: destination ?? shop, reference: reference, goods), of: maker,
                as: .administrator, desk.transaction)
        }
    }

    func ship(_ shipment: Shipment) async throws -> Shipment {
        registry.clock.advance(by: 1_000_000)
        let shipped = try await registry.write { desk in
            let report = ShippingReport(time: desk.transaction.now, isNow: true)
            return try Shipments.ship(shipment, report, expecting: nil, as: .administrator, desk.recorder).shipment
        }
        registry.clock.advance(by: 1_000_000)
        return shipped
    }

    func receive(_ shipment: Shipment, _ scans: [ReceivedScan]) async throws -> [TakenScan] {
        let keyed = Receiving.keyed(scans)
        return try await registry.write { desk in
            try Receiving.take(keyed, of: shipment, as: .administrator, desk.recorder).scans
        }
    }

    /// A scan of a unit now, or some seconds ago.
    func scan(_ text: String, _ key: UnitKey? = nil, after seconds: Int64 = 0) -> ReceivedScan {
        ReceivedScan(
            text, at: registry.clock.now - 600_000_000 + seconds * 1_000_000, .things([key ?? unit(text)]))
    }

    func pieces(_ count: Int64, after seconds: Int64 = 0) -> ReceivedScan {
        var scan = ReceivedScan(
            "PART", at: registry.clock.now - 600_000_000 + seconds * 1_000_000, .pieces(part, batch: nil))
        scan.quantity = count
        return scan
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> T) async throws -> T {
        try await registry.read(body)
    }

    private static let levels = Statement(
        """
        SELECT stock_levels.location, models.number, stock_levels.disposition, stock_levels.quantity
          FROM stock_levels
          JOIN models ON models.id = stock_levels.model_id
         WHERE stock_levels.quantity <> $1
        """)

    /// What stands where, as `place|model|disposition|number`.
    func levels() async throws -> [String] {
        try await registry.advance(StockFollower())
        return try await read { reader in
            try reader.all(Self.levels, [.integer(0)]) {
                "\($0.text(0))|\($0.text(1))|\($0.text(2))|\($0.integer(3))"
            }.sorted()
        }
    }

    /// As `kind expected/actual subject state`.
    func discrepancies(_ shipment: Shipment) async throws -> [String] {
        try await read { reader in
            try StockDiscrepancies.list(of: shipment.number, limit: 100, reader).map { one in
                let name = (one.unit?.serial.text ?? one.text).map { " \($0)" } ?? ""
                return "\(one.kind.rawValue) \(one.expected)/\(one.actual)\(name) \(one.resolution?.rawValue ?? "open")"
            }.sorted()
        }
    }
}
