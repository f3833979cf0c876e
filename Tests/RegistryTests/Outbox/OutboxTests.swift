import Registry
import Storage
import Testing

@Suite struct OutboxTests {
    private struct Undone: Error {}

    @Test(arguments: Engine.available)
    func whatIsPostedTwiceIsAnnouncedOnce(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { desk in
                let maker = try desk.manufacturer()
                try desk.webhook(of: maker)
                try desk.webhook("other", of: maker, topics: [.unitEvent])
                return maker
            }
            let first = try await registry.write { try $0.post("C-1", of: maker) }
            let second = try await registry.write { try $0.post("C-1", of: maker) }
            #expect(first != nil && second == nil)
            let elsewhere = try await registry.write { try $0.post("C-1", of: try $0.manufacturer("other")) }
            #expect(elsewhere != nil && elsewhere?.id != first?.id)
            let deliveries = try await registry.deliveries(of: maker)
            #expect(deliveries.map(\.notice) == [first?.id])
            let kept = try await registry.read { reader in try first.flatMap { try Notices.find($0.id, reader) } }
            #expect(kept == first)
        }
    }

    @Test(arguments: Engine.available)
    func whatIsNotCommittedIsNotAnnounced(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { desk in
                let maker = try desk.manufacturer()
                try desk.webhook(of: maker)
                return maker
            }
            await #expect(throws: Undone.self) {
                try await registry.write { desk in
                    try desk.post("C-1", of: maker)
                    throw Undone()
                }
            }
            #expect(try await registry.deliveries(of: maker) == [])
            #expect(try await registry.take().isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func aNoticeSaysOnlyWhatItsTopicHas(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            for draft in [
                NoticeDraft(.claimDecided, key: "1", facts: ["name": "somebody"]), NoticeDraft(.claimDecided, key: ""),
                NoticeDraft(.claimDecided, key: String(repeating: "k", count: 201)),
                NoticeDraft(.claimDecided, key: "1", facts: ["claim": String(repeating: "c", count: 1_001)]),
            ] {
                let code = try await refusal {
                    try await registry.write { try Outbox.post(draft, of: maker.id, $0.transaction) }
                }
                #expect(code == .valueInvalid, "\(draft)")
            }
        }
    }

    @Test(arguments: Engine.available)
    func aWebhookIsMadeChangedAndTakenAway(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            let hook = try await registry.write { try $0.webhook(of: maker) }
            #expect(try await refusal { try await registry.write { try $0.webhook(of: maker) } } == .webhookTaken)
            #expect(
                try await refusal { try await registry.write { try $0.webhook("none", of: maker, topics: []) } }
                    == .valueInvalid)
            #expect(
                try await refusal {
                    try await registry.write { try $0.webhook("bad", of: maker) { $0.population = "market =" } }
                } == .populationSyntax)
            var draft = hook.draft
            draft.businessSteps = [.retailSelling]
            draft.population = "market = NO"
            let changed = draft
            let off = try await registry.write {
                try WebhookSubscriptions.change(
                    hook.id, to: changed, isOn: false, of: maker.id, as: .administrator, $0.transaction)
            }
            #expect(off.offReason == .byHand && !off.isOn)
            let kept = try await registry.read { try WebhookSubscriptions.list(of: maker.id, $0) }
            #expect(kept == [off])
            try await registry.write { try $0.post("C-1", of: maker) }
            #expect(try await registry.deliveries(of: maker) == [])
            try await registry.write {
                try WebhookSubscriptions.remove(hook.id, of: maker.id, as: .administrator, $0.transaction)
            }
            try await registry.write { try $0.webhook(of: maker) }
            #expect(
                try await refusal {
                    try await registry.read { try WebhookSubscriptions.require(hook.id, of: maker.id, $0) }
                } == .webhookUnknown)
        }
    }

    @Test(arguments: Engine.available)
    func aFormerSecretStillSignsForADay(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            let hook = try await registry.write { try $0.webhook(of: maker) }
            let first = try await registry.read {
                try WebhookSubscriptions.secrets(of: hook, at: TestClock.start, $0)
            }
            #expect(first.count == 1)
            try await registry.write {
                _ = try WebhookSubscriptions.replaceSecret(
                    of: hook.id, by: nil, of: maker.id, as: .administrator, $0.transaction)
            }
            let both = try await registry.read {
                try WebhookSubscriptions.secrets(of: hook, at: TestClock.start, $0)
            }
            #expect(both.count == 2 && both.last == first.first && both.first != first.first)
            let later = try await registry.read {
                try WebhookSubscriptions.secrets(of: hook, at: TestClock.start + TestClock.day, $0)
            }
            #expect(later == [both[0]])
        }
    }

    @Test func withoutTheMasterKeyNoSecretIsMadeOrTold() async throws {
        try await Engine.sqlite.withRegistry(hasMasterKey: false) { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            #expect(try await refusal { try await registry.write { try $0.webhook(of: maker) } } == .keyMissing)
        }
    }
}
