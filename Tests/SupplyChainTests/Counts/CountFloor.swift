import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import SupplyChain

/// A plant with a zone, and what stands there: ten units, a case of two in the zone, ten units of a batch, forty pieces; and a shop
/// with a unit.
struct CountFloor: Sendable {
    let registry: TestRegistry
    let maker: ID<Manufacturer>
    /// By their serial numbers; those of the batch are `F1` to `F10`.
    let units: [String: UnitKey]
    let pieces: ID<Model>
    let batch: ID<Batch>

    static func with(_ engine: Engine, _ body: @Sendable (CountFloor) async throws -> Void) async throws {
        try await engine.withRegistry { registry in
            let floor = try await registry.write { desk in try Self(desk, registry) }
            registry.clock.advance(by: TestClock.day)
            try await floor.advance()
            try await body(floor)
        }
    }

    private init(_ desk: TestDesk, _ registry: TestRegistry) throws {
        let maker = try desk.manufacturer()
        func add(_ code: String, _ change: (inout LocationDraft) -> Void) throws {
            var draft = LocationDraft()
            change(&draft)
            _ = try Locations.add(code, draft, of: maker, as: .administrator, desk.transaction)
        }
        try add("plant") { $0.kind = .plant }
        try add("zone") { $0.parent = "plant" }
        try add("shop") { $0.kind = .shop }
        let (model, filters) = (try desk.model("P-1", of: maker), try desk.model("WF-2", of: maker))
        let (formatted, cases) = (
            try desk.model("F-1", of: maker, format: "F{seq:3}"), try desk.model("SSCC", of: maker, kind: .container)
        )
        var units: [String: UnitKey] = ["case": UnitKey(cases.id, try SerialNumber(parsing: "case"))]
        func record(_ change: (inout EventDraft) -> Void) throws {
            var draft = EventDraft(time: desk.transaction.now)
            change(&draft)
            try desk.record(draft, of: maker.id)
        }
        for name in (0..<10).map({ "A\($0)" }) + ["B1", "B2", "S1"] {
            units[name] = try desk.register(name, of: model, at: desk.transaction.now - 1)
        }
        let all = units
        func keys(_ names: [String]) -> [UnitKey] { names.compactMap { all[$0] } }
        try record { ($0.units, $0.businessLocation) = (keys((0..<10).map { "A\($0)" }), "plant") }
        try record { ($0.units, $0.businessLocation) = (keys(["S1"]), "shop") }
        try record { draft in
            (draft.type, draft.action, draft.businessLocation) = (.aggregation, .add, "zone")
            (draft.parent, draft.units) = (all["case"], keys(["B1", "B2"]))
        }
        let batch = try desk.issue(10, of: formatted)
        let sequences = batch.issue?.sequences ?? 0...0
        try record { draft in
            draft.ranges = [.init(batch: batch.id, sequences: sequences)]
            (draft.businessLocation, draft.disposition) = ("zone", .sellableAccessible)
        }
        try record { draft in
            (draft.action, draft.businessLocation) = (.add, "zone")
            draft.details.quantities = [.init(40, of: filters.id)]
        }
        for (number, sequence) in sequences.enumerated() {
            units["F\(number + 1)"] = try desk.unit(sequence, of: batch)
        }
        (self.registry, self.maker, self.units, pieces) = (registry, maker.id, units, filters.id)
        self.batch = batch.id
    }

    /// All that stands at the plant.
    static let everything =
        (0..<10).map { "A\($0)" } + ["case"] + (1...10).map { "F\($0)" }

    func advance() async throws { try await registry.advance(StockFollower()) }

