import Identifiers
import Nameplate
import Registry
import SupplyChain
import TestSupport
import Testing

/// Units are sold, come back, and become something.
@Suite struct SaleAndReturnTests {
    private static func with(_ body: (NameplateRegistry) async throws -> Void) async throws {
        try await withRegistry { registry, _ in
            for (table, text) in [
                (ImportTable.manufacturers, "slug,name\nacme,Acme\nother,Other\n"),
                (
                    .locations,
                    "manufacturer,code,kind,parent\nacme,works,plant,\nacme,shop,shop,\nacme,shelf,shop,shop\n"
                ),
                (.models, "manufacturer,number\nacme,M1\nother,X1\n"),
                (
                    .units,
                    "manufacturer,model,serial,location\nacme,M1,S1,shelf\nacme,M1,S2,works\nacme,M1,S3,shop\n"
                        + "other,X1,X-9,theirs\n"
                ),
            ] {
                let report = try await registry.importing(table, text)
                try #require(report.errors.isEmpty, "\(table): \(report.errors)")
            }
            try await body(registry)
        }
    }

    private static func sell(
        _ registry: NameplateRegistry, _ items: [String], at place: String = "shop",
        as principal: Principal = .administrator
    ) async throws -> GoodsAnswer {
        var order = GoodsOrder(of: "acme")
        order.goods = try await registry.goods(items, of: "acme", as: principal)
        order.location = place
        let said = order
        return try await registry.perform(as: principal) { try $0.sell(said, SaleTerms(invoice: "4711")) }
    }

    private static func move(
        _ registry: NameplateRegistry, _ number: String, _ step: ReturnStep, at place: String? = nil,
        note: String? = "looked at", as principal: Principal = .administrator
    ) async throws -> ReturnAnswer {
        try await registry.perform(as: principal) {
            try $0.moveReturn(number, ReturnMove(step, at: place, note: note), of: "acme", expecting: nil)
        }
    }

    private static func authorize(
        _ registry: NameplateRegistry, _ unit: String, as principal: Principal = .administrator
    ) async throws -> ReturnAnswer {
        let goods = try #require(try await registry.goods([unit], of: "acme", as: principal).first)
        return try await registry.perform(as: principal) {
            try $0.authorizeReturn(of: goods, .defective, reference: "4711", of: "acme")
        }
    }

    private static func disposition(_ registry: NameplateRegistry, _ serial: String) async throws -> Disposition? {
        try await registry.unit(serial, model: "M1", of: "acme", as: .administrator).disposition
    }

    @Test func whatStandsInTheShopIsSoldOnce() async throws {
        try await Self.with { registry in
            // The shelf stands in the shop.
            let sold1 = try await Self.sell(registry, ["M1 S1", "M1 S3"])
            #expect(sold1.count == 2)
            #expect(try await Self.disposition(registry, "S1") == .retailSold)
            let again = await ClaimStage.refusal { _ = try await Self.sell(registry, ["M1 S1"]) }
            #expect(again == .unitState)
            let elsewhere = await ClaimStage.refusal { _ = try await Self.sell(registry, ["M1 S2"]) }
            #expect(elsewhere == .unitState)
            let nowhere = await ClaimStage.refusal { _ = try await Self.sell(registry, ["M1 S2"], at: "moon") }
            #expect(nowhere == .locationUnknown)
        }
    }

    @Test func whatIsHeldIsNotSold() async throws {
        try await Self.with { registry in
            var order = HoldOrder(of: "acme", .quality, "noise")
            order.goods = try await registry.goods(["M1 S3"], of: "acme", for: .holdGoods, as: .administrator)
            let said = order
            let hold = try await registry.perform(as: .administrator) { try $0.placeHold(said) }
            let refused = await ClaimStage.refusal { _ = try await Self.sell(registry, ["M1 S1", "M1 S3"]) }
            #expect(refused == .goodsHeld)
            // All or none.
            #expect(try await Self.disposition(registry, "S1") != .retailSold)
            _ = try await registry.perform(as: .administrator) {
                try $0.decideHold(hold.hold.number.text, .released, "fine", of: "acme", expecting: nil)
            }
            let sold2 = try await Self.sell(registry, ["M1 S1", "M1 S3"])
            #expect(sold2.count == 2)
            try await registry.perform(as: .administrator) {
                try $0.setRequiredTest(RequiredTest("leakage", title: "Leakage"), of: "acme", model: "M1")
            }
            let untested = await ClaimStage.refusal {
                _ = try await Self.sell(registry, ["M1 S2"], at: "works")
            }
            #expect(untested == .goodsHeld)
        }
    }

