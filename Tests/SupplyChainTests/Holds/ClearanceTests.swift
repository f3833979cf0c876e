import Identifiers
import Registry
import Storage
import SupplyChain
import TestSupport
import Testing

/// Goods that are held back, and tests that they must have passed.
@Suite struct ClearanceTests {
    private static func unit(_ key: UnitKey, _ desk: TestDesk) throws -> UnitRow {
        try #require(try Units.find(key, desk.transaction))
    }

    /// What keeps a unit, in a word.
    private static func obstacle(_ key: UnitKey, _ desk: TestDesk) throws -> String? {
        guard let found = try Clearance(desk.transaction).obstacle(of: unit(key, desk)) else { return nil }
        switch found.obstacle {
        case .state(let disposition): return disposition.rawValue
        case .testMissing(let test): return "missing \(test.code)"
        case .testFailed(let test, let reading): return "failed \(test.code) \(reading.value)"
        }
    }

    private static func key(_ sequence: Int64, _ batch: Batch, _ desk: TestDesk) throws -> UnitKey {
        let writer = try #require(try RowlessSerials.writer(of: batch, desk.transaction))
        let first = batch.issue?.sequences.lowerBound ?? 0
        return UnitKey(batch.model, try SerialNumber(parsing: try writer.text(of: first + sequence)))
    }

    private static func range(_ batch: Batch, _ sequences: ClosedRange<Int64>) -> HeldItem {
        let first = batch.issue?.sequences.lowerBound ?? 0
        return .range(
            .init(batch: batch.id, sequences: (first + sequences.lowerBound)...(first + sequences.upperBound)))
    }

