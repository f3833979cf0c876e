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

    @Test(arguments: Engine.available)
    func anEventOfAPartOfABatchIsToldOfAnyUnitInIt(_ engine: Engine) async throws {
        let populations = [
            ("market = NO", [1, 0]), ("market = SE", [1, 0]), ("market = DK", [0, 0]), ("serial in (X0050)", [1, 0]),
            ("serial in (X0015)", [1, 1]), ("serial in (X0500)", [0, 0]), ("serial like *17", [1, 1]),
            ("serial in (X0050) and market = NO", [0, 0]), ("serial in (X0043) and market = NO", [1, 0]),
            ("batch = B-1 and market is unknown", [1, 1]),
        ]
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            let batch = try await registry.write { desk in
                try desk.issue(100, of: try desk.model(of: maker, format: "X{seq:4}"), number: "B-1")
            }
            let hooks = try await registry.write { desk in
                try populations.enumerated().map { number, population in
                    try desk.webhook("hook-\(number)", of: maker) {
                        $0.population = population.0
                        $0.businessSteps = [.inspecting]
                    }
                }
            }
            try await registry.write { desk in
                func draft(_ market: String) -> EventDraft {
                    var draft = EventDraft(time: desk.transaction.now)
                    draft.details.market = market
                    return draft
                }
                var part = draft("NO")
                part.ranges = [.init(batch: batch.id, sequences: 40...45)]
                try desk.record(part, of: maker.id)
                var unit = draft("SE")
                unit.units = [try desk.unit(60, of: batch)]
                try desk.record(unit, of: maker.id)
            }
            let all = try #require(batch.issue).sequences
            var before = hooks.map { _ in 0 }
            for (turn, sequences) in [all, 10...20].enumerated() {
                try await registry.write { desk in
                    var draft = EventDraft(time: desk.transaction.now)
                    draft.businessStep = .inspecting
                    draft.ranges = [.init(batch: batch.id, sequences: sequences)]
                    try desk.record(draft, of: maker.id)
                }
                try await registry.advance(WebhookFollower())
                let deliveries = try await registry.deliveries(of: maker)
                let counts = hooks.map { hook in deliveries.count { $0.subscription == hook.id } }
                for (place, (text, wanted)) in populations.enumerated() {
                    #expect(counts[place] - before[place] == wanted[turn], "\(text) in \(sequences)")
                }
                before = counts
            }
        }
    }
}
