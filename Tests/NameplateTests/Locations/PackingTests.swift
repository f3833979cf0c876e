import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// Goods are packed, unpacked and moved by commands.
@Suite struct PackingTests {
    private static func with(_ body: (NameplateRegistry) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            for (table, text) in [
                (ImportTable.manufacturers, "slug,name,gs1_prefixes\nacme,Acme,9520471\nother,Other,\n"),
                (.locations, "manufacturer,code,kind\nacme,works,plant\nacme,shop,shop\n"),
                (.models, "manufacturer,number\nacme,M1\n"),
                (
                    .units,
                    "manufacturer,model,serial,location\nacme,M1,S1,works\nacme,M1,S2,works\nacme,M1,S3,works\n"
                ),
            ] {
                let report = try await registry.importing(table, text)
                try #require(report.errors.isEmpty, "\(table): \(report.errors)")
            }
            try await body(registry)
        }
    }

    private static func order(
        _ registry: NameplateRegistry, _ items: [String], in container: String? = nil, at location: String?,
        as principal: Principal = .administrator
    ) async throws -> GoodsOrder {
        var order = GoodsOrder(of: "acme")
        order.goods = try await registry.goods(items, of: "acme", as: principal)
        (order.container, order.location) = (container, location)
        return order
    }

    private static func pack(
        _ registry: NameplateRegistry, _ items: [String], in container: String? = nil, at location: String = "works",
        as principal: Principal = .administrator
    ) async throws -> String {
        let order = try await order(registry, items, in: container, at: location, as: principal)
        let answer = try await registry.perform(as: principal) { try $0.pack(order) }
        return answer.container?.serial ?? ""
    }

    private static func unpack(
        _ registry: NameplateRegistry, _ container: String, _ items: [String] = [], at location: String? = nil
    ) async throws -> GoodsAnswer {
        var order = try await order(registry, items, in: container, at: location)
        order.time = try ZonedTime(parsing: "2026-11-01T12:02:00Z", field: "eventTime")
        let said = order
        return try await registry.perform(as: .administrator) { try $0.unpack(said) }
    }

    private static func move(
        _ registry: NameplateRegistry, _ items: [String], to location: String,
        as principal: Principal = .administrator
    ) async throws -> GoodsAnswer {
        let order = try await order(registry, items, at: location, as: principal)
        return try await registry.perform(as: principal) { try $0.moveGoods(order) }
    }

    private static func unit(_ registry: NameplateRegistry, _ serial: String) async throws -> UnitAnswer {
        try await registry.unit(serial, model: "M1", of: "acme", as: .administrator)
    }

    private static func refusal(_ body: () async throws -> Void) async -> RegistryError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? RegistryError
        }
    }

    @Test func aPalletTakesWithItAllThatIsInIt() async throws {
        try await Self.with { registry in
            let box = try await Self.pack(registry, ["M1 S1", "M1 S2"])
            #expect(box == "095204710000000009" || (try? SSCC(parsing: box)) != nil)
            let pallet = try await Self.pack(registry, ["(00)\(box)", "M1 S3"])
            #expect(pallet != box && pallet.hasPrefix("09520471"))
            var order = try await Self.order(
                registry, ["urn:epc:id:sscc:9520471.0\(pallet.dropFirst(8).prefix(9))"], at: "shop")
            // The registry's clock stands still here: of two places at one time the unit's own counts.
            order.time = try ZonedTime(parsing: "2026-11-01T12:01:00Z", field: "eventTime")
            let move = order
            let moved = try await registry.perform(as: .administrator) { try $0.moveGoods(move) }
            #expect(moved.count == 1 && moved.events.count == 1)
            for serial in ["S1", "S2", "S3"] {
                let unit = try await Self.unit(registry, serial)
                #expect(unit.place == "shop" && unit.parent?.isContainer == true, "\(serial)")
            }
            let inside = try await registry.components(
                of: pallet, model: "SSCC", of: "acme", limit: 10, as: .administrator)
            #expect(inside.components?.map(\.level) == [0, 1, 1, 0])
            let single = try await Self.unpack(registry, pallet, ["M1 S3"])
            #expect(single.count == 1)
            #expect(try await Self.unit(registry, "S3").parent == nil)
            #expect(try await Self.unpack(registry, pallet).count == 1)
            #expect(try await Self.unpack(registry, box, at: "shop").count == 2)
            let unit = try await Self.unit(registry, "S1")
            #expect(unit.parent == nil && unit.place == "shop")
            #expect(unit.history?.map(\.entry.businessStep).suffix(2) == [.packing, .unpacking])
            #expect(try await registry.audit(as: .administrator).findings.isEmpty)
        }
    }

    @Test func allOrNothingAndTheOneAtFaultIsNamed() async throws {
        try await Self.with { registry in
            let box = try await Self.pack(registry, ["M1 S1"])
            for (items, code, field) in [
                (["M1 S2", "M1 S1"], RegistryError.Code.unitState, "items[1]"),
                (["M1 S2", "M1 S9"], .unitUnknown, "items[1]"), (["M1 S2", "S2"], .valueInvalid, "items[1]"),
                (["(00)395204710000000122"], .unitUnknown, "items[0]"), (["M1"], .unitUnknown, "items[0]"),
                (["\u{202E}\u{0}"], .unitUnknown, "items[0]"), ([], .valueInvalid, "items"),
            ] {
                let packed = await Self.refusal { _ = try await Self.pack(registry, items) }
                #expect(packed?.code == code && packed?.field == field, "\(items)")
                let moved = await Self.refusal { _ = try await Self.move(registry, items, to: "shop") }
                #expect(moved?.code == code && moved?.field == field, "\(items)")
            }
            #expect(try await Self.unit(registry, "S2").parent == nil)
            #expect(try await Self.unit(registry, "S2").place == "works")
            let wrong = await Self.refusal { _ = try await Self.unpack(registry, box, ["M1 S1", "M1 S2"]) }
            #expect(wrong?.code == .unitState && wrong?.field == "items[1]")
            _ = try await Self.unpack(registry, box)
            #expect(await Self.refusal { _ = try await Self.unpack(registry, box) }?.field == "container")
            let itself = await Self.refusal { _ = try await Self.pack(registry, ["(00)\(box)"], in: box) }
            #expect(itself?.code == .eventInvalid)
            let digit = await Self.refusal { _ = try await Self.pack(registry, ["M1 S1"], in: "395204710000000123") }
            #expect(digit?.field == "container" && digit?.position == 17)
            let nowhere = await Self.refusal { _ = try await Self.pack(registry, ["M1 S1"], at: "moon") }
            #expect(nowhere?.code == .locationUnknown)
        }
    }

    @Test func aTrialRecordsNothing() async throws {
        try await Self.with { registry in
            let order = try await Self.order(registry, ["M1 S1"], at: "works")
            let tried = try await registry.rehearse(as: .administrator) { try $0.pack(order) }
            #expect(tried.count == 1)
            #expect(try await Self.unit(registry, "S1").parent == nil)
            // The number that was tried is given.
            #expect(try await Self.pack(registry, ["M1 S1"]) == tried.container?.serial)
        }
    }

    @Test func newNumbersGoOnAfterTheLastOne() async throws {
        try await Self.with { registry in
            _ = try await Self.pack(registry, ["M1 S1"], in: "(00)095204710000000411")
            let next = try await Self.pack(registry, ["M1 S2"])
            #expect(next.hasPrefix("0952047100000004") && next > "095204710000000411")
            let other = await Self.refusal {
                let order = GoodsOrder(of: "other")
                _ = try await registry.perform(as: .administrator) { try $0.unpack(order) }
            }
            #expect(other?.code == .valueInvalid)
        }
    }

    @Test func goodsAreHandledWhereOnesRightHolds() async throws {
        try await Self.with { registry in
            let acme = try await registry.manufacturer("acme", as: .administrator).id
            let shop = Principal(.account(ID(7)), grants: [Grant(.warehouse, manufacturer: acme, site: "shop")])
            let maker = Principal(.account(ID(8)), grants: [Grant(.production, manufacturer: acme)])
            _ = try await Self.pack(registry, ["M1 S1"], as: maker)
            #expect(
                await Self.refusal { _ = try await Self.move(registry, ["M1 S2"], to: "shop", as: maker) }?.code
                    == .forbidden)
            // A place that is not for somebody looks like one that is not there.
            #expect(
                await Self.refusal { _ = try await Self.move(registry, ["M1 S2"], to: "works", as: shop) }?.code
                    == .locationUnknown)
            #expect(try await Self.move(registry, ["M1 S2"], to: "shop", as: shop).count == 1)
            let support = Principal(.account(ID(9)), grants: [Grant(.warranty, manufacturer: acme)])
            #expect(
                await Self.refusal { _ = try await Self.move(registry, ["M1 S3"], to: "shop", as: support) }?.code
                    == .forbidden)
        }
    }
}