    @Test(arguments: Engine.available)
    func whatTwoHoldsHoldStaysUntilBothAreDecided(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let batch = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "H{seq:6}")
                return try desk.issue(1_000, of: model)
            }
            func place(_ items: @escaping @Sendable (TestDesk) throws -> [HeldItem]) async throws -> Hold {
                registry.clock.advance(by: 1_000_000)
                return try await registry.write { desk in
                    try Holds.place(
                        items(desk), .quality, "noise", of: batch.manufacturer, as: .administrator, desk.recorder)
                }
            }
            func decide(_ hold: Hold, _ decision: Hold.Decision) async throws {
                registry.clock.advance(by: 1_000_000)
                _ = try await registry.write { desk in
                    try Holds.decide(hold, decision, "tried", expecting: nil, as: .administrator, desk.recorder)
                }
            }
            func kept(_ sequences: [Int64]) async throws -> [Int64] {
                try await registry.write { desk in
                    try sequences.filter { try Self.obstacle(Self.key($0, batch, desk), desk) != nil }
                }
            }
            let probes: [Int64] = [0, 99, 100, 150, 199, 200, 500, 999]
            let wide = try await place { _ in [Self.range(batch, 100...999)] }
            let narrow = try await place { _ in [Self.range(batch, 150...199)] }
            let single = try await place { desk in [.unit(try Self.key(500, batch, desk), in: nil)] }
            #expect(wide.unitCount == 900 && single.unitCount == 1)
            #expect(try await kept(probes) == [100, 150, 199, 200, 500, 999])
            try await decide(wide, .released)
            #expect(try await kept(probes) == [150, 199, 500])
            try await decide(single, .rejected)
            #expect(try await kept(probes) == [150, 199, 500])
            // Reworked.
            try await decide(single, .released)
            try await decide(narrow, .released)
            #expect(try await kept(probes) == [])
            await #expect(throws: RegistryError.self) { try await decide(narrow, .released) }
            await #expect(throws: RegistryError.self) { try await decide(single, .rejected) }
        }
    }

    @Test(arguments: Engine.available)
    func aHoldCountsAsHeldStockAndWhatWasBeforeHoldsAgain(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let batch = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker, format: "H{seq:6}")
                let batch = try desk.issue(50, of: model)
                var made = EventDraft(time: desk.transaction.now)
                (made.businessLocation, made.disposition) = ("plant", .sellableAccessible)
                made.ranges = [.init(batch: batch.id, sequences: try #require(batch.issue?.sequences))]
                try desk.record(made, of: maker.id)
                return batch
            }
            func levels() async throws -> [String] {
                try await registry.advance(StockFollower())
                var question = Stock.Question(of: batch.manufacturer)
                question.location = "plant"
                let asked = question
                return try await registry.read { reader in
                    var found: [String] = []
                    try Stock.forEach(asked, reader) {
                        found.append("\($0.disposition?.rawValue ?? "") \($0.quantity)")
                    }
                    return found.sorted()
                }
            }
            #expect(try await levels() == ["sellable_accessible 50"])
            registry.clock.advance(by: 1_000_000)
            let hold = try await registry.write { desk in
                try Holds.place(
                    [Self.range(batch, 10...19)], .investigation, "why", of: batch.manufacturer, as: .administrator,
                    desk.recorder)
            }
            #expect(try await levels() == ["non_sellable_other 10", "sellable_accessible 40"])
            registry.clock.advance(by: 1_000_000)
            _ = try await registry.write { desk in
                try Holds.decide(hold, .released, "fine", expecting: 1, as: .administrator, desk.recorder)
            }
            #expect(try await levels() == ["sellable_accessible 50"])
        }
    }

    @Test(arguments: Engine.available)
    func aUnitLeavesOnceItsLastReadingsPass(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, batch) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker, format: "T{seq:6}")
                try RequiredTests.set(
                    RequiredTest("leakage", title: "Leakage current", unit: "4K", maximum: "0.75"), of: model,
                    as: .administrator, desk.transaction)
                return (maker.id, try desk.issue(10, of: model))
            }
            func measure(_ value: String, unit: String? = "4K", sequence: Int64? = nil) async throws {
                registry.clock.advance(by: 1_000_000)
                try await registry.write { desk in
                    var draft = EventDraft(time: desk.transaction.now)
                    draft.businessStep = .inspecting
                    draft.details.readings = [.init(type: "leakage", value: value, unit: unit)]
                    if let sequence {
                        draft.units = [try Self.key(sequence, batch, desk)]
                    } else {
                        draft.ranges = [.init(batch: batch.id, sequences: try #require(batch.issue?.sequences))]
                    }
                    try desk.record(draft, of: maker)
                }
            }
            func kept(_ sequence: Int64) async throws -> String? {
                try await registry.write { try Self.obstacle(Self.key(sequence, batch, $0), $0) }
            }
            #expect(try await kept(1) == "missing leakage")
            try await measure("0.750")
            #expect(try await kept(1) == nil)
            try await measure("0.7501", sequence: 1)
            #expect(try await kept(1) == "failed leakage 0.7501")
            #expect(try await kept(2) == nil)
            try await measure("0.4", unit: "MA", sequence: 1)
            #expect(try await kept(1) == "failed leakage 0.4")
            try await measure("0.4", unit: nil, sequence: 1)
            #expect(try await kept(1) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func aPalletIsKeptByWhatIsInIt(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (pallet, box, batch) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let batch = try desk.issue(10, of: try desk.model(of: maker, format: "P{seq:6}"))
                let cases = try desk.model("SSCC", of: maker, kind: .container)
                let pallet = UnitKey(cases.id, try SerialNumber(parsing: "pallet"))
                let box = UnitKey(cases.id, try SerialNumber(parsing: "box"))
                for (parent, unit, range) in [
                    (box, nil, batch.issue?.sequences), (pallet, box, nil),
                ] {
                    var packing = EventDraft(time: desk.transaction.now - TestClock.day)
                    (packing.type, packing.action, packing.businessStep) = (.aggregation, .add, .packing)
                    (packing.parent, packing.units) = (parent, unit.map { [$0] } ?? [])
                    packing.ranges = range.map { [.init(batch: batch.id, sequences: $0)] } ?? []
                    try desk.record(packing, of: maker.id)
                }
                return (pallet, box, batch)
            }
            let free = try await registry.write { try Self.obstacle(pallet, $0) }
            #expect(free == nil)
            registry.clock.advance(by: 1_000_000)
            _ = try await registry.write { desk in
                try Holds.place(
                    [.unit(try Self.key(3, batch, desk), in: nil)], .quality, "dent", of: batch.manufacturer,
                    as: .administrator, desk.recorder)
            }
            for container in [pallet, box] {
                let kept = try await registry.write { try Self.obstacle(container, $0) }
                #expect(kept == "non_sellable_other")
            }
        }
    }

    @Test(arguments: [
        (["minimum": "2", "maximum": "1"], "minimum"), (["minimum": "one"], "minimum"),
        (["maximum": "1e5"], "maximum"), (["maximum": ""], "maximum"),
    ])
    func limitsAreDecimalsInOrder(_ limits: [String: String], _ field: String) {
        let test = RequiredTest("t", title: "T", minimum: limits["minimum"], maximum: limits["maximum"])
        #expect { try test.check() } throws: { ($0 as? RegistryError)?.field == field }
    }
}
