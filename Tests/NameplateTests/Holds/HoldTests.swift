import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// Holding goods back and deciding about them, as people of several roles.
@Suite struct HoldTests {
    private static func with(_ body: (NameplateRegistry) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            for (table, text) in [
                (ImportTable.manufacturers, "slug,name\nacme,Acme\nother,Other\n"),
                (.locations, "manufacturer,code,kind\nacme,works,plant\nacme,shop,shop\n"),
                (.models, "manufacturer,number\nacme,M1\nother,X1\n"),
                (.formats, "manufacturer,model,pattern\nacme,M1,A{seq:5}\n"),
                (.batches, "manufacturer,model,batch,count\nacme,M1,B1,100\n"),
                (.units, "manufacturer,model,serial,location\nother,X1,X-9,theirs\n"),
            ] {
                let report = try await registry.importing(table, text)
                try #require(report.errors.isEmpty, "\(table): \(report.errors)")
            }
            try await body(registry)
        }
    }

    private static func principal(_ role: Role, _ registry: NameplateRegistry, at site: String? = nil) async throws
        -> Principal
    {
        let maker = try await registry.manufacturer("acme", as: .administrator)
        return Principal(.account(ID(31)), grants: [Grant(role, manufacturer: maker.id, site: site)])
    }

    private static func place(
        _ registry: NameplateRegistry, _ items: [String], as principal: Principal = .administrator,
        _ change: (inout HoldOrder) -> Void = { _ in }
    ) async throws -> HoldAnswer {
        var order = HoldOrder(of: "acme", .quality, "noise")
        order.goods = try await registry.goods(items, of: "acme", for: .holdGoods, as: principal)
        change(&order)
        let said = order
        return try await registry.perform(as: principal) { try $0.placeHold(said) }
    }

    @Test func productionHoldsAndQualityDecides() async throws {
        try await Self.with { registry in
            let (production, quality) = (
                try await Self.principal(.production, registry), try await Self.principal(.quality, registry)
            )
            let held = try await Self.place(registry, [], as: production) {
                ($0.model, $0.batch, $0.firstSerial, $0.lastSerial) = ("M1", "B1", "A00010", "A00019")
            }
            #expect(held.hold.unitCount == 10 && !held.mayDecide)
            let number = held.hold.number.text
            let inside = try await registry.clearance(of: "A00012", model: "M1", of: "acme", as: quality)
            #expect(inside.obstacle == .state(.nonSellableOther) && inside.holds.map(\.number.text) == [number])
            let outside = try await registry.clearance(of: "A00020", model: "M1", of: "acme", as: quality)
            #expect(outside.obstacle == nil && outside.holds.isEmpty)
            #expect(try await registry.holds(of: "acme", open: true, limit: 10, as: quality).count == 1)
            let refused = await ClaimStage.refusal {
                _ = try await registry.perform(as: production) {
                    try $0.decideHold(number, .released, "fine", of: "acme", expecting: 1)
                }
            }
            #expect(refused == .forbidden)
            let stale = await ClaimStage.refusal {
                _ = try await registry.perform(as: quality) {
                    try $0.decideHold(number, .released, "fine", of: "acme", expecting: 7)
                }
            }
            #expect(stale == .holdChanged)
            let decided = try await registry.perform(as: quality) {
                try $0.decideHold(number, .released, "fine", of: "acme", expecting: 1)
            }
            #expect(decided.hold.outcome?.decision == .released && !decided.mayDecide)
            #expect(try await registry.holds(of: "acme", open: true, limit: 10, as: quality).isEmpty)
            #expect(try await registry.holds(of: "acme", open: false, limit: 10, as: quality).count == 1)
        }
    }

    @Test func badOrdersHoldNothing() async throws {
        try await Self.with { registry in
            func refusal(
                _ items: [String] = [], _ change: (inout HoldOrder) -> Void = { _ in }
            ) async -> RegistryError.Code? {
                await ClaimStage.refusal { _ = try await Self.place(registry, items, change) }
            }
            #expect(await refusal() == .valueInvalid)
            #expect(await refusal(["X1 X-9"]) == .unitUnknown)
            #expect(await refusal(["A99999"]) == .unitUnknown)
            #expect(await refusal([]) { $0.batch = "B1" } == .valueInvalid)
            #expect(await refusal([]) { ($0.model, $0.batch) = ("M1", "B7") } == .batchUnknown)
            #expect(
                await refusal([]) {
                    ($0.model, $0.batch, $0.firstSerial, $0.lastSerial) = ("M1", "B1", "A00019", "A00010")
                } == .valueInvalid)
            #expect(
                await refusal([]) { ($0.model, $0.batch, $0.firstSerial) = ("M1", "B1", "A99999") } == .unitUnknown)
            #expect(await refusal([]) { $0.firstSerial = "A00010" } == .valueInvalid)
            #expect(await refusal(["A00010"]) { $0.note = "" } == .valueInvalid)
            let none = try await registry.holds(of: "acme", open: false, limit: 10, as: .administrator)
            #expect(none.isEmpty)
            let unknown = await ClaimStage.refusal {
                _ = try await registry.hold("H-0000-0000", of: "acme", as: .administrator)
            }
            #expect(unknown == .holdUnknown)
        }
    }

    @Test func whoWorksAtOnePlaceHoldsWhatStandsThere() async throws {
        try await Self.with { registry in
            let clerk = try await Self.principal(.warehouse, registry, at: "shop")
            let elsewhere = await ClaimStage.refusal { _ = try await Self.place(registry, ["A00010"], as: clerk) }
            #expect(elsewhere == .forbidden || elsewhere == .unitUnknown)
            var order = GoodsOrder(of: "acme")
            order.goods = try await registry.goods(["A00010"], of: "acme", as: .administrator)
            order.location = "shop"
            let moving = order
            _ = try await registry.perform(as: .administrator) { try $0.moveGoods(moving) }
            let held = try await Self.place(registry, ["A00010"], as: clerk)
            #expect(held.hold.unitCount == 1)
            let batch = await ClaimStage.refusal {
                _ = try await Self.place(registry, [], as: clerk) { ($0.model, $0.batch) = ("M1", "B1") }
            }
            #expect(batch == .forbidden)
        }
    }

    @Test func anotherMakersHoldIsUnknown() async throws {
        try await Self.with { registry in
            let held = try await Self.place(registry, ["A00010"])
            let unknown = await ClaimStage.refusal {
                _ = try await registry.hold(held.hold.number.text, of: "other", as: .administrator)
            }
            #expect(unknown == .holdUnknown)
        }
    }
}
