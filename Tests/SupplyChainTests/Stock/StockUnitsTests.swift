import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@testable import SupplyChain

@Suite struct StockUnitsTests {
    /// All units at a place, by pages of a few.
    private static func all(
        _ question: StockUnits.Question, limit: Int, _ reader: any SQLReader
    ) throws -> [StockUnit] {
        var found: [StockUnit] = []
        var place: StockUnitPlace?
        repeat {
            let page = try StockUnits.page(question, from: place, limit: limit, reader)
            #expect(page.items.count <= limit)
            found += page.items
            if let next = page.next { #expect(StockUnitPlace(next.text) == next) }
            place = page.next
        } while place != nil && found.count < 100_000
        return found
    }

    /// Whatever happens, in whatever order it is reported and corrected: as many are listed as are counted.
    @Test(arguments: Seeded.cases(12, onPostgres: 2))
    func asManyAreListedAsAreCounted(_ seeded: Seeded) async throws {
        try await seeded.engine.withRegistry(seed: seeded.seed) { registry in
            var history = RandomHistory(seed: seeded.seed)
            history.mix += [.insides, .insides, .insides, .units]
            try await history.run(45, in: registry)
            let levels = NaiveStock(history: history, time: .max).levels().filter { !$0.key.location.isEmpty }
            let places = Set(history.events.compactMap(\.draft.businessLocation))
            let (maker, models) = (history.manufacturer, Array(history.models.keys))
            try await registry.read { reader in
                for limit in [2, 500] {
                    let units = try Self.all(.init(of: maker, at: places), limit: limit, reader)
                    let listed = Dictionary(grouping: units) { unit in
                        NaiveStock.Kind(
                            location: unit.location, model: unit.model, batch: unit.batch,
                            disposition: unit.disposition)
                    }.mapValues { $0.reduce(0) { $0 + $1.count } }
                    #expect(listed == levels, "pages of \(limit)")
                    #expect(Set(units.map(\.subject)).count == units.count)
                }
                for (place, model) in zip(places, models + models) {
                    var question = StockUnits.Question(of: maker, at: [place])
                    (question.model, question.state) = (model, .available)
                    let count = try Self.all(question, limit: 3, reader).reduce(0) { $0 + $1.count }
                    let expected = levels.filter {
                        $0.key.location == place && $0.key.model == model
                            && StockState($0.key.disposition) == .available
                    }.values.reduce(0, +)
                    #expect(count == expected)
                }
            }
        }
    }

    /// What a count has missed stands nowhere until somebody reports it again.
    @Test(arguments: Engine.available)
    func aMissedUnitCountsAgainOnceItIsSeen(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, pallet, unit) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let (model, cases) = (
                    try desk.model(of: maker), try desk.model("SSCC", of: maker, kind: .container)
                )
                let unit = try desk.register("A1", of: model, at: desk.transaction.now - 4 * TestClock.day)
                let pallet = UnitKey(cases.id, try SerialNumber(parsing: "pallet"))
                var packing = EventDraft(time: desk.transaction.now - 3 * TestClock.day)
                (packing.type, packing.action, packing.businessStep) = (.aggregation, .add, .packing)
                (packing.parent, packing.units, packing.businessLocation) = (pallet, [unit], "plant")
                try desk.record(packing, of: maker.id)
                return (maker.id, pallet, unit)
            }
            func record(_ key: UnitKey, daysAgo: Int64, _ change: (inout EventDraft) -> Void) async throws -> Int64 {
                var draft = EventDraft(time: registry.clock.now - daysAgo * TestClock.day)
                draft.units = [key]
                change(&draft)
                let made = draft
                try await registry.write { try $0.record(made, of: maker) }
                try await registry.advance(StockFollower())
                return try await registry.read { reader in
                    let listed = try Self.all(.init(of: maker, at: ["plant", "shop"]), limit: 10, reader)
                    var counted: Int64 = 0
                    try Stock.forEach(.init(of: maker), reader) { counted += $0.quantity }
                    #expect(counted == Int64(listed.count))
                    return counted
                }
            }
            let missing: (inout EventDraft) -> Void = { ($0.businessStep, $0.disposition) = (.cycleCounting, .unknown) }
            #expect(try await record(pallet, daysAgo: 2) { $0.businessLocation = "plant" } == 2)
            #expect(try await record(pallet, daysAgo: 2, missing) == 0)
            #expect(try await record(pallet, daysAgo: 1) { $0.businessStep = .inspecting } == 0)
            #expect(try await record(pallet, daysAgo: 1) { $0.businessLocation = "shop" } == 2)
            #expect(try await record(unit, daysAgo: 1, missing) == 1)
            #expect(try await record(unit, daysAgo: 0) { $0.disposition = .sellableAccessible } == 2)
        }
    }

    @Test(arguments: [
        "", "x", "p", "p\u{1F}a\u{1F}0\u{1F}1\u{1F}\u{1F}0\u{1F}0", "q\u{1F}\u{1F}0\u{1F}\u{1F}\u{1F}0\u{1F}0",
    ])
    func whatIsNoPlaceInTheListIsNone(_ text: String) { #expect(StockUnitPlace(text) == nil) }
}
