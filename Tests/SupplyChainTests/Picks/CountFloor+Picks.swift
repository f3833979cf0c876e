import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import SupplyChain

extension CountFloor {
    func model(of name: String) throws -> ID<Model> { try key(name).model }

    func place(_ code: String) async throws -> Location {
        let maker = maker
        return try await registry.read { try Locations.require(named: code, of: maker, $0) }
    }

    /// Units of the batch are packed as parts of it: they get no row by that.
    func pack(_ names: [String], into container: String) async throws {
        let (keys, parent) = (try names.filter { !$0.hasPrefix("F") }.map(key), try key(container))
        let batch = batch
        let first = try await registry.read { try Batches.find(batch, $0)?.issue?.sequences.lowerBound ?? 0 }
        let sequences = names.compactMap { $0.hasPrefix("F") ? Int64($0.dropFirst()) : nil }.map { first + $0 - 1 }
        let ranges = sequences.sorted().map { EventDraft.SequenceRange(batch: batch, sequences: $0...$0) }
        try await record(container) { draft in
            (draft.type, draft.action, draft.ranges) = (.aggregation, .add, ranges)
            (draft.parent, draft.units, draft.businessLocation) = (parent, keys, "zone")
        }
    }

    func unpack(_ name: String) async throws {
        let (key, parent) = (try key(name), try key("case"))
        try await record(name) { draft in
            (draft.type, draft.action, draft.parent, draft.units) = (.aggregation, .delete, parent, [key])
        }
    }

    /// The names of what is in a container, in the order in which it came in.
    func inside(_ container: String) async throws -> [String] {
        let names = Dictionary(uniqueKeysWithValues: units.map { ($0.value, $0.key) })
        let container = try key(container)
        return try await registry.read { reader in
            try Contents.page(of: container, at: Viewpoint(), limit: 100, reader).items.flatMap { item in
                switch item.subject {
                case .unit(let key): return [key]
                case .range(let range, _):
                    let model = try #require(try Batches.find(range.batch, reader)).model
                    return try RowlessSerials.page(of: range, limit: 100, reader).serials.map {
                        UnitKey(model, try SerialNumber(parsing: $0))
                    }
                }
            }.compactMap { names[$0] }
        }
    }

    /// Sets goods aside at the plant.
    func reserve(
        _ lines: [PickDraft.Line], at code: String = "plant", _ change: @Sendable (inout PickDraft) -> Void = { _ in }
    ) async throws -> PickList {
        registry.clock.advance(by: 1_000_000)
        var draft = PickDraft(at: try await place(code), lines)
        change(&draft)
        let (made, now) = (draft, registry.clock.now)
        let plan = try await registry.read { try PickPlan.find(made, $0, now: now) }
        let list = try await registry.write { desk in
            try #require(try Picks.reserve(plan, as: .administrator, desk.recorder))
        }
        registry.clock.advance(by: 1_000_000)
        return list
    }

    @discardableResult
    func pick(
        _ names: [String], pieces: Int64? = nil, unread: [String] = [], from list: PickList, id: String? = nil
    ) async throws -> [PickResult] {
        registry.clock.advance(by: 1_000_000)
        let now = registry.clock.now
        var scans = try names.map { PickScan($0, at: now, .unit(try key($0))) }
        if let pieces {
            var scan = PickScan("WF-2", at: now, .pieces(self.pieces, batch: nil))
            (scan.quantity, scan.id) = (pieces, id)
            scans.append(scan)
        }
        scans += unread.map { PickScan($0, at: now, .unread) }
        return try await take(scans, from: list)
    }

    func take(_ scans: [PickScan], from list: PickList) async throws -> [PickResult] {
        let plant = try await place(list.location)
        let taken = try await registry.write { desk in
            try Picks.take(KeyedPick.list(scans), of: list, at: plant, as: .administrator, desk.recorder).scans
        }
        registry.clock.advance(by: 1_000_000)
        return taken.map(\.result)
    }

    func move(_ list: PickList, _ step: PickStep) async throws -> PickList {
        registry.clock.advance(by: 1_000_000)
        let moved = try await registry.write { desk in
            try Picks.move(list, by: step, expecting: nil, as: .administrator, desk.recorder)
        }
        registry.clock.advance(by: 1_000_000)
        return moved
    }

    func find(_ list: PickList) async throws -> PickList {
        try await registry.read { try #require(try Picks.find(list.number, $0)) }
    }

    /// What is set aside, picked and gone, each in a few words, by name.
    func items(of list: PickList) async throws -> [String] {
        let names = Dictionary(uniqueKeysWithValues: units.map { ($0.value, $0.key) })
        return try await registry.read { reader in
            try Picks.items(of: list, limit: .max, reader).map { item in
                let subject =
                    switch item.goods {
                    case .unit(let key, _): names[key] ?? "?"
                    case .range(let range, _): "\(range.sequences.lowerBound)-\(range.sequences.upperBound)"
                    case .pieces(let element, _): "\(element.quantity) pieces"
                    }
                let container = item.container.map { " in \($0.serial.text)" } ?? ""
                return "\(subject) \(item.state.rawValue)\(container)"
            }.sorted()
        }
    }

    /// How many are in a state at the plant, by the figures.
    func counted(_ state: StockState, of model: ID<Model>? = nil) async throws -> Int64 {
        _ = try await standing()
        let maker = maker
        return try await registry.read { reader in
            var sum: Int64 = 0
            try Stock.forEach(.init(of: maker), reader) { level in
                guard ["plant", "zone"].contains(level.location), model == nil || level.model == model else { return }
                if StockState(level.disposition) == state { sum += level.quantity }
            }
            return sum
        }
    }

    /// Announces goods of the plant to the shop, and ships them.
    func ship(_ goods: [ShipmentLine.Goods], for pick: PickList? = nil) async throws -> Shipment {
        registry.clock.advance(by: 1_000_000)
        let (plant, shop) = (try await place("plant"), try await place("shop"))
        let maker = maker
        let announced = try await registry.write { desk in
            var draft = ShipmentDraft(from: plant, to: shop, goods)
            draft.pick = pick?.number
            return try Shipments.announce(draft, of: maker, as: .administrator, desk.transaction)
        }
        registry.clock.advance(by: 1_000_000)
        do {
            return try await registry.write { desk in
                let report = ShippingReport(time: desk.transaction.now, isNow: true)
                return try Shipments.ship(announced, report, expecting: nil, as: .administrator, desk.recorder).shipment
            }
        } catch {
            // What does not leave is not announced any more.
            try await registry.write { desk in
                _ = try Shipments.cancel(announced, expecting: nil, as: .administrator, desk.transaction)
            }
            throw error
        }
    }

    func sell(_ names: [String], for pick: PickList? = nil) async throws {
        registry.clock.advance(by: 1_000_000)
        let (plant, keys) = (try await place("plant"), try names.map(key))
        let maker = maker
        try await registry.write { desk in
            let change = GoodsChange(time: desk.transaction.now, isNow: true)
            _ = try Sales.sell(
                keys, at: plant, SaleTerms(pick: pick?.number), change, of: maker, as: .administrator, desk.recorder)
        }
        registry.clock.advance(by: 1_000_000)
    }
}