    @Test func whatComesBackIsSoldAgain() async throws {
        try await Self.with { registry in
            _ = try await Self.sell(registry, ["M1 S1"])
            let number = try await Self.authorize(registry, "M1 S1").entry.number.text
            let second = await ClaimStage.refusal { _ = try await Self.authorize(registry, "M1 S1") }
            #expect(second == .stateStep)
            let early = await ClaimStage.refusal { _ = try await Self.move(registry, number, .restock) }
            #expect(early == .stateStep)
            let nowhere = await ClaimStage.refusal { _ = try await Self.move(registry, number, .receive) }
            #expect(nowhere == .valueInvalid)
            let received = try await Self.move(registry, number, .receive, at: "shop", note: nil)
            #expect(received.entry.location == "shop" && received.possible == [.restock, .repair, .scrap, .sendBack])
            #expect(try await Self.disposition(registry, "S1") == .returned)
            let unsold = await ClaimStage.refusal { _ = try await Self.sell(registry, ["M1 S1"]) }
            #expect(unsold == .goodsHeld)
            let silent = await ClaimStage.refusal { _ = try await Self.move(registry, number, .restock, note: nil) }
            #expect(silent == .valueInvalid)
            _ = try await Self.move(registry, number, .repair)
            let done = try await Self.move(registry, number, .restock, at: "shelf")
            #expect(done.entry.state == .restocked && done.steps.map(\.step) == [.receive, .repair, .restock])
            let sold3 = try await Self.sell(registry, ["M1 S1"])
            #expect(sold3.count == 1)
            var closed = ReturnQuestion()
            closed.isClosed = true
            let asked = closed
            #expect(try await registry.returns(of: "acme", asked, limit: 10, as: .administrator).count == 1)
        }
    }

    @Test(arguments: [
        (ReturnStep.scrap, ReturnState.scrapped, Disposition.destroyed),
        (.sendBack, .sentBack, .retailSold),
    ])
    func whatIsNotPutToStockIsNobodys(_ step: ReturnStep, _ state: ReturnState, _ disposition: Disposition)
        async throws
    {
        try await Self.with { registry in
            _ = try await Self.sell(registry, ["M1 S1"])
            let number = try await Self.authorize(registry, "M1 S1").entry.number.text
            _ = try await Self.move(registry, number, .receive, at: "shop")
            #expect(try await Self.move(registry, number, step).entry.state == state)
            #expect(try await Self.disposition(registry, "S1") == disposition)
            let sold = await ClaimStage.refusal { _ = try await Self.sell(registry, ["M1 S1"]) }
            #expect(sold == .unitState)
        }
    }

    @Test func whoWorksAtOnePlaceSeesWhatCameInThere() async throws {
        try await Self.with { registry in
            let maker = try await registry.manufacturer("acme", as: .administrator)
            let clerk = Principal(
                .account(ID(31)), grants: [Grant(.warehouse, manufacturer: maker.id, site: "shop")])
            let worker = Principal(
                .account(ID(32)), grants: [Grant(.warehouse, manufacturer: maker.id, site: "works")])
            _ = try await Self.sell(registry, ["M1 S1"], as: clerk)
            let number = try await Self.authorize(registry, "M1 S1").entry.number.text
            let elsewhere = await ClaimStage.refusal {
                _ = try await Self.move(registry, number, .receive, at: "shop", as: worker)
            }
            #expect(elsewhere == .locationUnknown)
            _ = try await Self.move(registry, number, .receive, at: "shop", as: clerk)
            let hidden = await ClaimStage.refusal {
                _ = try await registry.goodsReturn(number, of: "acme", as: worker)
            }
            #expect(hidden == .returnUnknown)
            let all = await ClaimStage.refusal {
                _ = try await registry.returns(of: "acme", ReturnQuestion(), limit: 10, as: clerk)
            }
            #expect(all == .forbidden)
            var here = ReturnQuestion()
            here.location = "shop"
            let asked = here
            #expect(try await registry.returns(of: "acme", asked, limit: 10, as: clerk).count == 1)
        }
    }
}
