import Registry
import Storage
import Testing

@Suite struct DeliveryQueueTests {
    private func withDue(
        _ engine: Engine, _ count: Int, _ body: (TestRegistry, Manufacturer, WebhookSubscription) async throws -> Void
    ) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { try $0.manufacturer() }
            let hook = try await registry.write { desk in
                let hook = try desk.webhook(of: maker)
                for number in 0..<count { try desk.post("C-\(number)", of: maker) }
                return hook
            }
            try await body(registry, maker, hook)
        }
    }

    @Test(arguments: Engine.available)
    func twoWorkersNeverHaveTheSame(_ engine: Engine) async throws {
        try await withDue(engine, 30) { registry, _, _ in
            var seen: Set<ID<Delivery>> = []
            while seen.count < 30 {
                let taken = try await withThrowingTaskGroup(of: [LeasedDelivery].self) { group in
                    for _ in 0..<8 { group.addTask { try await registry.take() } }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect((1...DeliveryQueue.share).contains(taken.count))
                for leased in taken {
                    #expect(seen.insert(leased.delivery.id).inserted)
                    #expect(try await registry.finish(leased, .sent))
                }
                guard !taken.isEmpty else { break }
            }
            #expect(try await registry.take().isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func whatACrashedWorkerHadIsDueAgainAndItsLateWordDoesNotCount(_ engine: Engine) async throws {
        try await withDue(engine, 1) { registry, maker, hook in
            let lost = try #require(try await registry.take().first)
            #expect(try await registry.take().isEmpty)
            registry.clock.advance(by: DeliveryQueue.lease - 1)
            #expect(try await registry.take().isEmpty)
            registry.clock.advance(by: 1)
            let again = try #require(try await registry.take().first)
            #expect(again.delivery.id == lost.delivery.id && again.delivery.attempts == 2)
            #expect(again.delivery.notice == lost.delivery.notice)
            #expect(try await registry.finish(lost, .sent) == false)
            #expect(try await registry.finish(again, .sent))
            let done = try #require(try await registry.deliveries(of: maker).first)
            #expect(done.state == .sent && done.subscription == hook.id)
            let attempts = try await registry.read { try Deliveries.attempts(of: done.id, $0) }
            #expect(attempts.map(\.outcome) == ["lapsed", "sent"] && attempts.map(\.number) == [1, 2])
        }
    }

    @Test(arguments: Engine.available)
    func aFailureIsTriedAgainLaterAndAtLastIsDead(_ engine: Engine) async throws {
        try await withDue(engine, 1) { registry, maker, _ in
            for attempt in 1...BackOff.attempts {
                let leased = try #require(try await registry.take().first, "attempt \(attempt)")
                try await registry.finish(leased, SendOutcome(.failed, problem: "status", status: 503))
                let delivery = try #require(try await registry.deliveries(of: maker).first)
                guard attempt < BackOff.attempts else {
                    #expect(delivery.state == .dead && delivery.problem == "status")
                    break
                }
                #expect(delivery.state == .waiting && delivery.dueAt > registry.clock.now)
                #expect(try await registry.take().isEmpty)
                registry.clock.advance(by: delivery.dueAt - registry.clock.now)
            }
            registry.clock.advance(by: 10 * TestClock.day)
            #expect(try await registry.take().isEmpty)
            let dead = try #require(try await registry.deliveries(of: maker, in: .dead).first)
            let replayed = try await registry.write {
                try Deliveries.step(.replay, dead.id, of: maker.id, $0.transaction)
            }
            #expect(replayed.state == .waiting && replayed.attempts == 0)
            let again = try #require(try await registry.take().first)
            #expect(again.delivery.notice == dead.notice)
            try await registry.finish(again, .sent)
            let attempts = try await registry.read { try Deliveries.attempts(of: dead.id, $0) }
            #expect(attempts.count == BackOff.attempts + 1 && attempts.last?.outcome == "sent")
            #expect(attempts.first?.status == 503)
        }
    }

    @Test(arguments: Engine.available)
    func aSlowDestinationHoldsUpNobodyElse(_ engine: Engine) async throws {
        try await withDue(engine, 20) { registry, maker, hook in
            let other = try await registry.write { desk in
                let other = try desk.webhook("other", of: maker)
                try desk.post("last", of: maker)
                return other
            }
            let taken = try await registry.take()
            #expect(taken.count { $0.delivery.subscription == hook.id } == DeliveryQueue.share)
            #expect(taken.count { $0.delivery.subscription == other.id } == 1)
            for leased in taken where leased.delivery.subscription == hook.id {
                try await registry.finish(leased, SendOutcome(.failed, problem: "timeout"))
            }
            #expect(try await registry.take().isEmpty)
            registry.clock.advance(by: 7_000_000)
            #expect(try await registry.take().count == DeliveryQueue.share)
        }
    }

    @Test(arguments: Engine.available)
    func whoWantsNothingMoreIsSwitchedOff(_ engine: Engine) async throws {
        try await withDue(engine, 2) { registry, maker, hook in
            let taken = try await registry.take()
            try await registry.finish(taken[0], SendOutcome(.gone, problem: "gone", status: 410))
            let off = try #require(try await registry.read { try WebhookSubscriptions.find(hook.id, $0) })
            #expect(off.offReason == .gone)
            try await registry.finish(taken[1], SendOutcome(.failed, problem: "status", status: 500))
            registry.clock.advance(by: TestClock.day)
            #expect(try await registry.take().isEmpty)
            #expect(try await registry.deliveries(of: maker, in: .dead).count == 1)
            let stopped = try #require(try await registry.deliveries(of: maker, in: .stopped).first)
            let attempts = try await registry.read { try Deliveries.attempts(of: stopped.id, $0) }
            #expect(attempts.map(\.outcome) == ["status", "webhook.off"])
        }
    }

    @Test(arguments: Engine.available)
    func whatWaitsCanBeStoppedAndOnlyByItsManufacturer(_ engine: Engine) async throws {
        try await withDue(engine, 1) { registry, maker, _ in
            let other = try await registry.write { try $0.manufacturer("other") }
            let waiting = try #require(try await registry.deliveries(of: maker).first)
            for (step, owner, code) in [
                (DeliveryStep.stop, other, RegistryError.Code.deliveryUnknown), (.replay, maker, .stateStep),
                (.bounce, maker, .stateStep),
            ] {
                let refused = try await refusal {
                    try await registry.write { try Deliveries.step(step, waiting.id, of: owner.id, $0.transaction) }
                }
                #expect(refused == code)
            }
            try await registry.write { _ = try Deliveries.step(.stop, waiting.id, of: maker.id, $0.transaction) }
            #expect(try await registry.take().isEmpty)
            #expect(try await registry.deliveries(of: maker, in: .stopped).map(\.id) == [waiting.id])
        }
    }

    @Test(arguments: Engine.available)
    func whatAWorkerHasIsNotStoppedByOthersAndItsWordCounts(_ engine: Engine) async throws {
        try await withDue(engine, 1) { registry, maker, _ in
            let leased = try #require(try await registry.take().first)
            let refused = try await refusal {
                try await registry.write {
                    try Deliveries.step(.stop, leased.delivery.id, of: maker.id, $0.transaction)
                }
            }
            #expect(refused == .stateStep)
            #expect(try await registry.finish(leased, SendOutcome(.stopped, problem: "unwanted")))
            #expect(try await registry.deliveries(of: maker, in: .stopped).map(\.problem) == ["unwanted"])
        }
    }

    /// Reads without the master key at hand.
    private final class Keyless: SQLReader {
        private let reader: any SQLReader
        let vault: Vault? = nil

        init(_ reader: any SQLReader) { self.reader = reader }

        func forEachRow(
            _ statement: Statement, _ values: [SQLValue], _ body: (borrowing Row) throws -> Bool
        ) throws {
            try reader.forEachRow(statement, values, body)
        }
    }

    @Test(arguments: Engine.available)
    func whereNothingCanBeTakenThereIsNoWork(_ engine: Engine) async throws {
        try await withDue(engine, DeliveryQueue.share + 1) { registry, maker, hook in
            func work(sendsMail: Bool = false) async throws -> DueWork {
                let now = registry.clock.now
                return try await registry.read { try DueWork.find(at: now, sendsMail: sendsMail, $0) }
            }
            #expect(try await !work().isEmpty)
            let now = registry.clock.now
            #expect(try await registry.read { try DueWork.find(at: now, sendsMail: true, Keyless($0)) }.isEmpty)
            // As many are under way as may be.
            let taken = try await registry.take()
            #expect(taken.count == DeliveryQueue.share)
            #expect(try await work().isEmpty)
            // The webhook is left alone.
            for leased in taken { try await registry.finish(leased, SendOutcome(.failed, problem: "timeout")) }
            #expect(try await work().isEmpty)
            registry.clock.advance(by: 7_000_000)
            #expect(try await !work().isEmpty)
            // What waits for a webhook that is off is stopped, for one that is gone too, and then there is nothing.
            try await registry.write {
                try WebhookSubscriptions.remove(hook.id, of: maker.id, as: .administrator, $0.transaction)
            }
            #expect(try await !work().isEmpty)
            #expect(try await registry.take().isEmpty)
            #expect(try await work().isEmpty)
            #expect(try await registry.deliveries(of: maker, in: .stopped).count == DeliveryQueue.share + 1)
            // E-mail waits for a way to send it.
            try await registry.write { desk in
                let party = try Parties.findOrCreate("owner-1", of: maker.id, desk.transaction)
                let draft = NoticeDraft(.message, key: "m", party: party.id, facts: ["subject": "a", "text": "b"])
                try Outbox.post(draft, of: maker.id, desk.transaction)
            }
            #expect(try await work().isEmpty)
            #expect(try await !work(sendsMail: true).isEmpty)
        }
    }

    @Test(arguments: Engine.available)
    func whatWeCouldNotTryCountsAsNothing(_ engine: Engine) async throws {
        try await withDue(engine, 2) { registry, maker, hook in
            for _ in 0..<(2 * BackOff.attempts) {
                let leased = try #require(try await registry.take(1).first)
                #expect(leased.delivery.attempts == 1)
                #expect(try await registry.finish(leased, SendOutcome(.unable, problem: "key.missing")))
                // The webhook is not to blame: what else waits for it goes on.
                let other = try #require(try await registry.take(1).first)
                #expect(other.delivery.id != leased.delivery.id)
                #expect(try await registry.finish(other, SendOutcome(.unable, problem: "key.missing")))
                #expect(try await registry.take().isEmpty)
                registry.clock.advance(by: DeliveryQueue.rest)
            }
            let waiting = try await registry.deliveries(of: maker, in: .waiting)
            #expect(waiting.map(\.attempts) == [0, 0] && waiting.map(\.problem) == ["key.missing", "key.missing"])
            // It is written down once, not every minute.
            for delivery in waiting {
                let attempts = try await registry.read { try Deliveries.attempts(of: delivery.id, $0) }
                #expect(attempts.map(\.outcome) == ["key.missing"])
            }
            let leased = try #require(try await registry.take(1).first)
            #expect(try await registry.finish(leased, .sent))
            let sent = try #require(try await registry.deliveries(of: maker, in: .sent).first)
            #expect(sent.attempts == 1 && sent.problem == nil && sent.subscription == hook.id)
        }
    }

    @Test(arguments: Engine.available)
    func aListGoesOnWhereItsPageEnded(_ engine: Engine) async throws {
        try await withDue(engine, 7) { registry, maker, _ in
            var (seen, place): ([ID<Delivery>], DeliveryPlace?) = ([], nil)
            while true {
                let after = place
                let page = try await registry.read {
                    try Deliveries.page(of: maker.id, in: .waiting, before: after, limit: 3, $0)
                }
                guard let last = page.last else { break }
                seen += page.map(\.id)
                place = DeliveryPlace(at: last.createdAt, id: last.id)
            }
            #expect(seen.count == 7 && Set(seen).count == 7)
            #expect(seen == (try await registry.deliveries(of: maker).map(\.id)))
        }
    }
}