    func key(_ name: String) throws -> UnitKey { try #require(units[name]) }

    func record(_ name: String, _ change: @Sendable (inout EventDraft) -> Void) async throws {
        registry.clock.advance(by: 1_000_000)
        var draft = EventDraft(time: registry.clock.now)
        draft.units = [try key(name)]
        change(&draft)
        let (made, maker) = (draft, maker)
        try await registry.write { try $0.record(made, of: maker) }
        registry.clock.advance(by: 1_000_000)
    }

    /// How many stand at the plant, as the figures and the list of units have it.
    func standing() async throws -> (units: Int64, pieces: Int64) {
        try await advance()
        let (maker, pieces) = (maker, pieces)
        return try await registry.read { reader in
            var listed: Int64 = 0
            var place: StockUnitPlace?
            repeat {
                let page = try StockUnits.page(.init(of: maker, at: ["plant", "zone"]), from: place, limit: 5, reader)
                listed += page.items.reduce(0) { $0 + $1.count }
                place = page.next
            } while place != nil
            var (counted, filters): (Int64, Int64) = (0, 0)
            try Stock.forEach(.init(of: maker), reader) { level in
                guard ["plant", "zone"].contains(level.location) else { return }
                if level.model == pieces { filters += level.quantity } else { counted += level.quantity }
            }
            #expect(counted == listed)
            return (counted, filters)
        }
    }

    // MARK: Counting

    func open(_ kind: CountKind = .cycle, model: String? = nil, at code: String = "plant") async throws
        -> InventoryCount
    {
        let (maker, units) = (maker, units)
        let count = try await registry.write { desk in
            let location = try Locations.require(named: code, of: maker, desk.transaction)
            let model = try model.flatMap { units[$0] }.flatMap { try Models.find($0.model, desk.transaction) }
            return try Counts.open(
                kind, of: model, isBlind: false, plannedAt: nil, at: location, as: .administrator, desk.transaction)
        }
        registry.clock.advance(by: 1_000_000)
        return count
    }

    @discardableResult
    func scan(_ names: [String], pieces: Int64? = nil, unread: [String] = [], in count: InventoryCount) async throws
        -> [ScanResult]
    {
        registry.clock.advance(by: 1_000_000)
        let now = registry.clock.now
        var scans = try names.map { CountScan(.unit(try key($0)), $0, time: now) }
        if let pieces {
            scans.append(CountScan(.pieces(self.pieces, at: "plant"), "WF-2", quantity: pieces, time: now))
        }
        scans += unread.map { CountScan(.unread($0), $0, time: now) }
        let made = scans
        let results = try await registry.write { try Counts.take(made, in: count, $0.transaction) }
        registry.clock.advance(by: 1_000_000)
        return results
    }

    func finish(_ count: InventoryCount) async throws -> InventoryCount {
        registry.clock.advance(by: 1_000_000)
        try await advance()
        let outcome = try await registry.read { try CountOutcome.find(count, $0) }
        return try await registry.write { desk in
            try #require(
                try Counts.finish(count, outcome, expecting: nil, as: .administrator, desk.transaction))
        }
    }

    func move(_ count: InventoryCount, _ step: CountStep) async throws -> InventoryCount {
        registry.clock.advance(by: 1_000_000)
        return try await registry.write { desk in
            try Counts.move(count, by: step, expecting: count.rowVersion, as: .administrator, desk.transaction)
        }
    }

    func adjust(_ count: InventoryCount, _ change: @Sendable (inout CountDecision) -> Void = { _ in }) async throws
        -> (count: InventoryCount, differences: [CountDifference])
    {
        registry.clock.advance(by: 1_000_000)
        var decision = CountDecision(.misplaced)
        change(&decision)
        let (made, maker) = (decision, maker)
        let adjusted = try await registry.write { desk in
            let location = try Locations.require(named: count.location, of: maker, desk.transaction)
            let (count, differences, _) = try Counts.adjust(
                count, made, at: location, expecting: count.rowVersion, as: .administrator, desk.recorder)
            return (count, differences)
        }
        registry.clock.advance(by: 1_000_000)
        return adjusted
    }

    /// What differs, each in a few words.
    func differences(_ count: InventoryCount) async throws -> [String] {
        let names = Dictionary(uniqueKeysWithValues: units.map { ($0.value, $0.key) })
        return try await registry.read { reader in
            try Counts.differences(of: count, limit: 100, reader).map { difference in
                let subject =
                    switch difference.subject {
                    case .unit(let key): names[key] ?? "?"
                    case .range(let range): "F\(range.sequences.length)"
                    case .pieces: "pieces"
                    case .text(let text): "'\(text)'"
                    }
                let place = difference.believed.map { " \($0)" } ?? ""
                return "\(difference.kind.rawValue) \(subject) \(difference.expected)/\(difference.found)\(place)"
            }.sorted()
        }
    }
}
