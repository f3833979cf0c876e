import Identifiers
import Registry
import Storage
import Testing

@Suite struct WebhookFollowerTests {
    @Test(arguments: Engine.available)
    func eachWebhookIsToldOfWhatItWantsOnce(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            let model = try await registry.write { try $0.model(of: maker) }
            try await registry.write { _ = try $0.register("OLD", of: model) }
            try await registry.advance(WebhookFollower())
            let hooks = try await registry.write { desk in
                try [
                    desk.webhook("all", of: maker),
                    desk.webhook("sold", of: maker) { $0.dispositions = [.retailSold] },
                    desk.webhook("lost", of: maker) { $0.businessSteps = [.shipping] },
                    desk.webhook("some", of: maker) { $0.population = "serial in (A-2)" },
                    desk.webhook("claims", of: maker, topics: [.claimDecided]),
                    desk.webhook("foreign", of: try desk.manufacturer("other")),
                ]
            }
            for serial in ["A-1", "A-2"] {
                try await registry.write { desk in
                    let key = try desk.register(serial, of: model)
                    var draft = EventDraft(time: desk.transaction.now)
                    draft.businessStep = .retailSelling
                    draft.disposition = .retailSold
                    draft.units = [key]
                    _ = try desk.record(draft, of: maker.id)
                }
            }
            for _ in 0..<2 { try await registry.advance(WebhookFollower()) }
            let deliveries = try await registry.deliveries(of: maker)
            let counts = hooks.map { hook in deliveries.count { $0.subscription == hook.id } }
            #expect(counts == [4, 2, 0, 2, 0, 0])
            #expect(Set(deliveries.map(\.notice)).count == 4)
            let notice = try #require(deliveries.first?.notice)
            let kept = try #require(try await registry.read { try Notices.find(notice, $0) })
            #expect(kept.topic == .unitEvent && kept.event != nil && kept.facts == [:])
        }
    }

    @Test(arguments: Engine.available)
    func eventsOfPartsOfBatchesAreToldWhereTheirUnitsMayBelong(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            let hooks = try await registry.write { desk in
                try [
                    desk.webhook("batch", of: maker) { $0.population = "batch = B-1" },
                    desk.webhook("other", of: maker) { $0.population = "batch = B-2" },
                    desk.webhook("serials", of: maker) { $0.population = "serial in (X0050)" },
                ]
            }
            try await registry.write { desk in
                let model = try desk.model(of: maker, format: "X{seq:4}")
                _ = try desk.issue(100, of: model, number: "B-1")
            }
            try await registry.advance(WebhookFollower())
            let deliveries = try await registry.deliveries(of: maker)
            #expect(hooks.map { hook in deliveries.count { $0.subscription == hook.id } } == [1, 0, 1])
        }
    }
}
